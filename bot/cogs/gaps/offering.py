"""How a message's author is asked for leave to keep it: once, below it, for a quarter of an hour.

A message is never asked for twice, and nobody is asked twice within an hour who did not agree.
"""

from datetime import timedelta
from typing import Final

import discord
from discord.ext import commands

from bot.cards import FAILURES, card
from bot.cogs.gaps.answered import lesson_of
from bot.cogs.gaps.buttons import decisions
from bot.cogs.gaps.keeping import KeptAnswers
from bot.cogs.gaps.undecided import Undecided
from bot.cogs.tongue import tongues_of
from bot.correspondents import delete
from bot.pages import pages
from bot.parts import Reply
from bot.state import State
from bot.state.enquiries import Enquiry
from bot.state.learned import Lesson
from bot.translation import speaking
from bot.wording import learned as wording

_OPEN: Final = timedelta(minutes=15)


class Offers:
    """What asks authors for leave, and goes away once they have decided, or have not."""

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        *,
        state: State,
        answers: KeptAnswers,
        undecided: Undecided,
    ) -> None:
        self._bot = bot
        self._lessons = state.lessons
        self._quoting = state.quoting
        self._answers = answers
        self._undecided = undecided

    async def ask(
        self, message: discord.Message, enquiry: Enquiry, *, proposer: int | None = None
    ) -> Reply:
        """Ask a message's author in public; return what its `proposer` is told."""
        author, now = message.author.id, discord.utils.utcnow()
        known = await self._lessons.of(message.id)
        if known is not None and known.offer is not None:
            return wording.has_been_asked()
        if await self._quoting.refused_by([author]) or await self._lessons.rests(author, now):
            return wording.does_not_want()
        lesson = lesson_of(message, enquiry)
        if not await self._lessons.begin(lesson):
            return wording.settled()
        return await self._asked(message, lesson, proposer)

    async def _asked(self, message: discord.Message, lesson: Lesson, proposer: int | None) -> Reply:
        try:
            sent = await self._send(message, lesson, proposer)
        except FAILURES:  # it may be asked for another time
            await self._lessons.drop(lesson.message)
            return wording.cannot_ask()
        await self._lessons.offered(lesson.message, sent.id)
        return wording.has_been_asked()

    async def _send(
        self, message: discord.Message, lesson: Lesson, proposer: int | None
    ) -> discord.Message:
        """Ask a message's author below it, in the language that is spoken there."""
        with speaking(await tongues_of(self._bot).of_message(message)):
            # One sentence, of a name and a question that are cut: it never takes a second message.
            [page] = pages(wording.offer(message.author.display_name, lesson.asked))
            view = decisions(lesson, proposer)
        return await message.reply(**card(page), view=view, mention_author=False)

    async def take_away(self) -> None:
        """Take away what nobody has decided, and forget who was asked long ago."""
        now = discord.utils.utcnow()
        for lesson in await self._lessons.waiting_since(now - _OPEN):
            if self._bot.get_guild(lesson.guild) is None:  # another process has that server
                continue
            place = self._bot.get_partial_messageable(lesson.channel, guild_id=lesson.guild)
            if lesson.offer is not None:
                await delete(place, [lesson.offer])
            await self.settle(lesson.message)
        await self._lessons.purge(now)

    async def settle(self, message: int) -> None:
        """Note that nobody is asked about a message any more, unless it is kept."""
        self._undecided.forget({message})
        async with self._answers.turn(message):
            lesson = await self._lessons.of(message)
            if lesson is not None and lesson.kept_at is None:
                await self._lessons.settle(message)
