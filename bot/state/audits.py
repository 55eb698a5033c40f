"""Who changed what in a server's settings and sources, for as long as that is kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Index, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.database import Database
from bot.state.tables import RowNumber, Table

KEPT: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Audit:
    """A change: what `subject` was before it and is since. Ids are Discord's.

    `subject` is the name of a setting (its values are JSON then) or an English text, which readers
    see in their language; it never holds a secret, nor do the values. `member` is who made it,
    None where they wished to be forgotten.
    """

    guild: int
    member: int | None
    subject: str
    before: str
    after: str
    at: datetime


class AuditRow(Table):
    """A change."""

    __tablename__ = "audits"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    guild_id: Mapped[int]
    member_id: Mapped[int | None] = mapped_column(index=True)
    subject: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)

    __table_args__ = (Index(None, "guild_id", "at"),)


class AuditTrail:
    """The changes in all servers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def note(self, audit: Audit) -> None:
        """Keep a change."""
        async with self._database.begin() as session:
            session.add(
                AuditRow(
                    guild_id=audit.guild,
                    member_id=audit.member,
                    subject=audit.subject,
                    before=audit.before,
                    after=audit.after,
                    at=audit.at,
                )
            )

    async def of(self, guild: int, count: int, skipped: int = 0) -> list[Audit]:
        """Return `count` changes in a server, the latest first, without the `skipped` latest."""
        query = (
            select(AuditRow)
            .where(AuditRow.guild_id == guild)
            .order_by(AuditRow.at.desc(), AuditRow.id.desc())
            .offset(skipped)
            .limit(count)
        )
        async with self._database.begin() as session:
            return [_audit(row) for row in await session.scalars(query)]

    async def purge(self, now: datetime) -> None:
        """Forget what is older than it may be."""
        async with self._database.begin() as session:
            await session.execute(delete(AuditRow).where(AuditRow.at < now - KEPT))


def _audit(row: AuditRow) -> Audit:
    return Audit(row.guild_id, row.member_id, row.subject, row.before, row.after, row.at)
