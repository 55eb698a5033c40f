"""Which members' messages are kept as answers, and whom the bot has asked whether it may."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, delete, false, select, update
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.database import Database
from bot.state.inserting import insert_into
from bot.state.tables import Table

# Whoever did not say yes is not asked again for so long, whatever they write.
_REST: Final = timedelta(hours=1)
# That somebody was asked about a message is forgotten when nobody comes back to it any more.
_REMEMBERED: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A member's message that answers a question, or would if they agreed; ids are Discord's.

    `channel` is the thread where it stands in one. `asked` is the question in the words of `asker`,
    who wrote it in the message `question` or was answered there; "" once they took it back. `offer`
    is our message that asks for leave, None where there is none to take away.
    `kept_at` is None unless its author has agreed; then `digest` is the SHA-256 of its words and
    `audience` says who may read them; `digest` is "" until the library holds what it says now.
    What is `barred` was withdrawn by those who run the server, and is kept no more.
    """

    message: int
    guild: int
    channel: int
    author: int
    asked: str
    offered_at: datetime
    offer: int | None = None
    kept_at: datetime | None = None
    digest: str = ""
    audience: str = ""
    asker: int | None = None
    question: int | None = None
    barred: bool = False


class LessonRow(Table):
    """A lesson."""

    __tablename__ = "learned"

    message_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    guild_id: Mapped[int] = mapped_column(index=True)
    channel_id: Mapped[int] = mapped_column(index=True)
    author_id: Mapped[int] = mapped_column(index=True)
    asked: Mapped[str]
    offered_at: Mapped[datetime] = mapped_column(index=True)
    offer_id: Mapped[int | None]
    kept_at: Mapped[datetime | None]
    digest: Mapped[str]
    audience: Mapped[str]
    asker_id: Mapped[int | None] = mapped_column(index=True)
    question_id: Mapped[int | None] = mapped_column(index=True)
    barred: Mapped[bool] = mapped_column(server_default=false())


