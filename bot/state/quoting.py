"""Who does not want to be quoted."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.database import Database
from bot.state.inserting import put
from bot.state.tables import Table


class NotQuotedRow(Table):
    """A member whose messages and questions stand in no post, in whatever server."""

    __tablename__ = "not_quoted"

    member_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    since: Mapped[datetime]


class Quoting:
    """Who may be quoted in posts: everybody who has not said no, and a no holds everywhere."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def refuse(self, member: int, now: datetime) -> None:
        """Quote a member no longer, in any server."""
        async with self._database.begin() as session:
            await put(session, NotQuotedRow, {"member_id": member, "since": now})

    async def allow(self, member: int) -> None:
        """Quote a member again."""
        async with self._database.begin() as session:
            await session.execute(delete(NotQuotedRow).where(NotQuotedRow.member_id == member))

    async def refused_by(self, members: Collection[int]) -> frozenset[int]:
        """Return who of these members is not to be quoted."""
        query = select(NotQuotedRow.member_id).where(NotQuotedRow.member_id.in_(members))
        async with self._database.begin() as session:
            return frozenset(await session.scalars(query))
