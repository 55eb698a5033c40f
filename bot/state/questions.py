"""What was asked in servers, for as long as it is kept, and how often, for good."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Index, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.database import Database
from bot.state.feedback import FeedbackRow
from bot.state.inserting import insert_into
from bot.state.tables import RowNumber, Table


@dataclass(frozen=True, slots=True)
class FirstQuote:
    """The first quote of an answer as a reader saw it; its lines are separated by line feeds.

    `source` is the document that it is a slice of; "" where that was not kept.
    """

    text: str
    attribution: str
    link: str | None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Enquiry:
    """A question that somebody asked in a server, and what came of it.

    `at` is when it was answered or met silence.
    `message` is the member's, None where it was asked by a command; `answer` is ours, None where
    it could not be delivered. `quote` is there where it was answered, and `sources` are the
    documents of all quotes. `took` is for how many seconds somebody waited, None where nobody
    knows. `understood` is what the words were understood as in the light of questions before them,
    "" where they stand on their own. All ids are Discord's.
    """

    guild: int
    channel: int
    author: int
    text: str
    at: datetime
    answered: bool
    message: int | None = None
    answer: int | None = None
    quote: FirstQuote | None = None
    sources: tuple[str, ...] = ()
    took: float | None = None
    understood: str = ""

    @property
    def meant(self) -> str:
        """The question as it reads by itself."""
        return self.understood or self.text


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


class QuestionRow(Table):
    """An enquiry."""

    __tablename__ = "questions"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    guild_id: Mapped[int]
    channel_id: Mapped[int]
    message_id: Mapped[int | None] = mapped_column(index=True)
    answer_id: Mapped[int | None] = mapped_column(index=True)
    author_id: Mapped[int] = mapped_column(index=True)
    text: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(index=True)
    answered: Mapped[bool]
    quote: Mapped[str | None]
    attribution: Mapped[str | None]
    link: Mapped[str | None]
    source: Mapped[str | None]
    sources: Mapped[str | None]
    took: Mapped[float | None]
    understood: Mapped[str | None]

    __table_args__ = (Index(None, "guild_id", "asked_at"),)


# What met silence, or an answer of which somebody said "Not it".
_IS_OPEN = QuestionRow.answered.is_(False) | QuestionRow.answer_id.in_(
    select(FeedbackRow.answer_id).where(FeedbackRow.reason.is_not(None))
)


class QuestionCountRow(Table):
    """How many questions a server asked on a day."""

    __tablename__ = "question_counts"

    guild_id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    answered: Mapped[int]
    silent: Mapped[int]


class Questions:
    """The questions of all servers."""

    def __init__(self, database: Database, *, keep: timedelta) -> None:
        """Questions are kept for `keep`; if that is nothing, they are only counted."""
        self._database = database
        self._keep = keep

    async def record(self, enquiry: Enquiry, *, again: bool = False) -> None:
        """Count a question, and keep it for as long as questions are kept.

        One that was asked `again` in other words is counted already.
        """
        async with self._database.begin() as session:
            if not again:
                await _count(session, enquiry)
            if self._keep:
                session.add(_row(enquiry))

    async def asked_in(self, guild: int, since: datetime, until: datetime) -> list[Enquiry]:
        """Return what was asked in a server in `[since, until)`, in the order of time."""
        query = (
            select(QuestionRow)
            .where(QuestionRow.guild_id == guild)
            .where(QuestionRow.asked_at >= since, QuestionRow.asked_at < until)
            .order_by(QuestionRow.asked_at, QuestionRow.id)
        )
        async with self._database.begin() as session:
            return [_enquiry(row) for row in await session.scalars(query)]

    async def concerning(
        self, guild: int, messages: Collection[int], *, is_open: bool
    ) -> Enquiry | None:
        """Return the latest question of a server that one of these messages asks or answers.

        `is_open` leaves those out that were answered to everybody's liking.
        """
        about = QuestionRow.message_id.in_(messages) | QuestionRow.answer_id.in_(messages)
        query = (
            select(QuestionRow)
            .where(QuestionRow.guild_id == guild, about)
            .order_by(QuestionRow.asked_at.desc(), QuestionRow.id.desc())
            .limit(1)
        )
        async with self._database.begin() as session:
            row = await session.scalar(query.where(_IS_OPEN) if is_open else query)
            return None if row is None else _enquiry(row)

    async def answered_by(self, answer: int) -> Enquiry | None:
        """Return what a message of ours answers, None where that is not kept."""
        query = select(QuestionRow).where(QuestionRow.answer_id == answer)
        async with self._database.begin() as session:
            row = await session.scalar(query)
            return None if row is None else _enquiry(row)

    async def open_in(self, guild: int, since: datetime, most: int) -> list[Enquiry]:
        """Return a server's latest questions that met silence or "Not it", in order of time."""
        query = (
            select(QuestionRow)
            .where(QuestionRow.guild_id == guild, _IS_OPEN)
            .where(QuestionRow.asked_at >= since)
            .order_by(QuestionRow.asked_at.desc(), QuestionRow.id.desc())
            .limit(most)
        )
        async with self._database.begin() as session:
            return [_enquiry(row) for row in await session.scalars(query)][::-1]

    async def asked_by(self, author: int) -> list[Enquiry]:
        """Return what a member asked in any server, the latest first."""
        query = (
            select(QuestionRow)
            .where(QuestionRow.author_id == author)
            .order_by(QuestionRow.asked_at.desc(), QuestionRow.id.desc())
        )
        async with self._database.begin() as session:
            return [_enquiry(row) for row in await session.scalars(query)]

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

    async def purge(self, now: datetime) -> None:
        """Forget all questions that are older than they may be; their counts stay."""
        async with self._database.begin() as session:
            await session.execute(
                delete(QuestionRow).where(QuestionRow.asked_at < now - self._keep)
            )

    async def forget_author(self, author: int) -> int:
        """Forget what a member asked anywhere; return how many questions that were."""
        query = delete(QuestionRow).where(QuestionRow.author_id == author)
        async with self._database.begin() as session:
            return len((await session.scalars(query.returning(QuestionRow.id))).all())

    async def forget_messages(self, messages: Collection[int]) -> None:
        """Forget the questions that were asked by these messages, which are gone.

        What was asked by a command stands in nothing but its answer, and goes with that.
        """
        if not messages:
            return
        asked = QuestionRow.message_id.in_(messages)
        answers = QuestionRow.answer_id.in_(messages)
        called = QuestionRow.message_id.is_(None) & answers
        async with self._database.begin() as session:
            await session.execute(delete(QuestionRow).where(asked | called))
            await session.execute(update(QuestionRow).where(answers).values(answer_id=None))


