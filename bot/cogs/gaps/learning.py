"""Answers of members whom a server trusts, kept if they agree.

    a trusted role replies to a question without an answer
    -> a short message asks its author, with a button that nobody else can use
    -> kept, refused, or after a quarter of an hour taken away

A message is never asked for twice, and nobody is asked twice within an hour who did not agree.
"""

from collections import OrderedDict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

import discord
from discord.ext import commands, tasks

from bot.cards import FAILURES, card
from bot.cogs.gaps.buttons import COG, Decision, decisions
from bot.cogs.gaps.keeping import KeptAnswers, Place
from bot.cogs.patience import in_time
from bot.cogs.posting.reading import words_of
from bot.cogs.tongue import tongues_of
from bot.cogs.whereabouts import Missing, message_at
from bot.gaps.lessons import Reference, is_trusted, reads_like_an_answer
from bot.inflight import Inflight
from bot.pages import pages
from bot.parts import Reply
from bot.preferences import UNCHANGED
from bot.remembered import Row
from bot.state import State
from bot.state.learned import Lesson
from bot.state.questions import Enquiry
from bot.translation import speaking
from bot.wording import learned as wording

_OPEN = timedelta(minutes=15)
# Words of messages that the message command was used on, for as long as their authors may think.
_MOST_WORDS = 500


class _Said(NamedTuple):
    """What a member said in a message."""

    author: int
    words: str


