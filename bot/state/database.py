"""The database: opened when it is first needed, and again after it was away.

    async with database.begin() as session:
        session.add(...)

Nothing but the database may be used inside of such a block.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import structlog
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from bot.state.addresses import Address, read_address
from bot.state.engines import engine_for
from bot.state.errors import StateUnavailable
from bot.state.faults import FAULTS, newer, refused_value, unavailable
from bot.state.migrating import NewerRevision, migrate

_LOG = structlog.stdlib.get_logger("bot")

# Seconds.
_RETRY_AFTER = 15.0
_CLOSING = 0.3


class Database:
    """A database that may be away: whoever uses it then gets StateUnavailable."""

    def __init__(self, url: str, default: Path, *, retry_after: float = _RETRY_AFTER) -> None:
        """`url` is DATABASE_URL, `default` the SQLite file if that is empty.

        After a failure the database is left alone for `retry_after` seconds.
        """
        self._url = url
        self._default = default
        self._retry_after = retry_after
        self._turn = asyncio.Lock()
        self._engine: AsyncEngine | None = None
        self._trouble: StateUnavailable | None = None
        self._again_at = 0.0

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """Give a session in a transaction, which is committed if the block ends well.

        Raises StateUnavailable where the database cannot be used, and ValueRefused where it does
        not take what it was given; IntegrityError is the caller's.
        """
        if self._trouble is not None and time.monotonic() < self._again_at:
            raise self._trouble
        async with self._faults_told():
            engine = await self._opened()
            sessions = async_sessionmaker(engine, expire_on_commit=False)
            async with sessions.begin() as session:
                yield session
        self._recovered()

    async def close(self) -> None:
        """Let go of the connections. What is used afterwards is opened again."""
        engine, self._engine = self._engine, None
        if engine is not None:
            await asyncio.wait({asyncio.ensure_future(engine.dispose())}, timeout=_CLOSING)

    async def _opened(self) -> AsyncEngine:
        """Return the engine of a database whose tables are those of this version."""
        async with self._turn:
            if self._engine is None:
                engine = engine_for(self._address())
                try:
                    await migrate(engine)
                except BaseException:
                    await engine.dispose()
                    raise
                self._engine = engine
            return self._engine

    def _address(self) -> Address:
        return read_address(self._url, self._default)

    @asynccontextmanager
    async def _faults_told(self) -> AsyncIterator[None]:
        try:
            yield
        except IntegrityError:
            raise
        except StateUnavailable as trouble:
            raise await self._away(trouble) from None
        except NewerRevision as revision:
            raise await self._away(newer(self._address(), str(revision))) from None
        except FAULTS as error:
            if refused := refused_value(error):
                raise refused from None
            raise await self._away(unavailable(error, self._address())) from error

    async def _away(self, trouble: StateUnavailable) -> StateUnavailable:
        """Note what is wrong, once; the next use opens the database anew, whatever became of it."""
        if self._trouble is None or str(self._trouble) != str(trouble):
            _LOG.warning(str(trouble))
        self._trouble = trouble
        self._again_at = time.monotonic() + self._retry_after
        await self.close()
        return trouble

    def _recovered(self) -> None:
        if self._trouble is not None:
            self._trouble = None
            _LOG.info("the database is back")
