"""The page of /setup for audiences: who may read what, and who manages sources."""

from collections.abc import Sequence
from typing import Any

import discord
from discord.ext import commands

from bot.audiences import LONGEST_NAME
from bot.cogs.certain import guild_of
from bot.cogs.forms import Form
from bot.cogs.numbers import CommandNumbers
from bot.cogs.readers import Readers
from bot.cogs.setup.audits import Audits
from bot.cogs.setup.panel import Item, Look, Panel, row, text
from bot.cogs.setup.rights import may_set_up
from bot.cogs.setup.setting_pages import back
from bot.cogs.sources.circling import Circling
from bot.correspondents import Caller
from bot.pages import pages as messages
from bot.state import State
from bot.wording import setup as wording
from bot.wording import setup_pages as pages

_MOST_OPTIONS = 25
# Characters; all texts of a page may have 4,000 together.
_ROOM = 2500


class AudiencePage:
    """Draws the server's audiences; each opens the menus of /sources audience."""

    def __init__(
        self, bot: commands.AutoShardedBot, *, state: State, readers: Readers, audits: Audits
    ) -> None:
        self._state = state
        self._numbers = CommandNumbers(bot)
        self._circling = Circling(state, readers, audits)

    async def draw(self, look: Look) -> Sequence[Item]:
        """Draw the page."""
        names = await self._circling.names(look.guild.id)
        buttons = _NewAudience(self._circling, self._state), _SourceManagers(self._circling)
        numbers = await self._numbers.known()
        return [
            text(*pages.audiences_page(names, numbers.get("sources"))),
            *(await self._existing(look.guild, names) if names else []),
            back(*buttons),
        ]

    async def _existing(self, guild: discord.Guild, names: Sequence[str]) -> list[Item]:
        """Return who belongs to the audiences that there are, and the menu that changes it."""
        _, told = await self._circling.audience(guild, None)
        # What there is no room for is told in each one's own menus.
        first = messages(told, longest=_ROOM)[0]
        who: list[Item] = [discord.ui.Separator(), discord.ui.TextDisplay(first)]
        return [*who, row(_Audiences(names, self._circling))]


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
