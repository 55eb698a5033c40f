"""Which messages somebody answers, and with what: so that one process does, and none forgets.

Whoever claims messages has a lease on them, until they are done. A process that dies leaves claims
behind whose lease ends, and another takes them over; of several that want to, one does.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.database import Database
from bot.state.inserting import insert_into
from bot.state.tables import Table

# Whoever deletes a question later than this removes the answer by hand.
_KEPT: Final = timedelta(days=30)
# Within it whoever answers is done, or renews the lease.
LEASE: Final = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Answered:
    """The messages of ours, in their order, that answer a message, and where they stand."""

    channel: int
    answers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks and where; a direct message is in no server."""

    member: int
    channel: int
    guild: int | None


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """Messages that were claimed together by a process that has not answered them.

    They stand in `asked_in`, of direct messages without a `guild`; `channel` is where the answer
    was about to be written, if that is known, and `answers` what of it is known to be written.
    """

    messages: tuple[int, ...]
    guild: int | None
    asked_in: int | None
    channel: int | None
    answers: tuple[int, ...] = ()


class ClaimRow(Table):
    """A member's message that one process answers; nothing of what it says.

    It stands in `asked_in`. `until` is when the lease of whoever answers it ends, None once they
    are done. `answers` are the ids of our messages with a space between them, in `channel_id`;
    `edited_at` is the member's edit that was taken up last.
    """

    __tablename__ = "claims"

    message_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    guild_id: Mapped[int | None] = mapped_column(index=True)
    claimed_at: Mapped[datetime] = mapped_column(index=True)
    channel_id: Mapped[int | None]
    answers: Mapped[str] = mapped_column(default="")
    edited_at: Mapped[datetime | None]
    asked_in: Mapped[int | None]
    author_id: Mapped[int | None] = mapped_column(index=True)
    until: Mapped[datetime | None] = mapped_column(index=True)


class Claims:
    """The messages that are answered, of all servers and of direct messages."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, messages: Collection[int], asker: Asker, now: datetime) -> frozenset[int]:
        """Return which of these messages nobody else answers; from now on the caller does."""
        said = {"guild_id": asker.guild, "asked_in": asker.channel, "author_id": asker.member}
        taken = {"claimed_at": now, "until": now + LEASE, "answers": ""}
        rows = [{"message_id": message} | said | taken for message in messages]
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

    async def renew(self, messages: Collection[int], now: datetime) -> None:
        """Give whoever is at work on these messages more time."""
        at_work = ClaimRow.message_id.in_(messages), ClaimRow.until.is_not(None)
        query = update(ClaimRow).where(*at_work).values(until=now + LEASE)
        async with self._database.begin() as session:
            await session.execute(query)

    async def place(
        self, messages: Collection[int], channel: int, answers: Sequence[int] = ()
    ) -> None:
        """Keep where the answer to these messages is being written, and what of it is by now.

        What is done stays as it was noted.
        """
        being_written = ClaimRow.message_id.in_(messages), ClaimRow.until.is_not(None)
        query = update(ClaimRow).where(*being_written)
        async with self._database.begin() as session:
            await session.execute(query.values(channel_id=channel, answers=_listed(answers)))

    async def note(self, messages: Collection[int], answered: Answered | None) -> None:
        """Keep that these messages are done, and what answers them.

        It takes the place of what was kept before. Nothing answers what was refused, or failed.
        """
        done: dict[str, object] = {"until": None, "channel_id": None, "answers": ""}
        if answered is not None:
            done |= {"channel_id": answered.channel, "answers": _listed(answered.answers)}
        query = update(ClaimRow).where(ClaimRow.message_id.in_(messages)).values(done)
        async with self._database.begin() as session:
            await session.execute(query)

    async def left_behind(self, now: datetime) -> list[LeftBehind]:
        """Return what was claimed and is not done though the lease is over, the oldest first."""
        query = select(ClaimRow).where(ClaimRow.until < now)
        together: dict[tuple[int | None, datetime], list[ClaimRow]] = {}
        async with self._database.begin() as session:
            for row in await session.scalars(query.order_by(ClaimRow.message_id)):
                together.setdefault((row.asked_in, row.claimed_at), []).append(row)
        return [_left_behind(rows) for rows in together.values()]

    async def take_over(self, messages: Collection[int], now: datetime) -> bool:
        """Tell whether messages that were left behind are the caller's from now on."""
        query = (
            update(ClaimRow)
            .where(ClaimRow.message_id.in_(messages), ClaimRow.until < now)
            .values(until=now + LEASE)
            .returning(ClaimRow.message_id)
        )
        async with self._database.begin() as session:
            return bool((await session.scalars(query)).all())

    async def among(self, messages: Collection[int]) -> frozenset[int]:
        """Return those of these messages that somebody has claimed, done or not."""
        query = select(ClaimRow.message_id).where(ClaimRow.message_id.in_(messages))
        async with self._database.begin() as session:
            return frozenset(await session.scalars(query))

    async def direct_channels(self, most: int) -> list[int]:
        """Return the channels of direct messages in which somebody has asked, the latest first."""
        query = (
            select(ClaimRow.asked_in)
            .where(ClaimRow.guild_id.is_(None), ClaimRow.asked_in.is_not(None))
            .group_by(ClaimRow.asked_in)
            .order_by(func.max(ClaimRow.claimed_at).desc())
            .limit(most)
        )
        async with self._database.begin() as session:
            return [found for found in await session.scalars(query) if found is not None]

    async def of(self, messages: Collection[int]) -> dict[int, Answered]:
        """Return what answers these messages; what nobody has answered is left out."""
        query = select(ClaimRow).where(
            ClaimRow.message_id.in_(messages),
            ClaimRow.until.is_(None),
            ClaimRow.channel_id.is_not(None),
        )
        async with self._database.begin() as session:
            return {row.message_id: _answered(row) for row in await session.scalars(query)}

    async def together(self, message: int) -> list[int]:
        """Return the messages that were claimed with one and have the same answer, in order."""
        async with self._database.begin() as session:
            known = await session.get(ClaimRow, message)
            if known is None:
                return [message]
            query = select(ClaimRow.message_id).where(
                ClaimRow.claimed_at == known.claimed_at,
                ClaimRow.asked_in == known.asked_in,
                ClaimRow.author_id == known.author_id,
                ClaimRow.answers == known.answers,
            )
            return list(await session.scalars(query.order_by(ClaimRow.message_id)))

    async def answers_in(self, channel: int) -> frozenset[int]:
        """Return the messages of ours in a channel of which it is known what they answer."""
        query = select(ClaimRow.answers).where(ClaimRow.channel_id == channel)
        async with self._database.begin() as session:
            return frozenset(
                int(one) for listed in await session.scalars(query) for one in listed.split()
            )

    async def purge(self, now: datetime) -> None:
        """Forget what was claimed long ago."""
        async with self._database.begin() as session:
            await session.execute(delete(ClaimRow).where(ClaimRow.claimed_at < now - _KEPT))


def _left_behind(rows: Sequence[ClaimRow]) -> LeftBehind:
    ids = tuple(row.message_id for row in rows)
    first = rows[0]
    return LeftBehind(ids, first.guild_id, first.asked_in, first.channel_id, _ids(first.answers))


def _answered(row: ClaimRow) -> Answered:
    return Answered(row.channel_id or 0, _ids(row.answers))


def _listed(answers: Sequence[int]) -> str:
    return " ".join(map(str, answers))


def _ids(listed: str) -> tuple[int, ...]:
    return tuple(map(int, listed.split()))
