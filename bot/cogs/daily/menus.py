"""The menus under /daily setup and /daily show: what is in a post, and what it may quote."""

from collections.abc import Awaitable, Callable, Collection
from typing import Any, Final

import discord

from bot.cogs.daily.plans import Plans
from bot.cogs.daily.settings import Settings
from bot.cogs.fading import MENUS_OPEN, Fading
from bot.cogs.menus import ChannelMenu
from bot.cogs.setup.rights import let_managers
from bot.daily.sections import SectionKind
from bot.translation import gettext as _
from bot.wording import daily_setup as wording
from bot.wording.sections import titles

READ_KINDS: Final = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
)
ChooseSections = Callable[[discord.Interaction, tuple[SectionKind, ...]], Awaitable[None]]


class Menus(Fading):
    """Two menus, which go away after a while."""

    def __init__(self, settings: Settings, plans: Plans, *, with_history: bool = False) -> None:
        super().__init__(MENUS_OPEN)
        self._settings = settings
        self._plans = plans
        self._with_history = with_history
        self.add_item(SectionMenu(settings.plan.sections, self._choose))
        if settings.may_quote:
            menu = ChannelMenu(settings.read, _(wording.READ_MENU), self._quote, types=READ_KINDS)
            self.add_item(menu)

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

    async def _choose(
        self, interaction: discord.Interaction, kinds: tuple[SectionKind, ...]
    ) -> None:
        """Post these sections from now on."""
        await interaction.response.defer()
        settings = await self._plans.choose(interaction, self._settings, kinds)
        await self._renewed(interaction, settings)

    async def _quote(self, interaction: discord.Interaction, channels: frozenset[int]) -> None:
        """Quote from these channels alone from now on."""
        await interaction.response.defer()
        settings = await self._plans.quote(interaction, self._settings, sorted(channels))
        await self._renewed(interaction, settings)

    async def _renewed(self, interaction: discord.Interaction, settings: Settings) -> None:
        """Show what the settings have become."""
        self.stop()
        await self.renew(interaction, settings.told(), Menus(settings, self._plans))


class SectionMenu(discord.ui.Select[Any]):  # Any: it stands in whatever view
    """Offers the sections of a post, those that are chosen among them."""

    def __init__(
        self,
        chosen: Collection[SectionKind],
        choose: ChooseSections,
        *,
        custom_id: str = discord.utils.MISSING,
    ) -> None:
        super().__init__(
            custom_id=custom_id,
            min_values=1,
            max_values=len(SectionKind),
            options=[
                discord.SelectOption(label=name, value=kind.value, default=kind in chosen)
                for kind, name in titles().items()
            ],
        )
        self._choose = choose

    async def callback(self, interaction: discord.Interaction) -> None:
        """Post these sections from now on."""
        kinds = tuple(kind for kind in SectionKind if kind.value in self.values)
        await self._choose(interaction, kinds)
