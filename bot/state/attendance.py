"""Until when somebody was listening to what is said, so that it is known what nobody has heard."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.database import Database
from bot.state.inserting import put
from bot.state.tables import Table


class AttendanceRow(Table):
    """A shard of Discord's, one of so many, and when a process last heard all that it tells.

    It is kept for ever: however long nobody listened, what was said a moment before somebody does
    again is still to be heard.
    """

    __tablename__ = "attendance"

    shard_count: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    shard_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    heard_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Shard:
    """A shard, one of `count`: https://discord.com/developers/docs/events/gateway#sharding."""

    number: int
    count: int

    def tells_of(self, guild: int) -> bool:
        """Tell whether it tells what happens in a server; of direct messages, guild 0, too."""
        return (guild >> 22) % self.count == self.number


@dataclass(frozen=True, slots=True)
class LastHeard:
    """When somebody last heard what each shard tells, whatever the number of shards was."""

    times: tuple[tuple[Shard, datetime], ...]

    def of(self, guild: int, now: datetime) -> datetime | None:
        """Return when somebody last listened to a server, None where that is not known.

        Of direct messages the guild is 0. A time to come counts where there is no other.
        """
        times = [at for shard, at in self.times if shard.tells_of(guild)]
        return max((at for at in times if at <= now), default=max(times, default=None))


class Attendance:
    """Who was there until when; nothing of members or of servers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def note(self, shards: Collection[Shard], now: datetime) -> None:
        """Keep that everything that these shards have told by now was heard."""
        async with self._database.begin() as session:
            for shard in shards:
                row = {"shard_count": shard.count, "shard_id": shard.number, "heard_at": now}
                await put(session, AttendanceRow, row)

    async def last(self) -> LastHeard:
        """Return when somebody was listening last."""
        async with self._database.begin() as session:
            rows = await session.scalars(select(AttendanceRow))
            return LastHeard(
                tuple((Shard(row.shard_id, row.shard_count), row.heard_at) for row in rows)
            )
