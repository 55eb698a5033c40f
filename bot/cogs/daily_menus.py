"""The menus under /daily setup and /daily show: what is in a post, and what it may quote."""

import discord

from bot.cogs.daily_settings import Settings
from bot.cogs.fading import MENUS_OPEN, Fading
from bot.cogs.menus import ChannelMenu
from bot.cogs.setup.audits import Audits
from bot.cogs.setup.rights import let_managers
from bot.daily.sections import SectionKind
from bot.translation import gettext as _
from bot.translation import noted as N_
from bot.wording import audits as audit_wording
from bot.wording import daily_setup as wording
from bot.wording.sections import titles

_SECTIONS_CHANGED = N_("Sections of the daily post")
_CHANNELS_CHANGED = N_("Channels that the daily post may quote")
_READ_KINDS = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
]


class Menus(Fading):
    """Two menus, which go away after a while."""

    def __init__(self, settings: Settings, audits: Audits, *, with_history: bool = False) -> None:
        super().__init__(MENUS_OPEN)
        self._settings = settings
        self._audits = audits
        self._with_history = with_history
        self.add_item(_Sections(self))
        if SectionKind.DISCUSSED in settings.plan.sections and settings.hears:
            menu = ChannelMenu(settings.read, _(wording.READ_MENU), self._quote, types=_READ_KINDS)
            self.add_item(menu)

    @property
    def settings(self) -> Settings:
        """What the menus show and change."""
        return self._settings

    async def open(self, interaction: discord.Interaction) -> None:
        """Show the settings and the menus to whoever used the command."""
        history = self._settings.history() if self._with_history else ()
        await self.show(interaction, (*self._settings.told(), *history))

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Look once more whether somebody may choose: the menus stay open for a while."""
        await super().interaction_check(interaction)
        return await let_managers(
            interaction,
            self._settings.state,
            elsewhere=wording.ONLY_IN_SERVERS,
            others=wording.NEEDS_MANAGER,
        )

    async def choose(
        self, interaction: discord.Interaction, kinds: tuple[SectionKind, ...]
    ) -> None:
        """Post these sections from now on."""
        settings = await self._settings.with_sections(kinds)
        values = (audit_wording.listed(one.plan.sections) for one in (self._settings, settings))
        self._note(interaction, _SECTIONS_CHANGED, *values)
        await self._renewed(interaction, settings)

    async def _quote(self, interaction: discord.Interaction, channels: frozenset[int]) -> None:
        """Quote from these channels alone from now on."""
        await interaction.response.defer()
        settings = await self._settings.reading(sorted(channels))
        values = (audit_wording.spots(one.read) for one in (self._settings, settings))
        self._note(interaction, _CHANNELS_CHANGED, *values)
        await self._renewed(interaction, settings)

    def _note(self, by: discord.Interaction, subject: str, before: str, after: str) -> None:
        self._audits.note(self._settings.guild.id, by.user.id, subject, before, after)

    async def _renewed(self, interaction: discord.Interaction, settings: Settings) -> None:
        """Show what the settings have become."""
        self.stop()
        await self.renew(interaction, settings.told(), Menus(settings, self._audits))


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
        await self._menus.choose(interaction, kinds)
