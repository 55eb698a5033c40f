"""What those who run a server have set for it."""

import time
from collections.abc import Callable
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.preferences import UNCHANGED, Preferences
from bot.state.database import Database
from bot.state.errors import StateUnavailable
from bot.state.inserting import insert_into, put
from bot.state.last_known import LastKnown
from bot.state.tables import Table

# For so many seconds what was read last holds, unless it is changed here; so long another process's
# change goes unseen. Of so many servers it is kept.
_HOLDS: Final = 15.0
_MOST: Final = 10_000


class PreferencesRow(Table):
    """A server's settings, as JSON: those that somebody changed."""

    __tablename__ = "preferences"

    guild_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    settings: Mapped[str]


class Exchanged(NamedTuple):
    """A server's settings before a change and after it."""

    before: Preferences
    after: Preferences


class ServerPreferences:
    """The settings of all servers; cheap to ask for each message."""

    def __init__(
        self,
        database: Database,
        *,
        last_known: LastKnown | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`clock` counts seconds; `last_known` is what outlives a start without the database."""
        self._database = database
        self._last_known = last_known or LastKnown(None)
        self._clock = clock
        # Until when it holds, and what was read.
        self._known: dict[int, tuple[float, Preferences]] = {}
        self._changes = 0

    async def of(self, guild: int) -> Preferences:
        """Return a server's settings, as of a few seconds ago at most.

        While the database is away they are those that were known last, also by the process before;
        raises StateUnavailable where none were.
        """
        known = self._known.get(guild)
        if known is not None and self._clock() < known[0]:
            return known[1]
        changes = self._changes
        try:
            found = await self.latest(guild)
        except StateUnavailable:
            if known is None and self._last_known.of(guild) is None:
                raise
            return self.known(guild)
        if changes == self._changes:  # else somebody may have changed what was being read
            self._remember(guild, found)
        return found

    def known(self, guild: int) -> Preferences:
        """Return a server's settings as they were read last, without asking the database."""
        known = self._known.get(guild)
        return (self._last_known.of(guild) or UNCHANGED) if known is None else known[1]

    async def latest(self, guild: int) -> Preferences:
        """Return a server's settings as they are now."""
        async with self._database.begin() as session:
            return await _read(session, guild)

    async def change(self, guild: int, **changed: object) -> Preferences:
        """Change some settings of a server, and return them all.

        Raises pydantic's ValidationError, and changes nothing, where a value cannot be.
        """
        return (await self.exchange(guild, **changed)).after

    async def exchange(self, guild: int, **changed: object) -> Exchanged:
        """Change some settings of a server as `change` does; return what they were, too.

        Of two changes at a time one waits for the other, and neither is lost.
        """
        async with self._database.begin() as session:
            row = {"guild_id": guild, "settings": "{}"}
            insert = insert_into(session, PreferencesRow).values(row)
            await session.execute(insert.on_conflict_do_nothing())
            before = await _read(session, guild, for_update=True)
            after = Preferences.model_validate(before.model_dump() | changed)
            text = after.model_dump_json(exclude_defaults=True)
            await put(session, PreferencesRow, {"guild_id": guild, "settings": text})
        self.drop(guild)
        self._remember(guild, after)
        return Exchanged(before, after)

    def forget(self, guild: int) -> None:
        """Forget a server of which the database keeps nothing any more."""
        self.drop(guild)
        self._last_known.keep(guild, UNCHANGED)

    def drop(self, guild: int) -> None:
        """Read a server's settings anew when they are asked for next."""
        self._changes += 1
        self._known.pop(guild, None)

    def _remember(self, guild: int, found: Preferences) -> None:
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[guild] = self._clock() + _HOLDS, found
        self._last_known.keep(guild, found)


async def _read(session: AsyncSession, guild: int, *, for_update: bool = False) -> Preferences:
    query = select(PreferencesRow.settings).where(PreferencesRow.guild_id == guild)
    found = await session.scalar(query.with_for_update() if for_update else query)
    return UNCHANGED if found is None else Preferences.model_validate_json(found)
