"""The pages of /setup that lead to menus of their own: audiences, and the daily post."""

from collections.abc import Sequence
from typing import Any

import discord
from discord.ext import commands

from bot.audiences import LONGEST_NAME
from bot.cogs.certain import guild_of
from bot.cogs.daily_menus import Menus as DailyMenus
from bot.cogs.daily_settings import Settings
from bot.cogs.forms import Form
from bot.cogs.numbers import CommandNumbers
from bot.cogs.readers import Readers
from bot.cogs.setup.audits import Audits
from bot.cogs.setup.panel import Item, Look, Panel, row, text
from bot.cogs.setup.rights import may_set_up
from bot.cogs.setup.setting_pages import back
from bot.cogs.sources.circling import Circling
from bot.correspondents import Caller
from bot.state import State
from bot.wording import daily_setup
from bot.wording import setup as wording
from bot.wording import setup_pages as pages

_MOST_OPTIONS = 25


class AudiencePage:
    """Draws the server's audiences; each opens the menus of /sources audience."""

    def __init__(self, state: State, readers: Readers, audits: Audits) -> None:
        self._state = state
        self._circling = Circling(state, readers, audits)

    async def draw(self, look: Look) -> Sequence[Item]:
        """Draw the page."""
        names = await self._circling.names(look.guild.id)
        menu = [row(_Audiences(names, self._circling))] if names else []
        buttons = _NewAudience(self._circling, self._state), _SourceManagers(self._circling)
        return [text(*pages.audiences_page(names)), *menu, back(*buttons)]


class _Audiences(discord.ui.Select[Panel]):
    def __init__(self, names: Sequence[str], circling: Circling) -> None:
        options = [discord.SelectOption(label=name) for name in names[:_MOST_OPTIONS]]
        super().__init__(
            custom_id="setup:audience", placeholder=pages.audience_menu(), options=options
        )
        self._circling = circling

    async def callback(self, interaction: discord.Interaction) -> None:
        """Open the menus of an audience."""
        await interaction.response.defer()
        await _open(interaction, self._circling, self.values[0])


class _NewAudience(discord.ui.Button[Panel]):
    def __init__(self, circling: Circling, state: State) -> None:
        super().__init__(label=pages.new_audience_button(), custom_id="setup:new-audience")
        self._circling = circling
        self._state = state

    async def callback(self, interaction: discord.Interaction) -> None:
        """Ask for its name."""
        await interaction.response.send_modal(_Naming(self._circling, self._state))


class _Naming(Form):
    def __init__(self, circling: Circling, state: State) -> None:
        super().__init__(title=pages.new_audience_button(), custom_id="setup:naming")
        self._circling = circling
        self._state = state
        self._name: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id="name", max_length=LONGEST_NAME
        )
        self.add_item(discord.ui.Label(text=pages.audience_name(), component=self._name))

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        """Open its menus; nobody belongs to it until somebody is chosen in them."""
        to = Caller(interaction, privately=True)
        if not await may_set_up(interaction, self._state):
            await to.tell(wording.needs_manager())
            return
        async with to.waiting():
            await _open(interaction, self._circling, self._name.value)


class _SourceManagers(discord.ui.Button[Panel]):
    def __init__(self, circling: Circling) -> None:
        super().__init__(label=pages.source_managers_button(), custom_id="setup:source-managers")
        self._circling = circling

    async def callback(self, interaction: discord.Interaction) -> None:
        """Open the menu of /sources managers."""
        await interaction.response.defer()
        menus, reply = await self._circling.managers(guild_of(interaction))
        await menus.show(interaction, reply)


async def _open(interaction: discord.Interaction, circling: Circling, name: str) -> None:
    menus, reply = await circling.audience(guild_of(interaction), name)
    if menus is None:
        await Caller(interaction, privately=True).tell(reply)
    else:
        await menus.show(interaction, reply)


class DailyPage:
    """Draws how the daily post is set up; opens its menus."""

    def __init__(self, bot: commands.AutoShardedBot, state: State, audits: Audits) -> None:
        self._bot = bot
        self._numbers = CommandNumbers(bot)
        self._state = state
        self._audits = audits

    async def draw(self, look: Look) -> Sequence[Item]:
        """Draw the page."""
        settings = await self.settings(look.guild)
        if settings is None:
            numbers = await self._numbers.known()
            return [text(*pages.no_daily_page(numbers.get("daily"))), back()]
        return [text(*pages.daily_page(settings.told())), back(_DailyMenus(self))]

    async def settings(self, guild: discord.Guild) -> Settings | None:
        """Return how the post is set up, None where it is not."""
        plan = await self._state.schedules.of(guild.id)
        if plan is None:
            return None
        hears = self._bot.intents.message_content
        return await Settings.load(self._state, guild, plan, hears=hears)

    async def open(self, interaction: discord.Interaction, guild: discord.Guild) -> None:
        """Show the menus of /daily show."""
        settings = await self.settings(guild)
        if settings is None:
            await Caller(interaction, privately=True).tell(daily_setup.NOT_SET_UP)
        else:
            await DailyMenus(settings, self._audits, with_history=True).open(interaction)


class _DailyMenus(discord.ui.Button[Panel]):
    def __init__(self, page: DailyPage) -> None:
        super().__init__(label=pages.daily_button(), custom_id="setup:daily-menus")
        self._page = page

    async def callback(self, interaction: discord.Interaction) -> None:
        """Open the menus of the daily post."""
        await interaction.response.defer()
        await self._page.open(interaction, guild_of(interaction))
