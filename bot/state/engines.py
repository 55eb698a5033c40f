"""How SQLAlchemy is to speak to the database that an address names."""

import uuid
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.state.addresses import Address
from bot.state.faults import Refused

# Seconds.
_CONNECTING = 5.0
_BUSY = 1.5  # when everything ends, a call that waits cannot be broken off
_STATEMENT = 20.0
_WAITING_FOR_A_CONNECTION = 10.0

_AT_CONNECTING = (
    "PRAGMA journal_mode=WAL",  # reading and writing do not wait for each other
    "PRAGMA synchronous=NORMAL",  # with WAL nothing breaks; a power cut may cost the last second
    "PRAGMA foreign_keys=ON",
)


def engine_for(address: Address) -> AsyncEngine:
    """Return an engine that has not connected yet. What members wrote never stands in its errors.

    SQLite's folder is made where it is missing; raises OSError where it cannot be.
    """
    if address.file is not None:
        address.file.parent.mkdir(parents=True, exist_ok=True)
        return _sqlite(address)
    return _postgresql(address)


def _postgresql(address: Address) -> AsyncEngine:
    # A tenth of a second to load, which whoever has SQLite does not have to wait for.
    import asyncpg  # noqa: PLC0415

    async def connect() -> Any:  # asyncpg hands out nothing that is typed
        # Poolers such as PgBouncer hand each transaction another connection, which does not know
        # the statements of the one before.
        try:
            return await asyncpg.connect(
                address.dsn,
                timeout=_CONNECTING,
                command_timeout=_STATEMENT,
                statement_cache_size=0,
            )
        except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise Refused from error

    return create_async_engine(
        address.url,
        async_creator=connect,
        connect_args={
            "prepared_statement_cache_size": 0,
            "prepared_statement_name_func": lambda: f"pullquote_{uuid.uuid4().hex}",
        },
        pool_size=2,
        pool_pre_ping=True,
        pool_timeout=_WAITING_FOR_A_CONNECTION,
        hide_parameters=True,
    )


def _sqlite(address: Address) -> AsyncEngine:
    engine = create_async_engine(
        address.url,
        connect_args={"timeout": _BUSY},
        # SQLite lets one write at a time and waits for its turn by luck; the pool has a queue.
        pool_size=1,
        max_overflow=0,
        pool_timeout=_WAITING_FOR_A_CONNECTION,
        hide_parameters=True,
    )
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _prepare(
    connection: Any, _: object
) -> None:  # Any: SQLAlchemy's face of an aiosqlite connection
    connection.isolation_level = None  # transactions begin where we say, not where sqlite3 guesses
    cursor = connection.cursor()
    for pragma in _AT_CONNECTING:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    # A transaction that reads first and then writes would fail instead of waiting for its turn.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
