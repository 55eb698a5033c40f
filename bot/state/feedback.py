"""What members think of answers, for as long as questions are kept."""

from datetime import datetime, timedelta

from sqlalchemy import Select, delete, false, func, select
from sqlalchemy.orm import Mapped, mapped_column

from bot.feedback import Reason, Verdict, VerdictCounts
from bot.state.database import Database
from bot.state.inserting import put
from bot.state.tables import Table


class FeedbackRow(Table):
    """A member's verdict on an answer; without a reason it was helpful."""

    __tablename__ = "feedback"

    answer_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    member_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, index=True)
    guild_id: Mapped[int] = mapped_column(index=True)
    reason: Mapped[str | None]
    note: Mapped[str]
    given_at: Mapped[datetime] = mapped_column(index=True)
    private: Mapped[bool] = mapped_column(server_default=false())


class Feedback:
    """The verdicts in all servers, one for each member and answer."""

    def __init__(self, database: Database, *, keep: timedelta) -> None:
        """Verdicts are kept for `keep`, none if that is nothing."""
        self._database = database
        self._keep = keep

    async def give(self, verdict: Verdict) -> None:
        """Keep a verdict, in the place of what the member thought of that answer before."""
        if not self._keep:
            return
        row = {
            "answer_id": verdict.answer,
            "member_id": verdict.member,
            "guild_id": verdict.guild,
            "reason": verdict.reason,
            "note": verdict.note,
            "given_at": verdict.at,
            "private": verdict.private,
        }
        async with self._database.begin() as session:
            await put(session, FeedbackRow, row)

    async def counts(self, guild: int, since: datetime) -> VerdictCounts:
        """Return how many verdicts of each kind a server has given since.

        Those on private answers are not counted: the questions are not, either.
        """
        query = (
            select(FeedbackRow.reason, func.count())
            .where(FeedbackRow.guild_id == guild, FeedbackRow.given_at >= since)
            .where(FeedbackRow.private.is_(False))
            .group_by(FeedbackRow.reason)
        )
        async with self._database.begin() as session:
            found = {row[0]: row[1] for row in await session.execute(query)}
        helpful = found.pop(None, 0)
        reasons = {Reason(reason): count for reason, count in found.items() if reason}
        return VerdictCounts(helpful, sum(reasons.values()), reasons)

    async def given_in(self, guild: int, since: datetime) -> list[Verdict]:
        """Return what was thought of a server's answers since, in the order of time."""
        query = select(FeedbackRow).where(FeedbackRow.guild_id == guild)
        return await self._found(query.where(FeedbackRow.given_at >= since))

    async def given_by(self, member: int) -> list[Verdict]:
        """Return what a member thinks of answers in all servers, in the order of time."""
        return await self._found(select(FeedbackRow).where(FeedbackRow.member_id == member))

    async def forget_member(self, member: int) -> int:
        """Forget what a member thinks; return how many verdicts that were."""
        query = delete(FeedbackRow).where(FeedbackRow.member_id == member)
        async with self._database.begin() as session:
            return len((await session.scalars(query.returning(FeedbackRow.answer_id))).all())

    async def purge(self, now: datetime) -> None:
        """Forget all verdicts that are older than they may be."""
        async with self._database.begin() as session:
            await session.execute(
                delete(FeedbackRow).where(FeedbackRow.given_at < now - self._keep)
            )

    async def _found(self, query: Select[FeedbackRow]) -> list[Verdict]:
        ordered = query.order_by(FeedbackRow.given_at, FeedbackRow.answer_id)
        async with self._database.begin() as session:
            return [_verdict(row) for row in await session.scalars(ordered)]


def _verdict(row: FeedbackRow) -> Verdict:
    reason = Reason(row.reason) if row.reason is not None else None
    return Verdict(
        guild=row.guild_id,
        answer=row.answer_id,
        member=row.member_id,
        at=row.given_at,
        reason=reason,
        note=row.note,
        private=row.private,
    )
