"""Members' answers that are kept: into the library, out of it again, and true to their messages."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable
from weakref import WeakValueDictionary

import discord
from discord.ext import commands

from bot.cards import FAILURES
from bot.cogs.posting.reading import words_of
from bot.cogs.readers import Readers
from bot.cogs.setup.audits import Audits
from bot.cogs.whereabouts import Missing, message_at, place_at
from bot.desk import Desk
from bot.faults import record
from bot.gaps.lessons import ANSWER_KEPT, ANSWER_WITHDRAWN, digest_of
from bot.markdown import has_spoiler
from bot.state import State, StateUnavailable
from bot.state.learned import Lesson
from retrieval import KeptMessage, NothingToKeep

Place = discord.abc.GuildChannel | discord.Thread


class KeptAnswers:
    """The answers of members that the library quotes. Each is quoted as long as it stands.

    What is done about one message is done in turn, so that none is kept that was taken back
    meanwhile. What cannot be done now is kept in mind for `catch_up`.
    """

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        *,
        desk: Desk,
        state: State,
        readers: Readers,
        audits: Audits,
    ) -> None:
        self._bot = bot
        self._audits = audits
        self._desk = desk
        self._lessons = state.lessons
        self._quoting = state.quoting
        self._readers = readers
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._unread: set[int] = set()

    def turn(self, message: int) -> asyncio.Lock:
        """Return what is held while something is done about a message."""
        return self._turns.setdefault(message, asyncio.Lock())

    async def keep(self, lesson: Lesson, message: discord.Message, words: str) -> bool:
        """Keep a message in these words, which are its own, in whose turn this is.

        False where nothing can be quoted. Where it fails nothing is kept.
        """
        place, guild = message.channel, message.guild
        if not isinstance(place, Place) or guild is None:
            return False
        refused = await self._quoting.refused_by({lesson.author, lesson.asker or 0})
        if lesson.author in refused:
            return False
        audience = self._readers.said_in(place)
        # Noted first: what the library holds and nobody knows of could never be withdrawn.
        await self._lessons.keep(
            lesson.message, discord.utils.utcnow(), digest=digest_of(words), audience=audience
        )
        kept = KeptMessage(
            id=message.id,
            text=words,
            author=message.author.display_name,
            link=message.jump_url,
            asked="" if lesson.asker in refused else lesson.asked,
            at=message.created_at,
            audience=audience,
            channel=place.name,
            server=guild.name,
        )
        if not await self._taken_in(lesson, kept):
            return False
        if lesson.kept_at is None:
            self._audits.note(guild.id, lesson.author, ANSWER_KEPT, after=f"<#{lesson.channel}>")
        return True

    async def _taken_in(self, lesson: Lesson, kept: KeptMessage) -> bool:
        try:
            await asyncio.wrap_future(self._desk.keep_message(kept))
        except NothingToKeep:
            await self._take_out(lesson)
            return False
        except Exception:
            await self._undo(lesson)
            raise
        return True

    async def _undo(self, lesson: Lesson) -> None:
        """Have the library hold nothing of a message that it could not take in.

        One that was kept before is tried again, since its author has agreed.
        """
        if lesson.kept_at is None:
            await self._lessons.settle(lesson.message)
        else:
            self._unread.add(lesson.message)
            await self._lessons.blur(lesson.message)
        await asyncio.wrap_future(self._desk.withdraw_message(lesson.message))

    async def withdraw(self, lessons: Iterable[Lesson], *, by: int | None = None) -> int:
        """Quote these no longer; return how many there were.

        Noted among the server's changes where it was done `by` a member; where that is not its
        author, it is kept no more.
        """
        count = 0
        for lesson in lessons:
            async with self.turn(lesson.message):
                now = await self._lessons.of(lesson.message)
                if now is None or now.kept_at is None:
                    continue
                await self._take_out(now, barred=by not in {None, now.author})
            if by is not None:
                self._audits.note(lesson.guild, by, ANSWER_WITHDRAWN, before=f"<#{lesson.channel}>")
            count += 1
        return count

    async def _take_out(self, lesson: Lesson, *, barred: bool = False) -> None:
        await asyncio.wrap_future(self._desk.withdraw_message(lesson.message))
        await self._lessons.settle(lesson.message, barred=barred)

    async def withdraw_words_of(self, member: int) -> int:
        """Quote nothing that a member wrote any more, in any server; return how much that was."""
        await self.drop_questions(await self._lessons.asked_by(member))
        return await self.withdraw(await self._lessons.written_by(member))

    async def forget_member(self, member: int) -> int:
        """Withdraw what a member wrote, and forget that they were ever asked."""
        count = await self.withdraw_words_of(member)
        await self._lessons.forget_author(member)
        return count

    async def drop_questions(self, lessons: Collection[Lesson]) -> None:
        """Forget the questions that these answer; the answers are kept without them."""
        for lesson in lessons:
            async with self.turn(lesson.message):
                await self._lessons.drop_question(lesson.message)
                if lesson.kept_at is not None:
                    await self._hide(lesson)
        for lesson in lessons:
            await self.reread(lesson)

    async def leave(self, guild: int) -> None:
        """Withdraw what was written in a server that the bot has left."""
        await self.withdraw(await self._lessons.kept_in(guild))

    async def reread(self, lesson: Lesson) -> None:
        """Bring what is kept in step with its message, as Discord has it now, or soon."""
        await self._surely(lesson.message, lambda: self._reread(lesson.message))

    async def _surely(self, message: int, work: Callable[[], Awaitable[None]]) -> None:
        """Do something about a message; where it fails, it is read again soon."""
        self._unread.discard(message)
        try:
            async with self.turn(message):
                await work()
        except StateUnavailable:  # the database has told its operator already
            self._unread.add(message)
        except Exception as error:  # noqa: BLE001 - no other answer is to suffer from it
            self._unread.add(message)
            record(error, doing="reading an answer again")

    async def _reread(self, number: int) -> None:
        lesson = await self._lessons.of(number)
        if lesson is None or lesson.kept_at is None or self._bot.get_guild(lesson.guild) is None:
            return
        if await self._quoting.refused_by([lesson.author]):
            await self._take_out(lesson)
            return
        found = await message_at(self._bot, lesson.guild, lesson.channel, number)
        if found is Missing.UNKNOWN:
            self._unread.add(number)
        elif isinstance(found, Missing):
            await self._take_out(lesson)
        else:
            await self._follow(lesson, found)

    async def follow(self, message: discord.Message) -> None:
        """Keep what a message says now, if it is kept."""
        number = message.id
        if isinstance(message.channel, Place):
            await self._surely(number, lambda: self._follow_now(message))
        else:
            await self._surely(number, lambda: self._reread(number))

    async def _follow_now(self, message: discord.Message) -> None:
        lesson = await self._lessons.of(message.id)
        if lesson is not None and lesson.kept_at is not None:
            await self._follow(lesson, message)

    async def _follow(self, lesson: Lesson, message: discord.Message) -> None:
        """Keep what a message says now; withdraw it where that cannot be told, or is covered."""
        words, place = words_of(message), message.channel
        moved = isinstance(place, Place) and self._readers.said_in(place) != lesson.audience
        edited = message.edited_at is not None and lesson.kept_at is not None
        rewritten = edited and message.edited_at >= lesson.kept_at  # type: ignore[operator]  # neither is None
        if not words:  # Discord does not show it to us
            if moved or rewritten or not lesson.digest:
                await self._take_out(lesson)
        elif has_spoiler(message.content):
            await self._take_out(lesson)
        elif moved or digest_of(words) != lesson.digest:
            await self._keep_or_withdraw(lesson, message, words)

    async def _keep_or_withdraw(self, lesson: Lesson, message: discord.Message, words: str) -> None:
        if not await self.keep(lesson, message, words):
            await self._take_out(lesson)

    async def _hide(self, lesson: Lesson) -> None:
        """Show a message to nobody until it is read again."""
        await asyncio.wrap_future(self._desk.withdraw_message(lesson.message))
        await self._lessons.blur(lesson.message)

    async def reseat(self, guild: discord.Guild) -> None:
        """Keep for other readers what stands in channels that others can see since.

        Before Discord is asked for any of it, all of it is hidden: that may take a while.
        """
        lessons = await self._lessons.kept_in(guild.id)
        moved = await asyncio.gather(*map(self._hidden_if_moved, lessons))
        for lesson, is_hidden in zip(lessons, moved, strict=True):
            if is_hidden:
                await self.reread(lesson)

    async def _hidden_if_moved(self, lesson: Lesson) -> bool:
        moved = await self._has_moved(lesson)
        if moved:
            await self._surely(lesson.message, lambda: self._hide(lesson))
        return moved

    async def _has_moved(self, lesson: Lesson) -> bool:
        """Tell whether others can read a message since; later, where nobody can say now."""
        try:
            place = await place_at(self._bot, lesson.guild, lesson.channel)
        except (discord.NotFound, discord.Forbidden):
            return True
        except FAILURES:
            place = None
        if place is None:
            self._unread.add(lesson.message)
        return isinstance(place, Place) and self._readers.said_in(place) != lesson.audience

    async def catch_up(self) -> None:
        """Read again what could not be read before."""
        owed = frozenset(self._unread)
        lessons = await self._lessons.among(owed) if owed else []
        self._unread -= owed
        for lesson in lessons:
            await self.reread(lesson)

    async def reconcile(self) -> None:
        """Withdraw what the library holds and nobody knows of; miss what it should hold."""
        held = await asyncio.wrap_future(self._desk.kept_messages())
        known = {lesson.message: lesson for lesson in await self._lessons.kept()}
        for number in held - known.keys():
            await self._withdraw_unknown(number)
        for number in known.keys() - held:
            # Another process may have a library of its own.
            if self._bot.get_guild(known[number].guild) is not None:
                await self._lessons.blur(number)

    async def _withdraw_unknown(self, number: int) -> None:
        async with self.turn(number):
            lesson = await self._lessons.of(number)
            if lesson is None or lesson.kept_at is None:
                await asyncio.wrap_future(self._desk.withdraw_message(number))
