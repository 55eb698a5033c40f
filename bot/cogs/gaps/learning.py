"""Answers of members whom a server trusts, kept if they agree.

    a trusted role replies to a question without an answer
    -> a short message asks its author, with a button that nobody else can use
    -> kept, refused, or after a quarter of an hour taken away

A message is never asked for twice, and nobody is asked twice within an hour who did not agree.
"""

from collections import OrderedDict
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import discord
from discord import app_commands
from discord.ext import commands, tasks

from bot.cards import FAILURES, Caller, card
from bot.cogs.gaps.buttons import COG, Decision, decisions
from bot.cogs.gaps.keeping import KeptAnswers, Place
from bot.cogs.patience import in_time
from bot.cogs.posting.reading import words_of
from bot.cogs.tongue import tongues_of
from bot.gaps.lessons import Standing, is_trusted, reads_like_an_answer
from bot.inflight import Inflight
from bot.pages import pages
from bot.parts import Reply
from bot.preferences import UNCHANGED
from bot.state import State
from bot.state.learned import Lesson
from bot.state.questions import Enquiry
from bot.translation import speaking
from bot.wording import gaps as gaps_wording
from bot.wording import learned as wording

_OPEN = timedelta(minutes=15)
# Words of messages that the message command was used on, for as long as their authors may think.
_MOST_WORDS = 500


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
        self._words: OrderedDict[int, str] = OrderedDict()
        self._command = app_commands.ContextMenu(name=wording.COMMAND, callback=self.propose)
        self._command.guild_only = True

    async def cog_load(self) -> None:
        """Listen to all buttons there are, and offer the message command."""
        self._bot.add_dynamic_items(Decision)
        self._bot.tree.add_command(self._command)
        self._tidy.start()

    async def cog_unload(self) -> None:
        """Stop."""
        self._bot.tree.remove_command(self._command.name, type=self._command.type)
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
        if not _standing(message).answers or not reads_like_an_answer(words_of(message)):
            return False
        trusted = (await in_time(self._state.preferences.of(author.guild.id), UNCHANGED)).trusted
        if not is_trusted([role.id for role in author.roles], trusted):
            return False
        return await in_time(self._question_of(message, is_open=True), None) is not None

    async def _question_of(self, message: discord.Message, *, is_open: bool) -> Enquiry | None:
        guild, answered = message.guild, _standing(message).answers
        if guild is None or not answered:
            return None
        return await self._state.questions.concerning(guild.id, answered, is_open=is_open)

    async def _ask_about(self, message: discord.Message) -> None:
        enquiry = await self._question_of(message, is_open=True)
        if enquiry is not None and not _is_closed_place(message.channel):
            await self._ask(message, enquiry)

    async def _ask(self, message: discord.Message, enquiry: Enquiry) -> bool:
        """Ask a message's author in public; false where they are not to be asked."""
        author, now = message.author.id, discord.utils.utcnow()
        if await self._state.quoting.refused_by([author]):
            return False
        if await self._state.lessons.rests(author, now):
            return False
        lesson = _lesson(message, enquiry)
        if not await self._state.lessons.begin(lesson):
            return False
        try:
            sent = await self._offer(message, lesson)
        except FAILURES:
            return False  # nobody is asked where we may not write
        await self._state.lessons.offered(lesson.message, sent.id)
        return True

    async def _offer(self, message: discord.Message, lesson: Lesson) -> discord.Message:
        """Ask a message's author below it, in the language that is spoken there."""
        with speaking(await tongues_of(self._bot).of_message(message)):
            [page] = pages(wording.offer(message.author.display_name, lesson.asked))
            view = decisions(lesson)
        return await message.reply(**card(page), view=view, mention_author=False)

    async def propose(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Have a message kept as an answer, if whoever wrote it agrees."""
        to = Caller(interaction, privately=True)
        async with to.waiting():
            reply, view = await self._proposed(interaction, message)
        if view is None:
            await to.tell(reply)
        else:
            [page] = pages(reply)
            await interaction.followup.send(**card(page), view=view, ephemeral=True)

    async def _proposed(
        self, interaction: discord.Interaction, message: discord.Message
    ) -> tuple[Reply, discord.ui.View | None]:
        user = interaction.user
        if interaction.guild is None or not isinstance(user, discord.Member):
            return gaps_wording.only_in_servers(), None
        trusted = (await self._state.preferences.of(user.guild.id)).trusted
        may = is_trusted([role.id for role in user.roles], trusted)
        if not may and not interaction.permissions.manage_guild:
            return wording.not_trusted(), None
        known = await self._state.lessons.of(message.id)
        if known is not None and known.kept_at is not None:
            own = known.author == user.id
            return wording.kept_already(), decisions(known) if own else None
        return await self._proposal(user, message)

    async def _proposal(
        self, user: discord.Member, message: discord.Message
    ) -> tuple[Reply, discord.ui.View | None]:
        if _is_closed_place(message.channel):
            return wording.closed_place(), None
        words = words_of(message)
        if message.author.bot or not words:
            return wording.nothing_to_keep(), None
        enquiry = await self._question_of(message, is_open=False)
        if enquiry is None:
            return wording.no_question(), None
        self._remember(message.id, words)
        if message.author.id == user.id:
            lesson = _lesson(message, enquiry)
            await self._state.lessons.begin(lesson)
            return wording.offer_to_author(enquiry.text), decisions(lesson)
        asked = await self._ask(message, enquiry)
        return (wording.has_been_asked() if asked else wording.does_not_want()), None

    def _remember(self, message: int, words: str) -> None:
        self._words[message] = words
        while len(self._words) > _MOST_WORDS:
            self._words.popitem(last=False)

    async def keep(self, message_id: int) -> tuple[Reply, discord.ui.View | None]:
        """Keep a message to which its author has agreed; return what they are told."""
        lesson = await self._state.lessons.of(message_id)
        message = await self._message(lesson) if lesson else None
        if lesson is None or message is None:
            return wording.settled(), None
        words = words_of(message) or self._words.get(message_id, "")
        if not words:
            return wording.unreadable(), None
        if not await self._answers.keep(lesson, message, words):
            return wording.nothing_to_keep(), None
        return wording.kept(), decisions(replace(lesson, kept_at=discord.utils.utcnow()))

    async def refuse(self, message_id: int) -> Reply:
        """Note that a message's author does not agree."""
        await self._state.lessons.settle(message_id)
        return wording.refused()

    async def withdraw(self, message_id: int) -> Reply:
        """Quote a message no longer."""
        lesson = await self._state.lessons.of(message_id)
        if lesson is None or lesson.kept_at is None:
            return wording.settled()
        await self._answers.withdraw([lesson])
        return wording.withdrawn()

    async def _message(self, lesson: Lesson) -> discord.Message | None:
        guild = self._bot.get_guild(lesson.guild)
        place = guild.get_channel_or_thread(lesson.channel) if guild else None
        if not isinstance(place, discord.abc.Messageable):
            return None
        try:
            return await place.fetch_message(lesson.message)
        except (discord.NotFound, discord.Forbidden):
            return None

    # Every few minutes, and not when each is due, so that those of before a restart go as well.
    @tasks.loop(minutes=5)
    async def _tidy(self) -> None:
        await self._bot.wait_until_ready()
        self._inflight.errand(self._take_away(), doing="taking offers away")

    async def _take_away(self) -> None:
        """Take away what nobody has decided, and forget who was asked long ago."""
        now = discord.utils.utcnow()
        for lesson in await self._state.lessons.waiting_since(now - _OPEN):
            guild = self._bot.get_guild(lesson.guild)
            if guild is None:  # another process has that server
                continue
            place = guild.get_channel_or_thread(lesson.channel)
            if isinstance(place, discord.abc.Messageable) and lesson.offer is not None:
                await _delete(place, lesson.offer)
            await self._state.lessons.settle(lesson.message)
        await self._state.lessons.purge(now)


def _standing(message: discord.Message) -> Standing:
    reference = message.reference
    is_reply = reference is not None and message.type is discord.MessageType.reply
    thread = message.channel.id if isinstance(message.channel, discord.Thread) else None
    return Standing(reference.message_id if reference and is_reply else None, thread)


def _is_closed_place(place: object) -> bool:
    """Tell whether nobody can say who reads there: in a private thread."""
    hidden = isinstance(place, discord.Thread) and place.is_private()
    return hidden or not isinstance(place, Place)


def _lesson(message: discord.Message, enquiry: Enquiry) -> Lesson:
    assert message.guild is not None  # noqa: S101 - questions of servers alone are known
    return Lesson(
        message=message.id,
        guild=message.guild.id,
        channel=message.channel.id,
        author=message.author.id,
        asked=enquiry.text,
        offered_at=discord.utils.utcnow(),
    )


async def _delete(place: discord.abc.Messageable, message: int) -> None:
    with suppress(*FAILURES):  # gone already, or out of reach
        await (await place.fetch_message(message)).delete()
