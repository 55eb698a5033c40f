"""Menus in which roles and channels are chosen, several at a time."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import Any, Final

import discord

# Discord's limit, of what can be chosen and of what is chosen already.
MOST: Final = 25
# What was chosen, and by whom.
Choose = Callable[[discord.Interaction, frozenset[int]], Awaitable[None]]
# Any: they stand in whatever view.
_AnyView = Any

TALKING: Final = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.media,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
)
# Where a message of ours can stand by itself.
WRITING: Final = (discord.ChannelType.text, discord.ChannelType.news)


class RoleMenu(discord.ui.RoleSelect[_AnyView]):
    """Offers roles, those that are chosen among them."""

    def __init__(
        self,
        chosen: Collection[int],
        placeholder: str,
        choose: Choose,
        *,
        custom_id: str = discord.utils.MISSING,
    ) -> None:
        super().__init__(
            custom_id=custom_id,
            placeholder=placeholder,
            min_values=0,
            max_values=MOST,
            default_values=[
                discord.Object(role, type=discord.Role) for role in sorted(chosen)[:MOST]
            ],
        )
        self._choose = choose

    async def callback(self, interaction: discord.Interaction) -> None:
        """Have these roles and no others."""
        await self._choose(interaction, frozenset(role.id for role in self.values))


class ChannelMenu(discord.ui.ChannelSelect[_AnyView]):
    """Offers channels, those that are chosen among them."""

    def __init__(  # noqa: PLR0913 - what differs between menus
        self,
        chosen: Collection[int],
        placeholder: str,
        choose: Choose,
        *,
        custom_id: str = discord.utils.MISSING,
        types: Sequence[discord.ChannelType] = TALKING,
        most: int = MOST,
    ) -> None:
        """At `most` as many of these `types` can be chosen."""
        kind = discord.SelectDefaultValueType.channel
        super().__init__(
            custom_id=custom_id,
            placeholder=placeholder,
            channel_types=list(types),
            min_values=0,
            max_values=most,
            default_values=[
                discord.SelectDefaultValue(id=one, type=kind) for one in sorted(chosen)[:most]
            ],
        )
        self._choose = choose

    async def callback(self, interaction: discord.Interaction) -> None:
        """Have these channels and no others."""
        await self._choose(interaction, frozenset(channel.id for channel in self.values))
