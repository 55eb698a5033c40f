"""The pages of /setup for the daily post, on which all of it is chosen."""

from collections.abc import Sequence

import discord

from bot.cogs.daily.plans import Plans
from bot.cogs.daily.wishes import Wish
from bot.cogs.setup.daily_controls import PAGE, Controls, renewed
from bot.cogs.setup.daily_forms import BeginForm
from bot.cogs.setup.panel import Go, Item, Look, Panel, row, text
from bot.cogs.setup.setting_pages import back
from bot.state import State
from bot.wording import daily_setup
from bot.wording import setup as setup_wording
from bot.wording import setup_daily as wording


class DailyPage:
    """Draws how the daily post is set up, with what changes it; or how to begin."""

    def __init__(self, state: State, plans: Plans) -> None:
        self._state = state
        self._plans = plans

    async def draw(self, look: Look) -> Sequence[Item]:
        """Draw the page."""
        settings = await self._plans.of(look.guild)
        if settings is None:
            return [text(*wording.none_page()), back(_Begin(self._state, self._plans))]
        shown = (*settings.told(), *settings.history())
        return [text(*wording.page(shown)), *Controls(settings, self._plans).items()]

    async def draw_turning_off(self, _: Look) -> Sequence[Item]:
        """Draw the page that asks once more before the post is turned off."""
        keep = Go(setup_wording.back_button(), PAGE)
        return [text(*wording.off_page()), row(_Off(self._plans), keep)]


class _Begin(discord.ui.Button[Panel]):
    def __init__(self, state: State, plans: Plans) -> None:
        super().__init__(
            label=wording.begin_button(),
            style=discord.ButtonStyle.primary,
            custom_id="setup:daily-begin",
        )
        self._state = state
        self._plans = plans

    async def callback(self, interaction: discord.Interaction) -> None:
        """Ask for the channel and the time."""
        await interaction.response.send_modal(BeginForm(self._state, self._set_up))

    async def _set_up(self, interaction: discord.Interaction, channel: int, wish: Wish) -> None:
        await renewed(self, interaction, self._plans.set_up(interaction, channel, wish))


class _Off(discord.ui.Button[Panel]):
    def __init__(self, plans: Plans) -> None:
        super().__init__(
            label=wording.really_off_button(),
            style=discord.ButtonStyle.danger,
            custom_id="setup:daily-off",
        )
        self._plans = plans

    async def callback(self, interaction: discord.Interaction) -> None:
        """Turn it off."""
        await renewed(self, interaction, self._plans.off(interaction), daily_setup.STOPPED)
