"""Which questions of a server nobody has answered well: those that met silence or "Not it"."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from bot.state.database import Database
from bot.state.enquiries import Enquiry, QuestionRow, enquiry_in
from bot.state.feedback import FeedbackRow

# What met silence, or an answer of which somebody said "Not it".
_IS_OPEN = QuestionRow.answered.is_(False) | QuestionRow.answer_id.in_(
    select(FeedbackRow.answer_id).where(FeedbackRow.reason.is_not(None))
)


class OpenQuestions:
    """The questions of all servers that are open, among those that are kept."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def in_server(self, guild: int, since: datetime, most: int) -> list[Enquiry]:
        """Return a server's latest questions that met silence or "Not it", in order of time."""
        query = (
            select(QuestionRow)
            .where(QuestionRow.guild_id == guild, _IS_OPEN)
            .where(QuestionRow.asked_at >= since)
            .order_by(QuestionRow.asked_at.desc(), QuestionRow.id.desc())
            .limit(most)
        )
        async with self._database.begin() as session:
            return [enquiry_in(row) for row in await session.scalars(query)][::-1]

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
            return None if row is None else enquiry_in(row)
