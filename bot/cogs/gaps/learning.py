"""Answers of members whom a server trusts, noticed as they are written.

a trusted role replies to a question without an answer
-> a short message asks its author (offering.py), with a button that nobody else can use
-> kept or refused (deciding.py), or after a quarter of an hour taken away
"""

import discord
from discord.ext import commands, tasks

from bot.cogs.gaps.answered import is_closed_place, question_of, reference_of
from bot.cogs.gaps.offering import Offers
from bot.cogs.gaps.trust import has_trusted_role
from bot.cogs.gaps.undecided import Undecided
from bot.cogs.patience import in_time
from bot.cogs.posting.reading import words_of
from bot.gaps.lessons import reads_like_an_answer
from bot.inflight import Inflight
from bot.state import State


class Learning(commands.Cog):
    """Hears of answers, and of what becomes of the messages that somebody is asked about."""

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        *,
        state: State,
        offers: Offers,
        undecided: Undecided,
        inflight: Inflight,
    ) -> None:
        self._bot = bot
        self._state = state
        self._offers = offers
        self.undecided = undecided
        self._inflight = inflight

    async def cog_load(self) -> None:
        """Begin; the bot is not connected yet."""
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
        if not reference_of(message).answers or not reads_like_an_answer(words_of(message)):
            return False
        if not await has_trusted_role(self._state, author):
            return False
        answered = question_of(self._state, message, is_open=True)
        return await in_time(answered, None) is not None

    async def _ask_about(self, message: discord.Message) -> None:
        enquiry = await question_of(self._state, message, is_open=True)
        if enquiry is not None and not is_closed_place(message.channel):
            await self._offers.ask(message, enquiry)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, gone: discord.RawMessageDeleteEvent) -> None:
        """Forget what a deleted message said."""
        self.undecided.forget({gone.message_id})

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, gone: discord.RawBulkMessageDeleteEvent) -> None:
        """Forget what deleted messages said."""
        self.undecided.forget(gone.message_ids)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, edit: discord.RawMessageUpdateEvent) -> None:
        """Forget what an edited message said before."""
        self.undecided.follow(edit.message)

    # Every few minutes, and not when each is due, so that those of before a restart go as well.
    @tasks.loop(minutes=5)
    async def _tidy(self) -> None:
        await self._bot.wait_until_ready()
        self._inflight.errand(self._offers.take_away(), doing="taking offers away")
