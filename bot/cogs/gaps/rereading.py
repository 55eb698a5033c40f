"""Kept answers that stay true: to their messages as Discord has them, and to members' wishes."""

import asyncio
from collections.abc import Awaitable, Callable, Collection

import discord
from discord.ext import commands

from bot.cards import FAILURES
from bot.cogs.gaps.keeping import KeptAnswers, Place
from bot.cogs.posting.reading import words_of
from bot.cogs.readers import Readers
from bot.cogs.whereabouts import Missing, message_at, place_at
from bot.desk import Desk
from bot.faults import record
from bot.gaps.lessons import digest_of
from bot.markdown import has_spoiler
from bot.state import State, StateUnavailable
from bot.state.learned import Lesson


class Rereading:
    """Reads messages again whose answers are kept; what cannot be done now is done soon."""

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        *,
        answers: KeptAnswers,
        desk: Desk,
        state: State,
        readers: Readers,
    ) -> None:
        self.answers = answers
        self._bot = bot
        self._desk = desk
        self._lessons = state.lessons
        self._quoting = state.quoting
        self._readers = readers

    async def withdraw_words_of(self, member: int) -> int:
        """Quote nothing that a member wrote any more, in any server; return how much that was."""
        await self.drop_questions(await self._lessons.asked_by(member))
        return await self.answers.withdraw(await self._lessons.written_by(member))

    async def forget_member(self, member: int) -> int:
        """Withdraw what a member wrote, and forget that they were ever asked."""
        count = await self.withdraw_words_of(member)
        await self._lessons.forget_author(member)
        return count

    async def drop_questions(self, lessons: Collection[Lesson]) -> None:
        """Forget the questions that these answer; the answers are kept without them."""
        for lesson in lessons:
            async with self.answers.turn(lesson.message):
                await self._lessons.drop_question(lesson.message)
                if lesson.kept_at is not None:
                    await self.answers.hide(lesson)
        for lesson in lessons:
            await self.reread(lesson)

    async def reread(self, lesson: Lesson) -> None:
        """Bring what is kept in step with its message, as Discord has it now, or soon."""
        await self._surely(lesson.message, lambda: self._reread(lesson.message))

    async def _surely(self, message: int, work: Callable[[], Awaitable[None]]) -> None:
        """Do something about a message; where it fails, it is read again soon."""
        self.answers.owed.discard(message)
        try:
            async with self.answers.turn(message):
                await work()
        except StateUnavailable:  # the database has told its operator already
            self.answers.owed.add(message)
        except Exception as error:  # noqa: BLE001 - no other answer is to suffer from it
            self.answers.owed.add(message)
            record(error, doing="reading an answer again")

    async def _reread(self, number: int) -> None:
        lesson = await self._lessons.of(number)
        if lesson is None or lesson.kept_at is None or self._bot.get_guild(lesson.guild) is None:
            return
        if await self._quoting.refused_by([lesson.author]):
            await self.answers.take_out(lesson)
            return
        found = await message_at(self._bot, lesson.guild, lesson.channel, number)
        if found is Missing.UNKNOWN:
            self.answers.owed.add(number)
        elif isinstance(found, Missing):
            await self.answers.take_out(lesson)
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
                await self.answers.take_out(lesson)
        elif has_spoiler(message.content):
            await self.answers.take_out(lesson)
        elif moved or digest_of(words) != lesson.digest:
            await self._keep_or_withdraw(lesson, message, words)

    async def _keep_or_withdraw(self, lesson: Lesson, message: discord.Message, words: str) -> None:
        if not await self.answers.keep(lesson, message, words, discord.utils.utcnow()):
            await self.answers.take_out(lesson)

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
            await self._surely(lesson.message, lambda: self.answers.hide(lesson))
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
            self.answers.owed.add(lesson.message)
        return isinstance(place, Place) and self._readers.said_in(place) != lesson.audience

    async def catch_up(self) -> None:
        """Read again what could not be read before."""
        owed = frozenset(self.answers.owed)
        lessons = await self._lessons.among(owed) if owed else []
        self.answers.owed -= owed
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
        async with self.answers.turn(number):
            lesson = await self._lessons.of(number)
            if lesson is None or lesson.kept_at is None:
                await asyncio.wrap_future(self._desk.withdraw_message(number))
