"""/setup: a server's settings in one panel."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.daily.plans import Plans
from bot.cogs.readers import Readers
from bot.cogs.setup import setting_pages
from bot.cogs.setup.audience_page import AudiencePage
from bot.cogs.setup.audits import Audits
from bot.cogs.setup.changes import Changes
from bot.cogs.setup.daily_controls import PAGE, TURNING_OFF
from bot.cogs.setup.daily_page import DailyPage
from bot.cogs.setup.diagnosis import Diagnosis
from bot.cogs.setup.home import Home
from bot.cogs.setup.panel import HOME, Draw, Office
from bot.cogs.setup.rights import let_managers
from bot.correspondents import Caller
from bot.state import State
from bot.wording import setup as wording


class Setup(commands.Cog):
    """Shows the panel to whoever may change settings, and to nobody else."""

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        *,
        state: State,
        readers: Readers,
        audits: Audits,
        plans: Plans,
    ) -> None:
        self._bot = bot
        self._state = state
        diagnosis, changes, daily = Diagnosis(bot), Changes(state), DailyPage(state, plans)
        pages: dict[str, Draw] = {
            HOME: Home(state, diagnosis, changes).draw,
            "check": diagnosis.draw,
            "channels": setting_pages.channels,
            "help": setting_pages.helping,
            "language": setting_pages.language,
            "audiences": AudiencePage(bot, state=state, readers=readers, audits=audits).draw,
            PAGE: daily.draw,
            TURNING_OFF: daily.draw_turning_off,
            "limits": setting_pages.limits,
            "threads": setting_pages.threads,
            "trusted": setting_pages.trusted,
            "managers": setting_pages.managers,
            **changes.pages(),
        }
        self._office = Office(state, audits, pages)

    @app_commands.command(description=wording.DESCRIPTION)
    @app_commands.guild_only()
    async def setup(self, interaction: discord.Interaction) -> None:
        """Show the panel."""
        if not await self._let_managers(interaction):
            return
        async with Caller(interaction, privately=True).waiting():
            panel = await self._office.drawn(interaction, HOME)
        await interaction.followup.send(
            view=panel, ephemeral=True, allowed_mentions=discord.AllowedMentions.none()
        )

    async def _let_managers(self, interaction: discord.Interaction) -> bool:
        """Tell whether somebody may change settings here; whoever may not is told why."""
        if interaction.guild_id is not None and self._bot.get_guild(interaction.guild_id) is None:
            await Caller(interaction, privately=True).tell(wording.not_a_member())
            return False
        return await let_managers(
            interaction,
            self._state,
            elsewhere=wording.only_in_servers(),
            others=wording.needs_manager(),
        )
