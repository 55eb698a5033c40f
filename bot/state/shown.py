"""Which members' messages stand in which posts, so that they can be taken out again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.daily.edition import Shown
from bot.state.database import Database
from bot.state.inserting import insert_into
from bot.state.posts import PostRow, Stage
from bot.state.tables import Table


@dataclass(frozen=True, slots=True)
class Showing:
    """A member's message that stands in a post, and where that post is. Ids are Discord's.

    The post's thread, if it has one, has the id of the post. Until the post is `complete`, more of
    it may still be written.
    """

    guild: int
    day: date
    shown: Shown
    channel: int
    post: int
    complete: bool


class ShownRow(Table):
    """A member's message in a post; of its words only their digest."""

    __tablename__ = "daily_shown"

    message_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    guild_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    channel_id: Mapped[int]
    length: Mapped[int]
    digest: Mapped[str | None]
    author_id: Mapped[int | None] = mapped_column(index=True)


class ShownMessages:
    """The members' messages in all posts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, guild: int, day: date, shown: Sequence[Shown]) -> None:
        """Note what a post is about to show."""
        if shown:
            async with self._database.begin() as session:
                await _insert(session, [_row(guild, day, one) for one in shown])

    async def showing(self, messages: Collection[int]) -> list[Showing]:
        """Return where any of these messages stand."""
        return await self._where(ShownRow.message_id.in_(messages))

    async def said_in(self, channel: int) -> list[Showing]:
        """Return where messages of a channel or thread stand."""
        return await self._where(ShownRow.channel_id == channel)

    async def written_by(self, author: int) -> list[Showing]:
        """Return where messages of a member stand, in any server."""
        return await self._where(ShownRow.author_id == author)

    async def since(self, moment: datetime) -> list[Showing]:
        """Return what stands in the posts that were due since then, in all servers."""
        return await self._where(PostRow.due_at >= moment)

    async def standing_in(self, guild: int, day: date) -> list[Showing]:
        """Return what stands in a server's post of a local date."""
        return await self._where((ShownRow.guild_id == guild) & (ShownRow.day == day))

    async def remove(self, showing: Showing) -> None:
        """Note that a message no longer stands in a post."""
        query = delete(ShownRow).where(
            ShownRow.message_id == showing.shown.message,
            ShownRow.guild_id == showing.guild,
            ShownRow.day == showing.day,
        )
        async with self._database.begin() as session:
            await session.execute(query)

    async def purge(self, before: datetime) -> None:
        """Forget what stands in posts of earlier days."""
        async with self._database.begin() as session:
            await session.execute(delete(ShownRow).where(ShownRow.day < before.date()))

    async def _where(self, condition: ColumnElement[bool]) -> list[Showing]:
        query = (
            select(ShownRow, PostRow)
            .join(PostRow, (PostRow.guild_id == ShownRow.guild_id) & (PostRow.day == ShownRow.day))
            .where(condition, PostRow.message_id.is_not(None))
            .order_by(PostRow.due_at.desc(), ShownRow.message_id)
        )
        async with self._database.begin() as session:
            return [_showing(shown, post) for shown, post in await session.execute(query)]


async def _insert(session: AsyncSession, rows: list[dict[str, object]]) -> None:
    insert = insert_into(session, ShownRow)
    # A second attempt at a post may quote something else of the same message.
    again = {name: insert.excluded[name] for name in ("length", "digest", "author_id")}
    keys = ["message_id", "guild_id", "day"]
    await session.execute(
        insert.values(rows).on_conflict_do_update(index_elements=keys, set_=again)
    )


def _row(guild: int, day: date, shown: Shown) -> dict[str, object]:
    return {
        "message_id": shown.message,
        "guild_id": guild,
        "day": day,
        "channel_id": shown.channel,
        "length": shown.length,
        "digest": shown.digest,
        "author_id": shown.author,
    }


def _showing(row: ShownRow, post: PostRow) -> Showing:
    return Showing(
        guild=row.guild_id,
        day=row.day,
        shown=Shown(row.message_id, row.channel_id, row.length, row.digest, row.author_id),
        channel=post.channel_id,
        post=post.message_id or 0,
        complete=post.stage == Stage.DONE,
    )
