"""How a database gets the tables of this version: by alembic, at start, in one transaction.

Two processes that start at once come one after the other: PostgreSQL gives the lock to one of
them, and SQLite lets only one write.
"""

import asyncio
from importlib import import_module
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

SCRIPTS: Final = Path(__file__).parent / "migrations"
_VERSION_TABLE = "alembic_version"

# Any number will do, as long as every version of Pullquote has the same.
_LOCK_KEY = 7_855_374_016


class NewerRevision(Exception):
    """The database was written by a later version; the argument is its revision."""


async def migrate(engine: AsyncEngine) -> None:
    """Bring the database to the newest revision; it stays as it was if that fails.

    Raises NewerRevision where its revision is not known here.
    """
    async with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            await connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK_KEY})"))
        if await connection.run_sync(_is_behind):
            # A third of a second, in which everybody else is answered; and only where it is needed.
            await asyncio.to_thread(import_module, "alembic.command")
            await connection.run_sync(_upgrade)


def revisions() -> list[str]:
    """Return the revisions that are known here, oldest first: the numbers of the scripts."""
    return sorted(path.stem[1:5] for path in (SCRIPTS / "versions").glob("r[0-9]*.py"))


def _is_behind(connection: Connection) -> bool:
    known, found = revisions(), _revision(connection)
    if found is not None and found not in known:
        raise NewerRevision(found)
    return found != known[-1]


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_VERSION_TABLE):
        return None
    row = connection.execute(text(f"SELECT version_num FROM {_VERSION_TABLE}")).first()  # noqa: S608 - our own name
    return str(row[0]) if row else None


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
