"""Which messages somebody answers, and with what: so that one process does, and none forgets."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.database import Database
from bot.state.inserting import insert_into
from bot.state.tables import Table

# Whoever deletes a question later than this removes the answer by hand.
_KEPT: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Answered:
    """The messages of ours, in their order, that answer a message, and where they stand."""

    channel: int
    answers: tuple[int, ...]


class ClaimRow(Table):
    """A member's message that one process answers; nothing of what it says.

    `answers` are the ids of our messages with a space between them, in `channel_id`;
    `edited_at` is the member's edit that was taken up last.
    """

    __tablename__ = "claims"

    message_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    guild_id: Mapped[int | None] = mapped_column(index=True)
    claimed_at: Mapped[datetime] = mapped_column(index=True)
    channel_id: Mapped[int | None]
    answers: Mapped[str] = mapped_column(default="")
    edited_at: Mapped[datetime | None]


class Claims:
    """The messages that are answered, of all servers and of direct messages."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(
        self, messages: Collection[int], guild: int | None, now: datetime
    ) -> frozenset[int]:
        """Return which of these messages nobody else answers; from now on the caller does."""
        rows = [
            {"message_id": message, "guild_id": guild, "claimed_at": now, "answers": ""}
            for message in messages
        ]
        async with self._database.begin() as session:
            insert = insert_into(session, ClaimRow).values(rows)
            mine = insert.on_conflict_do_nothing(index_elements=["message_id"])
            return frozenset(await session.scalars(mine.returning(ClaimRow.message_id)))

    async def claim_edit(self, message: int, edited_at: datetime) -> bool:
        """Tell whether the caller is the one who takes up a member's edit of this moment."""
        newer = or_(ClaimRow.edited_at.is_(None), ClaimRow.edited_at < edited_at)
        query = (
            update(ClaimRow)
            .where(ClaimRow.message_id == message, newer)
            .values(edited_at=edited_at)
            .returning(ClaimRow.message_id)
        )
        async with self._database.begin() as session:
            return await session.scalar(query) is not None

    async def note(self, messages: Collection[int], answered: Answered) -> None:
        """Keep what answers these messages, in the place of what was kept before."""
        listed = " ".join(map(str, answered.answers))
        query = (
            update(ClaimRow)
            .where(ClaimRow.message_id.in_(messages))
            .values(channel_id=answered.channel, answers=listed)
        )
        async with self._database.begin() as session:
            await session.execute(query)

    async def of(self, messages: Collection[int]) -> dict[int, Answered]:
        """Return what answers these messages; what nobody has answered is left out."""
        query = select(ClaimRow).where(
            ClaimRow.message_id.in_(messages), ClaimRow.channel_id.is_not(None)
        )
        async with self._database.begin() as session:
            return {row.message_id: _answered(row) for row in await session.scalars(query)}

    async def purge(self, now: datetime) -> None:
        """Forget what was claimed long ago."""
        async with self._database.begin() as session:
            await session.execute(delete(ClaimRow).where(ClaimRow.claimed_at < now - _KEPT))


def _answered(row: ClaimRow) -> Answered:
    return Answered(row.channel_id or 0, tuple(map(int, row.answers.split())))
