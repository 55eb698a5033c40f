"""/gaps: the questions of a server that met silence, for those who run it."""

from datetime import timedelta
from io import BytesIO

import discord
from discord import app_commands
from discord.ext import commands

from bot.cards import cards
from bot.cogs.certain import view_of
from bot.cogs.gaps.keeping import KeptAnswers
from bot.cogs.gaps.learned import Learned
from bot.cogs.gaps.looking import Look
from bot.cogs.gaps.rights import let_managers
from bot.cogs.leafing import Leaf, Leafing
from bot.cogs.readers import Readers
from bot.correspondents import Caller
from bot.desk import Desk
from bot.gaps.exporting import as_csv
from bot.state import State
from bot.translation import gettext as _
from bot.wording import gaps as wording
from bot.wording import learned as learned_wording

_Days = app_commands.Range[int, 1, 3650]


class GapsCog(commands.Cog, name="Gaps"):
    """Shows gaps to the caller alone, as far as they see the channels."""

    def __init__(self, *, desk: Desk, state: State, readers: Readers, answers: KeptAnswers) -> None:
        self._desk = desk
        self._state = state
        self._readers = readers
        self._answers = answers

    @app_commands.command(description=wording.GAPS)
    @app_commands.describe(days=wording.DAYS_OPTION)
    @app_commands.guild_only()
    async def gaps(self, interaction: discord.Interaction, days: _Days | None = None) -> None:
        """Show what met silence, page by page."""
        if not await let_managers(interaction, self._state):
            return
        async with Caller(interaction, privately=True).waiting():
            since = discord.utils.utcnow() - timedelta(days=days or max(1, self._state.days))
            look = Look(since, desk=self._desk, state=self._state, readers=self._readers)
            learned = Learned(self._state, self._answers)
            await Panel(look, learned, self._state).open(interaction)


class Panel(Leafing):
    """The gaps, and what can be done with them."""

    def __init__(self, look: Look, learned: Learned, state: State) -> None:
        super().__init__(self._leaf)
        self._look = look
        self._learned = learned
        self._state = state
        self._to_save, self._to_learned = _Save(), _Learned()

    async def _leaf(self, interaction: discord.Interaction, number: int) -> Leaf:
        gaps = await self._look.gaps(interaction)
        written = cards(wording.page(gaps, self._look.since))
        number = min(number, len(written) - 1)
        besides = (self._to_save, self._to_learned) if gaps.found else (self._to_learned,)
        return Leaf([written[number]], number, len(written), besides)

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Let nobody press on who may not look any more."""
        await super().interaction_check(interaction)
        return await let_managers(interaction, self._state)

    async def list_learned(self, interaction: discord.Interaction) -> None:
        """List the answers of members that are kept."""
        await interaction.response.defer()
        await self._learned.show(interaction)

    async def save(self, interaction: discord.Interaction) -> None:
        """Hand the gaps out as a table."""
        guild = interaction.guild

        def name(channel: int) -> str:
            place = guild.get_channel_or_thread(channel) if guild else None
            return f"#{place.name}" if place else ""

        await interaction.response.defer()
        table = as_csv((await self._look.gaps(interaction)).found, name)
        file = discord.File(BytesIO(table), wording.FILE_NAME)
        await Caller(interaction, privately=True).hand(wording.saved(), file=file)


class _Save(discord.ui.Button[Panel]):
    def __init__(self) -> None:
        super().__init__(label=_(wording.CSV))

    async def callback(self, interaction: discord.Interaction) -> None:
        """Save."""
        await view_of(self).save(interaction)


class _Learned(discord.ui.Button[Panel]):
    def __init__(self) -> None:
        super().__init__(label=_(learned_wording.LIST_BUTTON))

    async def callback(self, interaction: discord.Interaction) -> None:
        """List them."""
        await view_of(self).list_learned(interaction)