async def _count(session: AsyncSession, enquiry: Enquiry) -> None:
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


def _row(enquiry: Enquiry) -> QuestionRow:
    quote = enquiry.quote
    return QuestionRow(
        guild_id=enquiry.guild,
        channel_id=enquiry.channel,
        message_id=enquiry.message,
        answer_id=enquiry.answer,
        author_id=enquiry.author,
        text=enquiry.text,
        asked_at=enquiry.at,
        answered=enquiry.answered,
        quote=quote.text if quote else None,
        attribution=quote.attribution if quote else None,
        link=quote.link if quote else None,
        source=quote.source if quote else None,
        sources="\n".join(enquiry.sources) or None,
        took=enquiry.took,
        understood=enquiry.understood or None,
    )


def _enquiry(row: QuestionRow) -> Enquiry:
    quote = None
    if row.quote is not None:
        quote = FirstQuote(row.quote, row.attribution or "", row.link, row.source or "")
    return Enquiry(
        guild=row.guild_id,
        channel=row.channel_id,
        author=row.author_id,
        text=row.text,
        at=row.asked_at,
        answered=row.answered,
        message=row.message_id,
        answer=row.answer_id,
        quote=quote,
        sources=tuple(row.sources.split("\n")) if row.sources else (),
        took=row.took,
        understood=row.understood or "",
    )
