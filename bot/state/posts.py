"""Which posts there were: one row for a server and a local date, whoever tries to make a second.

A row is taken before anything is sent, and whoever takes it holds it for as long as `LEASE` alone:
a process that dies is succeeded by another one, which finds out how far it had come.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.daily.edition import Edition
from bot.daily.schedule import Due
from bot.state.database import Database
from bot.state.inserting import insert_into
from bot.state.tables import Table

# For longer than any single step of posting may take.
LEASE = timedelta(minutes=5)


class Stage(StrEnum):
    """How far a post has come. The last three are the end of it."""

    CLAIMED = "claimed"  # nothing was sent
    SENDING = "sending"  # the message may be there
    POSTED = "posted"  # it is, its thread may not be complete
    DONE = "done"
    QUIET = "quiet"  # there was nothing to say
    SKIPPED = "skipped"


_UNFINISHED = (Stage.CLAIMED, Stage.SENDING, Stage.POSTED)


class Reason(StrEnum):
    """Why a post was skipped."""

    MISSED = "missed"  # the bot or its database was away for too long
    CHANNEL_GONE = "channel gone"
    FORBIDDEN = "forbidden"
    UNSURE = "unsure"  # it may have been sent, and the channel's past cannot be read


@dataclass(frozen=True, slots=True)
class Post:
    """A server's post of a local date; `holder` names the attempt that may go on with it.

    `edition` is what is being sent, forgotten once it is. `sending_since` is when it was first
    tried. A thread that was not opened is None.
    """

    guild: int
    due: Due
    stage: Stage
    channel: int
    holder: str
    late: bool = False
    sending_since: datetime | None = None
    edition: Edition | None = None
    message: int | None = None
    thread: int | None = None
    reason: Reason | None = None


class PostRow(Table):
    """A post. The primary key is the promise that a local date has one."""

    __tablename__ = "daily_posts"

    guild_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    due_at: Mapped[datetime]
    stage: Mapped[str] = mapped_column(index=True)
    channel_id: Mapped[int]
    holder: Mapped[str]
    lease_until: Mapped[datetime]
    late: Mapped[bool]
    sending_since: Mapped[datetime | None]
    edition: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # Any: JSON
    message_id: Mapped[int | None]
    thread_id: Mapped[int | None]
    reason: Mapped[str | None]


class Posts:
    """The posts of all servers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, guild: int, due: Due, channel: int, now: datetime) -> Post | None:
        """Take a post, new or left behind by an attempt that died; None if it is not to be had.

        A day that was skipped is to be had again while its post would not be too late: the clock
        may have been wrong.
        """
        async with self._database.begin() as session:
            await _insert(session, [_new_row(guild, due, channel, Stage.CLAIMED)])
            row = await session.get(PostRow, (guild, due.day), with_for_update=True)
            if row is None or not _is_free(row, now):
                return None
            if row.stage == Stage.SKIPPED:
                row.stage, row.reason, row.channel_id = Stage.CLAIMED, None, channel
            row.holder, row.lease_until = uuid.uuid4().hex, now + LEASE
            return _post(row)

    async def sending(self, post: Post, edition: Edition, now: datetime, *, late: bool) -> bool:
        """Note that a post is about to be sent; false if it was taken by somebody else."""
        return await self._advance(
            post,
            now,
            stage=Stage.SENDING,
            edition=edition.as_json(),
            late=late,
            sending_since=post.sending_since or now,
        )

    async def posted(self, post: Post, message: int, now: datetime) -> bool:
        """Note that the message is there; false if the post was taken by somebody else."""
        return await self._advance(post, now, stage=Stage.POSTED, message_id=message)

    async def done(self, post: Post, thread: int | None, now: datetime) -> bool:
        """Note that all is there, and forget what it said."""
        return await self._advance(post, now, stage=Stage.DONE, thread_id=thread, edition=None)

    async def quiet(self, post: Post, now: datetime) -> bool:
        """Note that there was nothing to say."""
        return await self._advance(post, now, stage=Stage.QUIET)

    async def skipped(self, post: Post, reason: Reason, now: datetime) -> bool:
        """Note that there will be no post, and why."""
        return await self._advance(
            post, now, stage=Stage.SKIPPED, reason=reason.value, edition=None
        )

    async def missed(self, guild: int, dues: Sequence[Due], channel: int) -> None:
        """Note posts that nobody made in time; those that are known stay as they are."""
        rows = [_new_row(guild, due, channel, Stage.SKIPPED, Reason.MISSED) for due in dues]
        if rows:
            async with self._database.begin() as session:
                await _insert(session, rows)

    async def abandoned(self, now: datetime) -> list[Post]:
        """Return the posts whose attempts ended before the end, in all servers."""
        query = select(PostRow).where(PostRow.stage.in_(_UNFINISHED))
        async with self._database.begin() as session:
            return [_post(row) for row in await session.scalars(query) if _is_free(row, now)]

    async def of(self, guild: int, day: date) -> Post | None:
        """Return the post of a local date, if there is one."""
        async with self._database.begin() as session:
            row = await session.get(PostRow, (guild, day))
            return _post(row) if row else None

    async def recent(self, guild: int, count: int) -> list[Post]:
        """Return a server's last posts, quiet and skipped ones too, latest first."""
        query = (
            select(PostRow)
            .where(PostRow.guild_id == guild)
            .order_by(PostRow.due_at.desc(), PostRow.day.desc())
            .limit(count)
        )
        async with self._database.begin() as session:
            return [_post(row) for row in await session.scalars(query)]

    async def _advance(self, post: Post, now: datetime, **changes: Any) -> bool:
        """Change a row that is still held; Any: whatever its columns take."""
        query = (
            update(PostRow)
            .where(PostRow.guild_id == post.guild, PostRow.day == post.due.day)
            .where(PostRow.holder == post.holder)
            .values(lease_until=now + LEASE, **changes)
            .returning(PostRow.guild_id)
        )
        async with self._database.begin() as session:
            return (await session.scalars(query)).first() is not None


