"""Which server wants a daily post: where, when, with what in it, and whether it is paused."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from bot.daily.schedule import Schedule
from bot.daily.sections import SectionKind
from bot.state.database import Database
from bot.state.inserting import put
from bot.state.tables import Table


class Pause(StrEnum):
    """Why nothing is posted: somebody wished so, or it cannot be."""

    BY_HAND = "by hand"
    CHANNEL_GONE = "channel gone"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Plan:
    """A server's daily post. Whatever was due before `begins` is not owed.

    `set_up_by` is the member who asked for it.
    """

    guild: int
    channel: int
    schedule: Schedule
    sections: tuple[SectionKind, ...]
    begins: datetime
    set_up_by: int
    pause: Pause | None = None


class ScheduleRow(Table):
    """A plan, and whether somebody was told that it had to be paused."""

    __tablename__ = "daily_schedules"

    guild_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    channel_id: Mapped[int]
    at: Mapped[time]
    zone: Mapped[str]
    weekday: Mapped[int | None]
    sections: Mapped[str]
    begins: Mapped[datetime]
    set_up_by: Mapped[int]
    pause: Mapped[str | None]
    told: Mapped[bool]


class Schedules:
    """The plans of all servers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, guild: int) -> Plan | None:
        """Return a server's plan, if it has one."""
        async with self._database.begin() as session:
            row = await session.get(ScheduleRow, guild)
            return _plan(row) if row else None

    async def active(self) -> list[Plan]:
        """Return the plans that are not paused."""
        return await self._where(ScheduleRow.pause.is_(None))

    async def set_up_by(self, member: int) -> list[int]:
        """Return the servers whose plan a member asked for."""
        return [plan.guild for plan in await self._where(ScheduleRow.set_up_by == member)]

    async def set_up(self, plan: Plan) -> None:
        """Give a server this plan, in the place of the one that it may have."""
        async with self._database.begin() as session:
            await put(session, ScheduleRow, _row(plan))

    async def choose(self, guild: int, sections: Iterable[SectionKind]) -> None:
        """Give a server's posts other sections."""
        query = (
            update(ScheduleRow)
            .where(ScheduleRow.guild_id == guild)
            .values(sections=_written(sections))
        )
        async with self._database.begin() as session:
            await session.execute(query)

    async def pause(self, guild: int, why: Pause) -> None:
        """Post nothing until further notice; a pause that has begun keeps its reason."""
        query = (
            update(ScheduleRow)
            .where(ScheduleRow.guild_id == guild, ScheduleRow.pause.is_(None))
            .values(pause=why.value, told=why is Pause.BY_HAND)
        )
        async with self._database.begin() as session:
            await session.execute(query)

    async def resume(self, guild: int, now: datetime) -> None:
        """Post again what is due from now on."""
        query = (
            update(ScheduleRow)
            .where(ScheduleRow.guild_id == guild, ScheduleRow.pause.is_not(None))
            .values(pause=None, told=False, begins=now)
        )
        async with self._database.begin() as session:
            await session.execute(query)

    async def forget_guild(self, guild: int) -> None:
        """Forget a server's plan."""
        async with self._database.begin() as session:
            await session.execute(delete(ScheduleRow).where(ScheduleRow.guild_id == guild))

    async def troubled(self) -> list[Plan]:
        """Return the plans that had to be paused, which nobody was told of yet."""
        return await self._where(ScheduleRow.pause.is_not(None) & ScheduleRow.told.is_(False))

    async def take_telling(self, guild: int) -> bool:
        """Tell whether it is up to the caller to say that a plan was paused: true only once."""
        query = (
            update(ScheduleRow)
            .where(ScheduleRow.guild_id == guild, ScheduleRow.told.is_(False))
            .where(ScheduleRow.pause.is_not(None))
            .values(told=True)
            .returning(ScheduleRow.guild_id)
        )
        async with self._database.begin() as session:
            return (await session.scalars(query)).first() is not None

    async def _where(self, condition: ColumnElement[bool]) -> list[Plan]:
        query = select(ScheduleRow).where(condition).order_by(ScheduleRow.guild_id)
        async with self._database.begin() as session:
            return [_plan(row) for row in await session.scalars(query)]


def _row(plan: Plan) -> dict[str, object]:
    return {
        "guild_id": plan.guild,
        "channel_id": plan.channel,
        "at": plan.schedule.at,
        "zone": plan.schedule.zone,
        "weekday": plan.schedule.weekday,
        "sections": _written(plan.sections),
        "begins": plan.begins,
        "set_up_by": plan.set_up_by,
        "pause": plan.pause and plan.pause.value,
        # Whoever has just changed a plan that is paused has seen that it is.
        "told": plan.pause is not None,
    }


def _plan(row: ScheduleRow) -> Plan:
    return Plan(
        guild=row.guild_id,
        channel=row.channel_id,
        schedule=Schedule(row.at, row.zone, row.weekday),
        sections=tuple(SectionKind(name) for name in row.sections.split()),
        begins=row.begins,
        set_up_by=row.set_up_by,
        pause=Pause(row.pause) if row.pause else None,
    )


def _written(sections: Iterable[SectionKind]) -> str:
    return " ".join(section.value for section in sections)
