"""All that is kept of a member, in whatever table: shown whole, and deleted."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import InstrumentedAttribute

from bot.state.audits import AuditRow
from bot.state.claims import ClaimRow
from bot.state.database import Database
from bot.state.enquiries import QuestionRow
from bot.state.feedback import FeedbackRow
from bot.state.learned import LessonRow
from bot.state.quoting import NotQuotedRow
from bot.state.schedules import ScheduleRow
from bot.state.shown import ShownRow
from bot.state.tables import Table

_Members = InstrumentedAttribute[int] | InstrumentedAttribute[int | None]
# A row as it is kept, by its columns; Any: their own types.
Row = dict[str, Any]


class Fate(StrEnum):
    """What becomes of a row when its member has everything deleted."""

    DELETED = "deleted"
    WITHDRAWN = "withdrawn"  # first from where it is shown, and then deleted
    NAMELESS = "kept without the member"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Holding:
    """A table that tells of members; `of` finds the rows of one."""

    table: type[Table]
    of: Callable[[int], ColumnElement[bool]]
    fate: Fate


def _by(column: _Members) -> Callable[[int], ColumnElement[bool]]:
    return lambda member: column == member


def _of_their_questions(member: int) -> ColumnElement[bool]:
    asked = select(QuestionRow.message_id).where(QuestionRow.author_id == member)
    # Of what was claimed by an earlier version the author is known by the question alone.
    return (ClaimRow.author_id == member) | ClaimRow.message_id.in_(asked)


def _of_their_answers_and_questions(member: int) -> ColumnElement[bool]:
    return (LessonRow.author_id == member) | (LessonRow.asker_id == member)


# In the order in which they are deleted: claims are found by the questions.
HOLDINGS: Final = (
    Holding(ClaimRow, _of_their_questions, Fate.DELETED),
    Holding(QuestionRow, _by(QuestionRow.author_id), Fate.DELETED),
    Holding(FeedbackRow, _by(FeedbackRow.member_id), Fate.DELETED),
    Holding(LessonRow, _of_their_answers_and_questions, Fate.WITHDRAWN),
    Holding(ShownRow, _by(ShownRow.author_id), Fate.WITHDRAWN),
    Holding(AuditRow, _by(AuditRow.member_id), Fate.NAMELESS),
    Holding(ScheduleRow, _by(ScheduleRow.set_up_by), Fate.KEPT),
    Holding(NotQuotedRow, _by(NotQuotedRow.member_id), Fate.KEPT),
)


class Members:
    """What is kept of each member, in all servers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def kept(self, member: int) -> dict[str, list[Row]]:
        """Return every row that tells of a member, by the names of the tables."""
        async with self._database.begin() as session:
            return {
                one.table.__tablename__: [
                    dict(row)
                    for row in (
                        await session.execute(select(one.table.__table__).where(one.of(member)))
                    ).mappings()
                ]
                for one in HOLDINGS
            }

    async def forget(self, member: int) -> None:
        """Delete what goes at once, and take the member's name off what stays."""
        async with self._database.begin() as session:
            for one in HOLDINGS:
                if one.fate is Fate.DELETED:
                    await session.execute(delete(one.table).where(one.of(member)))
            nameless = update(AuditRow).where(AuditRow.member_id == member)
            await session.execute(nameless.values(member_id=None))
