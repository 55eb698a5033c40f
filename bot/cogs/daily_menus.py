"""The menus under /daily setup and /daily show: what is in a post, and what it may quote."""

import discord

from bot.cogs.daily_settings import Settings
from bot.cogs.fading import MENUS_OPEN, Fading
from bot.daily.sections import SectionKind
from bot.translation import gettext as _
from bot.wording import daily_setup as wording
from bot.wording.sections import titles

_MOST_CHANNELS = 25
_READ_KINDS = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
]


class Menus(Fading):
    """Two menus, which go away after a while."""

    def __init__(self, settings: Settings, *, with_history: bool = False) -> None:
        super().__init__(MENUS_OPEN)
        self._settings = settings
        self._with_history = with_history
        self.add_item(_Sections(self))
        if SectionKind.DISCUSSED in settings.plan.sections and settings.hears:
            self.add_item(_Channels(self))

    @property
    def settings(self) -> Settings:
        """What the menus show and change."""
        return self._settings

    async def open(self, interaction: discord.Interaction) -> None:
        """Show the settings and the menus to whoever used the command."""
        history = self._settings.history() if self._with_history else ()
        await self.show(interaction, (*self._settings.told(), *history))

    async def renewed(self, interaction: discord.Interaction, settings: Settings) -> None:
        """Show what the settings have become."""
        self.stop()
        await self.renew(interaction, settings.told(), Menus(settings))


class _Sections(discord.ui.Select[Menus]):
    def __init__(self, menus: Menus) -> None:
        chosen = menus.settings.plan.sections
        super().__init__(
            min_values=1,
            max_values=len(SectionKind),
            options=[
                discord.SelectOption(label=name, value=kind.value, default=kind in chosen)
                for kind, name in titles().items()
            ],
        )
        self._menus = menus

    async def callback(self, interaction: discord.Interaction) -> None:
        """Post these sections from now on."""
        await interaction.response.defer()
        kinds = tuple(kind for kind in SectionKind if kind.value in self.values)
        settings = await self._menus.settings.with_sections(kinds)
        await self._menus.renewed(interaction, settings)


class _Channels(discord.ui.ChannelSelect[Menus]):
    def __init__(self, menus: Menus) -> None:
        super().__init__(
            placeholder=_(wording.READ_MENU),
            channel_types=_READ_KINDS,
            min_values=0,
            max_values=_MOST_CHANNELS,
            default_values=[
                discord.SelectDefaultValue(id=channel, type=discord.SelectDefaultValueType.channel)
                for channel in menus.settings.read
            ],
        )
        self._menus = menus

    async def callback(self, interaction: discord.Interaction) -> None:
        """Quote from these channels alone from now on."""
        await interaction.response.defer()
        settings = await self._menus.settings.reading([chosen.id for chosen in self.values])
        await self._menus.renewed(interaction, settings)
