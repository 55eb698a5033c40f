"""What an author's decision about their answer does: it is kept, left alone, or withdrawn."""

from dataclasses import replace
from datetime import datetime

import discord
from discord.ext import commands

from bot.cogs.gaps.answered import question_of, why_not
from bot.cogs.gaps.buttons import COG, Decision, decisions
from bot.cogs.gaps.keeping import KeptAnswers
from bot.cogs.gaps.offering import Offers
from bot.cogs.gaps.trust import is_vouched_for
from bot.cogs.gaps.undecided import Undecided
from bot.cogs.posting.reading import words_of
from bot.cogs.whereabouts import Missing, message_at
from bot.parts import Reply
from bot.state import State
from bot.state.learned import Lesson
from bot.wording import learned as wording


class Deciding(commands.Cog, name=COG):
    """Does what authors decide by the buttons, and says what they are told."""

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        *,
        state: State,
        answers: KeptAnswers,
        offers: Offers,
        undecided: Undecided,
    ) -> None:
        self._bot = bot
        self._state = state
        self._answers = answers
        self._offers = offers
        self._undecided = undecided

    async def cog_load(self) -> None:
        """Listen to all buttons there are."""
        self._bot.add_dynamic_items(Decision)

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
            return await self._kept(lesson, found, pressed.created_at)

    async def _message(self, lesson: Lesson) -> discord.Message | Missing:
        return await message_at(self._bot, lesson.guild, lesson.channel, lesson.message)

    async def _kept(
        self, lesson: Lesson, message: discord.Message, agreed_at: datetime
    ) -> tuple[Reply, discord.ui.View | None]:
        words = words_of(message) or self._undecided.words_of(message)
        if not words:
            # Whoever shows us the message once more has its author asked once more.
            await self._state.lessons.drop(lesson.message)
            return wording.unreadable(), None
        if not await self._answers.keep(lesson, message, words, agreed_at):
            return wording.nothing_to_keep(), None
        self._undecided.forget({lesson.message})
        return wording.kept(), decisions(replace(lesson, kept_at=agreed_at))

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
        if (reason := why_not(message)) is not None:
            return reason
        # What somebody proposed may answer what was answered otherwise already.
        if await question_of(self._state, message, is_open=proposer is None) is None:
            return wording.no_question()
        if not await is_vouched_for(self._state, pressed, proposer):
            return wording.not_trusted()
        return None

    async def refuse(self, message_id: int) -> Reply:
        """Note that a message's author does not agree, whatever they said before."""
        lesson = await self._state.lessons.of(message_id)
        if lesson is not None:
            await self._answers.withdraw([lesson], by=lesson.author)
        await self._offers.settle(message_id)
        return wording.refused()

    async def withdraw(self, message_id: int) -> Reply:
        """Quote a message no longer."""
        lesson = await self._state.lessons.of(message_id)
        if lesson is None or lesson.kept_at is None:
            return wording.settled()
        await self._answers.withdraw([lesson], by=lesson.author)
        return wording.withdrawn()
