"""How often a server asks, for good; and how its questions went, as far as they are kept."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.database import Database
from bot.state.enquiries import Enquiry, QuestionRow
from bot.state.inserting import insert_into
from bot.state.tables import Table


@dataclass(frozen=True, slots=True)
class Asking:
    """What a server's figures need of a question that is kept; as of an `Enquiry`."""

    channel: int
    text: str
    took: float | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many questions of a day (in UTC) were answered and how many met silence."""

    day: date
    answered: int
    silent: int


class QuestionCountRow(Table):
    """How many questions a server asked on a day."""

    __tablename__ = "question_counts"

    guild_id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    answered: Mapped[int]
    silent: Mapped[int]


class Figures:
    """The figures of all servers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def askings_in(self, guild: int, since: datetime, most: int) -> list[Asking]:
        """Return the latest questions that a server asked since, the latest first."""
        columns = (
            QuestionRow.channel_id,
            func.coalesce(QuestionRow.understood, QuestionRow.text),
            QuestionRow.took,
            QuestionRow.sources,
        )
        query = (
            select(*columns)
            .where(QuestionRow.guild_id == guild, QuestionRow.asked_at >= since)
            .order_by(QuestionRow.asked_at.desc())
            .limit(most)
        )
        async with self._database.begin() as session:
            return [
                Asking(channel, text, took, tuple(sources.split("\n")) if sources else ())
                for channel, text, took, sources in await session.execute(query)
            ]

    async def counts(self, guild: int) -> list[DayCount]:
        """Return how many questions a server asked on each day that had any, in order."""
        query = (
            select(QuestionCountRow)
            .where(QuestionCountRow.guild_id == guild)
            .order_by(QuestionCountRow.day)
        )
        async with self._database.begin() as session:
            rows = await session.scalars(query)
            return [DayCount(row.day, row.answered, row.silent) for row in rows]


async def count(session: AsyncSession, enquiry: Enquiry) -> None:
    """Add one to the day's count, also where another process does so at this moment."""
    insert = insert_into(session, QuestionCountRow)
    answered, silent = int(enquiry.answered), int(not enquiry.answered)
    day = enquiry.at.astimezone(UTC).date()
    await session.execute(
        insert.values(
            guild_id=enquiry.guild, day=day, answered=answered, silent=silent
        ).on_conflict_do_update(
            index_elements=["guild_id", "day"],
            set_={
                "answered": QuestionCountRow.answered + answered,
                "silent": QuestionCountRow.silent + silent,
            },
        )
    )