class Learning(commands.Cog, name=COG):
    """Asks for leave to keep answers, and does what was decided."""

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        *,
        state: State,
        answers: KeptAnswers,
        inflight: Inflight,
    ) -> None:
        self._bot = bot
        self._state = state
        self._answers = answers
        self._inflight = inflight
        self._words: OrderedDict[int, _Said] = OrderedDict()

    async def cog_load(self) -> None:
        """Listen to all buttons there are."""
        self._bot.add_dynamic_items(Decision)
        self._tidy.start()

    async def cog_unload(self) -> None:
        """Stop."""
        self._tidy.cancel()

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Ask whoever answered a question whether that may be kept."""
        if await self._is_an_answer(message):
            self._inflight.errand(self._ask_about(message), doing="asking for an answer")

    async def _is_an_answer(self, message: discord.Message) -> bool:
        """Tell whether a message answers a question that met silence, by somebody trusted."""
        author = message.author
        if not isinstance(author, discord.Member) or author.bot or message.is_system():
            return False
        if not _reference_of(message).answers or not reads_like_an_answer(words_of(message)):
            return False
        trusted = (await in_time(self._state.preferences.of(author.guild.id), UNCHANGED)).trusted
        if not is_trusted([role.id for role in author.roles], trusted):
            return False
        return await in_time(self.question_of(message, is_open=True), None) is not None

    async def question_of(self, message: discord.Message, *, is_open: bool) -> Enquiry | None:
        """Return the question that a message answers, if it is known here."""
        guild, answered = message.guild, _reference_of(message).answers
        if guild is None or not answered:
            return None
        return await self._state.questions.concerning(guild.id, answered, is_open=is_open)

    async def _ask_about(self, message: discord.Message) -> None:
        enquiry = await self.question_of(message, is_open=True)
        if enquiry is not None and not is_closed_place(message.channel):
            await self.ask(message, enquiry)

    async def ask(
        self, message: discord.Message, enquiry: Enquiry, *, proposer: int | None = None
    ) -> Reply:
        """Ask a message's author in public; return what its `proposer` is told."""
        author, now = message.author.id, discord.utils.utcnow()
        known = await self._state.lessons.of(message.id)
        if known is not None and known.offer is not None:
            return wording.has_been_asked()
        if await self._state.quoting.refused_by([author]):
            return wording.does_not_want()
        if await self._state.lessons.rests(author, now):
            return wording.does_not_want()
        lesson = lesson_of(message, enquiry)
        if not await self._state.lessons.begin(lesson):
            return wording.settled()
        return await self._asked(message, lesson, proposer)

    async def _asked(self, message: discord.Message, lesson: Lesson, proposer: int | None) -> Reply:
        try:
            sent = await self._offer(message, lesson, proposer)
        except FAILURES:  # it may be asked for another time
            await self._state.lessons.drop(lesson.message)
            return wording.cannot_ask()
        await self._state.lessons.offered(lesson.message, sent.id)
        return wording.has_been_asked()

    async def _offer(
        self, message: discord.Message, lesson: Lesson, proposer: int | None
    ) -> discord.Message:
        """Ask a message's author below it, in the language that is spoken there."""
        with speaking(await tongues_of(self._bot).of_message(message)):
            [page] = pages(wording.offer(message.author.display_name, lesson.asked))
            view = decisions(lesson, proposer)
        return await message.reply(**card(page), view=view, mention_author=False)

    def remember(self, message: discord.Message, words: str) -> None:
        """Keep in mind what Discord may withhold until the message's author has decided."""
        self._words[message.id] = _Said(message.author.id, words)
        while len(self._words) > _MOST_WORDS:
            self._words.popitem(last=False)

    def rows_of(self, member: int) -> list[Row]:
        """Return the words of a member that wait for their decision."""
        return [
            {"message_id": message, "text": said.words}
            for message, said in self._words.items()
            if said.author == member
        ]

    def forget_member(self, member: int) -> None:
        """Forget them."""
        self._forget([one for one, said in self._words.items() if said.author == member])

    def _forget(self, messages: Iterable[int]) -> None:
        for message in messages:
            self._words.pop(message, None)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, gone: discord.RawMessageDeleteEvent) -> None:
        """Forget what a deleted message said."""
        self._forget({gone.message_id})

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, gone: discord.RawBulkMessageDeleteEvent) -> None:
        """Forget what deleted messages said."""
        self._forget(gone.message_ids)

    async def keep(
        self, message_id: int, pressed: discord.Interaction, proposer: int | None
    ) -> tuple[Reply, discord.ui.View | None]:
        """Keep a message to which its author has agreed; return what they are told."""
        async with self._answers.turn(message_id):
            lesson = await self._state.lessons.of(message_id)
            found = await self._message(lesson) if lesson else Missing.GONE
            if lesson is None or isinstance(found, Missing):
                unknown = found is Missing.UNKNOWN
                return wording.out_of_reach() if unknown else wording.settled(), None
            obstacle = await self._obstacle(lesson, found, pressed, proposer)
            if obstacle is not None:
                return obstacle, None
            return await self._kept(lesson, found)

    async def _kept(
        self, lesson: Lesson, message: discord.Message
    ) -> tuple[Reply, discord.ui.View | None]:
        said = self._words.get(lesson.message)
        words = words_of(message) or (said.words if said else "")
        if not words:
            return wording.unreadable(), None
        if not await self._answers.keep(lesson, message, words):
            return wording.nothing_to_keep(), None
        self._forget({lesson.message})
        return wording.kept(), decisions(replace(lesson, kept_at=discord.utils.utcnow()))

    async def _obstacle(
        self,
        lesson: Lesson,
        message: discord.Message,
        pressed: discord.Interaction,
        proposer: int | None,
    ) -> Reply | None:
        """Return why a message may not be kept, whatever was so when its author was asked."""
        if lesson.barred:
            return wording.barred()
        if await self._state.quoting.refused_by([lesson.author]):
            return wording.does_not_want()
        if is_closed_place(message.channel):
            return wording.closed_place()
        # What somebody proposed may answer what was answered otherwise already.
        if await self.question_of(message, is_open=proposer is None) is None:
            return wording.no_question()
        if not await self._is_vouched_for(pressed, proposer):
            return wording.not_trusted()
        return None

    async def _is_vouched_for(self, pressed: discord.Interaction, proposer: int | None) -> bool:
        """Tell whether who proposed a message, or wrote it unasked, is still trusted."""
        if pressed.guild is None:
            return False
        member = pressed.user
        if proposer is not None and proposer != member.id:
            try:
                member = await pressed.guild.fetch_member(proposer)
            except discord.NotFound:
                return False
        return isinstance(member, discord.Member) and await self.may_vouch(member)

    async def may_vouch(self, member: discord.Member) -> bool:
        """Tell whether a member may have answers kept: somebody trusted, or who runs the server."""
        preferences = await self._state.preferences.of(member.guild.id)
        roles = [role.id for role in member.roles]
        runs_it = member.guild_permissions.manage_guild or is_trusted(roles, preferences.managers)
        return runs_it or is_trusted(roles, preferences.trusted)

    async def refuse(self, message_id: int) -> Reply:
        """Note that a message's author does not agree, whatever they said before."""
        lesson = await self._state.lessons.of(message_id)
        if lesson is not None:
            await self._answers.withdraw([lesson], by=lesson.author)
        self._forget({message_id})
        await self._settle(message_id)
        return wording.refused()

    async def withdraw(self, message_id: int) -> Reply:
        """Quote a message no longer."""
        lesson = await self._state.lessons.of(message_id)
        if lesson is None or lesson.kept_at is None:
            return wording.settled()
        await self._answers.withdraw([lesson], by=lesson.author)
        return wording.withdrawn()

    async def _message(self, lesson: Lesson) -> discord.Message | Missing:
        return await message_at(self._bot, lesson.guild, lesson.channel, lesson.message)

    # Every few minutes, and not when each is due, so that those of before a restart go as well.
    @tasks.loop(minutes=5)
    async def _tidy(self) -> None:
        await self._bot.wait_until_ready()
        self._inflight.errand(self._take_away(), doing="taking offers away")

    async def _take_away(self) -> None:
        """Take away what nobody has decided, and forget who was asked long ago."""
        now = discord.utils.utcnow()
        for lesson in await self._state.lessons.waiting_since(now - _OPEN):
            if self._bot.get_guild(lesson.guild) is None:  # another process has that server
                continue
            place = self._bot.get_partial_messageable(lesson.channel, guild_id=lesson.guild)
            if lesson.offer is not None:
                await _delete(place, lesson.offer)
            self._forget({lesson.message})
            await self._settle(lesson.message)
        await self._state.lessons.purge(now)

    async def _settle(self, message: int) -> None:
        async with self._answers.turn(message):
            lesson = await self._state.lessons.of(message)
            if lesson is not None and lesson.kept_at is None:
                await self._state.lessons.settle(message)


def _reference_of(message: discord.Message) -> Reference:
    reference = message.reference
    is_reply = reference is not None and message.type is discord.MessageType.reply
    thread = message.channel.id if isinstance(message.channel, discord.Thread) else None
    return Reference(reference.message_id if reference and is_reply else None, thread)


def is_closed_place(place: object) -> bool:
    """Tell whether nobody can say who reads there: in a private thread."""
    hidden = isinstance(place, discord.Thread) and place.is_private()
    return hidden or not isinstance(place, Place)


def lesson_of(message: discord.Message, enquiry: Enquiry) -> Lesson:
    """Return what is noted when a message's author is asked."""
    assert message.guild is not None  # noqa: S101 - questions of servers alone are known
    return Lesson(
        message=message.id,
        guild=message.guild.id,
        channel=message.channel.id,
        author=message.author.id,
        asked=enquiry.meant,
        offered_at=discord.utils.utcnow(),
        asker=enquiry.author,
        question=enquiry.message or enquiry.answer,
    )


async def _delete(place: discord.abc.Messageable, message: int) -> None:
    with suppress(*FAILURES):  # gone already, or out of reach
        await (await place.fetch_message(message)).delete()
