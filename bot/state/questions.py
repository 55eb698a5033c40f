"""What was asked in servers, for as long as it is kept."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from bot.state.database import Database
from bot.state.enquiries import Enquiry, QuestionRow, enquiry_in, row_of
from bot.state.figures import count


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
                await count(session, enquiry)
            if self._keep:
                session.add(row_of(enquiry))

    async def asked_in(self, guild: int, since: datetime, until: datetime) -> list[Enquiry]:
        """Return what was asked in a server in `[since, until)`, in the order of time."""
        query = (
            select(QuestionRow)
            .where(QuestionRow.guild_id == guild)
            .where(QuestionRow.asked_at >= since, QuestionRow.asked_at < until)
            .order_by(QuestionRow.asked_at, QuestionRow.id)
        )
        async with self._database.begin() as session:
            return [enquiry_in(row) for row in await session.scalars(query)]

    async def answered_by(self, answer: int) -> Enquiry | None:
        """Return what a message of ours answers, None where that is not kept."""
        query = select(QuestionRow).where(QuestionRow.answer_id == answer)
        async with self._database.begin() as session:
            row = await session.scalar(query)
            return None if row is None else enquiry_in(row)

    async def asked_by(self, author: int) -> list[Enquiry]:
        """Return what a member asked in any server, the latest first."""
        query = (
            select(QuestionRow)
            .where(QuestionRow.author_id == author)
            .order_by(QuestionRow.asked_at.desc(), QuestionRow.id.desc())
        )
        async with self._database.begin() as session:
            return [enquiry_in(row) for row in await session.scalars(query)]

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
