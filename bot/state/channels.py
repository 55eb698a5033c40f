"""Which channels' conversations may be summed up: those that a moderator has named."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.database import Database
from bot.state.inserting import put
from bot.state.tables import Table


class DiscussedChannelRow(Table):
    """A channel whose conversations may stand in its server's posts."""

    __tablename__ = "discussed_channels"

    channel_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    guild_id: Mapped[int] = mapped_column(index=True)
    since: Mapped[datetime]


class DiscussedChannels:
    """The channels that opted in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, guild: int) -> list[int]:
        """Return a server's channels, the one that opted in first first."""
        query = (
            select(DiscussedChannelRow.channel_id)
            .where(DiscussedChannelRow.guild_id == guild)
            .order_by(DiscussedChannelRow.since, DiscussedChannelRow.channel_id)
        )
        async with self._database.begin() as session:
            return list(await session.scalars(query))

    async def opt_in(self, guild: int, channel: int, now: datetime) -> None:
        """Let a channel's conversations be summed up."""
        row = {"channel_id": channel, "guild_id": guild, "since": now}
        async with self._database.begin() as session:
            await put(session, DiscussedChannelRow, row)

    async def opt_out(self, channel: int) -> None:
        """Leave a channel out again."""
        async with self._database.begin() as session:
            await session.execute(
                delete(DiscussedChannelRow).where(DiscussedChannelRow.channel_id == channel)
            )
