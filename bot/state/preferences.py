"""What those who run a server have set for it."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.preferences import UNCHANGED, Preferences
from bot.state.database import Database
from bot.state.inserting import put
from bot.state.tables import Table


class PreferencesRow(Table):
    """A server's settings, as JSON: those that somebody changed."""

    __tablename__ = "preferences"

    guild_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    settings: Mapped[str]


class ServerPreferences:
    """The settings of all servers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, guild: int) -> Preferences:
        """Return a server's settings."""
        async with self._database.begin() as session:
            return await _read(session, guild)

    async def change(self, guild: int, **changed: object) -> Preferences:
        """Change some settings of a server, and return them all.

        Raises pydantic's ValidationError, and changes nothing, where a value cannot be.
        """
        async with self._database.begin() as session:
            before = await _read(session, guild)
            after = Preferences.model_validate(before.model_dump() | changed)
            text = after.model_dump_json(exclude_defaults=True)
            await put(session, PreferencesRow, {"guild_id": guild, "settings": text})
            return after


async def _read(session: AsyncSession, guild: int) -> Preferences:
    query = select(PreferencesRow.settings).where(PreferencesRow.guild_id == guild)
    found = await session.scalar(query)
    return UNCHANGED if found is None else Preferences.model_validate_json(found)
