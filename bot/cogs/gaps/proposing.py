"""The message command "Keep as answer": a trusted role proposes one's own or another's message."""

from datetime import datetime

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.gaps.answered import lesson_of, question_of, why_not
from bot.cogs.gaps.buttons import decisions
from bot.cogs.gaps.offering import Offers
from bot.cogs.gaps.trust import may_vouch
from bot.cogs.gaps.undecided import Undecided
from bot.cogs.posting.reading import words_of
from bot.correspondents import Caller
from bot.parts import Reply
from bot.state import State
from bot.wording import gaps as gaps_wording
from bot.wording import learned as wording


class Proposing(commands.Cog):
    """Tells whoever proposes a message, and nobody else, what becomes of it."""

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        *,
        state: State,
        offers: Offers,
        undecided: Undecided,
    ) -> None:
        self._bot = bot
        self._state = state
        self._offers = offers
        self._undecided = undecided
        self._command = app_commands.ContextMenu(name=wording.COMMAND, callback=self.propose)
        self._command.guild_only = True

    async def cog_load(self) -> None:
        """Offer the message command."""
        self._bot.tree.add_command(self._command)

    async def cog_unload(self) -> None:
        """Offer it no longer."""
        self._bot.tree.remove_command(self._command.name, type=self._command.type)

    async def propose(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Have a message kept as an answer, if whoever wrote it agrees."""
        to = Caller(interaction, privately=True)
        async with to.waiting():
            reply, view = await self._proposed(interaction, message)
        await to.hand(reply, view=view)

    async def _proposed(
        self, interaction: discord.Interaction, message: discord.Message
    ) -> tuple[Reply, discord.ui.View | None]:
        user = interaction.user
        if interaction.guild is None or not isinstance(user, discord.Member):
            return gaps_wording.only_in_servers(), None
        if not await may_vouch(self._state, user):
            return wording.not_trusted(), None
        known = await self._state.lessons.of(message.id)
        if known is not None and known.kept_at is not None:
            own = known.author == user.id
            return wording.kept_already(), decisions(known) if own else None
        if known is not None and known.barred:
            return wording.barred(), None
        return await self._proposal(user, message, interaction.created_at)

    async def _proposal(
        self, user: discord.Member, message: discord.Message, at: datetime
    ) -> tuple[Reply, discord.ui.View | None]:
        if (reason := why_not(message)) is not None:
            return reason, None
        words = words_of(message)
        if message.author.bot or not words:
            return wording.nothing_to_keep(), None
        enquiry = await question_of(self._state, message, is_open=False)
        if enquiry is None:
            return wording.no_question(), None
        self._undecided.remember(message, words, at)
        if message.author.id == user.id:
            lesson = lesson_of(message, enquiry)
            await self._state.lessons.begin(lesson)
            return wording.offer_to_author(enquiry.meant), decisions(lesson, user.id)
        return await self._offers.ask(message, enquiry, proposer=user.id), None