def _is_free(row: PostRow, now: datetime) -> bool:
    """Tell whether a post may be taken.

    A lease that ends far later than any that could be given now is from a clock that was wrong;
    clocks that differ by less than a lease lasts respect each other's.
    """
    if row.stage == Stage.SKIPPED:
        unsure = row.reason == Reason.UNSURE
        return not unsure and not Due(row.day, row.due_at).is_missed(now)
    return row.stage in _UNFINISHED and not now < row.lease_until <= now + 2 * LEASE


def _new_row(
    guild: int, due: Due, channel: int, stage: Stage, reason: Reason | None = None
) -> dict[str, Any]:
    """Return a row that nobody holds."""
    return {
        "guild_id": guild,
        "day": due.day,
        "due_at": due.moment,
        "stage": stage.value,
        "channel_id": channel,
        "holder": "",
        "lease_until": due.moment - LEASE,
        "late": False,
        "reason": reason.value if reason else None,
    }


async def _insert(session: AsyncSession, rows: list[dict[str, Any]]) -> None:
    """Add rows; one that is there stays, and one that another process is adding is waited for."""
    insert = insert_into(session, PostRow)
    await session.execute(insert.values(rows).on_conflict_do_nothing())


def _post(row: PostRow) -> Post:
    return Post(
        guild=row.guild_id,
        due=Due(row.day, row.due_at),
        stage=Stage(row.stage),
        channel=row.channel_id,
        holder=row.holder,
        late=row.late,
        sending_since=row.sending_since,
        edition=Edition.from_json(row.edition) if row.edition else None,
        message=row.message_id,
        thread=row.thread_id,
        reason=Reason(row.reason) if row.reason else None,
    )