class Lessons:
    """The lessons of all servers. What is kept is so until it is withdrawn."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(self, lesson: Lesson) -> bool:
        """Note that a message is asked for; false where it has been, by whatever process."""
        async with self._database.begin() as session:
            insert = insert_into(session, LessonRow).values(_columns(lesson))
            new = insert.on_conflict_do_nothing(index_elements=["message_id"])
            found = await session.scalars(new.returning(LessonRow.message_id))
            return found.first() is not None

    async def of(self, message: int) -> Lesson | None:
        """Return what is known of a message."""
        found = await self._where(LessonRow.message_id == message)
        return found[0] if found else None

    async def rests(self, author: int, now: datetime) -> bool:
        """Tell whether a member was asked lately and did not say yes."""
        lately = LessonRow.offered_at > now - _REST
        return bool(
            await self._where(
                (LessonRow.author_id == author) & lately & LessonRow.kept_at.is_(None)
            )
        )

    async def offered(self, message: int, offer: int) -> None:
        """Note which message of ours asks for leave."""
        await self._change(message, offer_id=offer)

    async def keep(self, message: int, at: datetime, *, digest: str, audience: str) -> None:
        """Note that a message is kept from now on, or in other words, or for other readers."""
        await self._change(message, offer_id=None, kept_at=at, digest=digest, audience=audience)

    async def settle(self, message: int, *, barred: bool = False) -> None:
        """Note that a message is not kept, and that nobody is asked for it any more.

        Of one that is `barred` nobody can ever say otherwise.
        """
        bar = {"barred": True} if barred else {}
        await self._change(message, offer_id=None, kept_at=None, digest="", audience="", **bar)

    async def blur(self, message: int) -> None:
        """Note that nobody knows in which words the library holds a message, if it does."""
        await self._change(message, digest="")

    async def drop(self, message: int) -> None:
        """Forget that a message was asked for; what is kept has to be withdrawn before."""
        await self._delete((LessonRow.message_id == message) & LessonRow.kept_at.is_(None))

    async def drop_question(self, message: int) -> None:
        """Forget what a message answers."""
        await self._change(message, asked="", asker_id=None, question_id=None)

    async def waiting_since(self, moment: datetime) -> list[Lesson]:
        """Return what was asked for before a moment, where our message still stands."""
        return await self._where(
            LessonRow.offer_id.is_not(None)
            & LessonRow.kept_at.is_(None)
            & (LessonRow.offered_at < moment)
        )

    async def among(self, messages: Collection[int]) -> list[Lesson]:
        """Return which of these messages are kept, or asked for."""
        return await self._where(LessonRow.message_id.in_(messages))

    async def answering(self, questions: Collection[int]) -> list[Lesson]:
        """Return what answers these messages."""
        return await self._where(LessonRow.question_id.in_(questions))

    async def kept(self) -> list[Lesson]:
        """Return what is kept of all servers, the latest first."""
        return await self._where(LessonRow.kept_at.is_not(None))

    async def kept_in(self, guild: int) -> list[Lesson]:
        """Return what is kept of a server, the latest first."""
        return await self._where((LessonRow.guild_id == guild) & LessonRow.kept_at.is_not(None))

    async def standing_in(self, channel: int) -> list[Lesson]:
        """Return what is kept of a channel or thread, or asked for."""
        return await self._where(LessonRow.channel_id == channel)

    async def written_by(self, author: int) -> list[Lesson]:
        """Return what is kept of a member in all servers, or asked for, the latest first."""
        return await self._where(LessonRow.author_id == author)

    async def asked_by(self, asker: int) -> list[Lesson]:
        """Return what answers a member's questions in all servers, the latest first."""
        return await self._where(LessonRow.asker_id == asker)

    async def guilds(self) -> frozenset[int]:
        """Return the servers of which anything is kept."""
        query = select(LessonRow.guild_id).where(LessonRow.kept_at.is_not(None)).distinct()
        async with self._database.begin() as session:
            return frozenset(await session.scalars(query))

    async def forget_author(self, author: int) -> None:
        """Forget that a member was asked, and what for; what is kept has to be withdrawn before."""
        await self._delete(LessonRow.author_id == author)

    async def purge(self, now: datetime) -> None:
        """Forget who was asked long ago; what is barred stays so."""
        undecided = LessonRow.kept_at.is_(None) & LessonRow.barred.is_(False)
        await self._delete(undecided & (LessonRow.offered_at < now - _REMEMBERED))

    async def _delete(self, condition: ColumnElement[bool]) -> None:
        async with self._database.begin() as session:
            await session.execute(delete(LessonRow).where(condition))

    # Any: the columns' own types.
    async def _change(self, message: int, **columns: Any) -> None:
        query = update(LessonRow).where(LessonRow.message_id == message).values(**columns)
        async with self._database.begin() as session:
            await session.execute(query)

    async def _where(self, condition: ColumnElement[bool]) -> list[Lesson]:
        query = select(LessonRow).where(condition).order_by(LessonRow.offered_at.desc())
        async with self._database.begin() as session:
            return [_lesson(row) for row in await session.scalars(query)]


def _columns(lesson: Lesson) -> dict[str, object]:
    return {
        "message_id": lesson.message,
        "guild_id": lesson.guild,
        "channel_id": lesson.channel,
        "author_id": lesson.author,
        "asked": lesson.asked,
        "offered_at": lesson.offered_at,
        "offer_id": lesson.offer,
        "kept_at": lesson.kept_at,
        "digest": lesson.digest,
        "audience": lesson.audience,
        "asker_id": lesson.asker,
        "question_id": lesson.question,
        "barred": lesson.barred,
    }


def _lesson(row: LessonRow) -> Lesson:
    return Lesson(
        message=row.message_id,
        guild=row.guild_id,
        channel=row.channel_id,
        author=row.author_id,
        asked=row.asked,
        offered_at=row.offered_at,
        offer=row.offer_id,
        kept_at=row.kept_at,
        digest=row.digest,
        audience=row.audience,
        asker=row.asker_id,
        question=row.question_id,
        barred=row.barred,
    )
