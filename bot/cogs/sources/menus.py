"""The menus under /sources audience and /sources managers: roles and channels."""

from collections.abc import Awaitable, Callable, Collection
from functools import partial

import discord

from bot.cogs.fading import MENUS_OPEN, Fading
from bot.cogs.menus import ChannelMenu, RoleMenu
from bot.cogs.setup.rights import may_set_up
from bot.correspondents import Caller
from bot.parts import Reply
from bot.state import State
from bot.translation import gettext as _
from bot.wording.sources import NEEDS_SERVER_MANAGER

# Who has chosen what, to what is said then.
Choose = Callable[[discord.Interaction, frozenset[int]], Awaitable[Reply]]


class Menus(Fading):
    """Menus that say what they have made of a choice, and go away after a while."""

    def __init__(self, state: State) -> None:
        super().__init__(MENUS_OPEN)
        self._state = state

    def with_roles(self, chosen: Collection[int], placeholder: str, choose: Choose) -> "Menus":
        """Offer roles, those that are `chosen` among them."""
        self.add_item(RoleMenu(chosen, _(placeholder), partial(self._chosen, choose)))
        return self

    def with_channels(self, chosen: Collection[int], placeholder: str, choose: Choose) -> "Menus":
        """Offer channels, those that are `chosen` among them."""
        self.add_item(ChannelMenu(chosen, _(placeholder), partial(self._chosen, choose)))
        return self

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Look once more whether somebody may choose: the menus stay open for a while."""
        await super().interaction_check(interaction)
        if await may_set_up(interaction, self._state):
            return True
        await Caller(interaction, privately=True).tell(NEEDS_SERVER_MANAGER)
        return False

    async def _chosen(
        self, choose: Choose, interaction: discord.Interaction, ids: frozenset[int]
    ) -> None:
        """Do what was chosen, and show what has become of it above the menus."""
        await interaction.response.defer()
        await self.renew(interaction, await choose(interaction, ids), self)
