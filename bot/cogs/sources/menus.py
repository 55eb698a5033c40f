"""The menus under /sources audience and /sources managers: roles and channels."""

from collections.abc import Awaitable, Callable, Collection

import discord

from bot.cards import Caller
from bot.cogs.fading import MENUS_OPEN, Fading
from bot.parts import Reply
from bot.wording.sources import NEEDS_SERVER_MANAGER

_MOST = 25
_CHANNELS = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.media,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
]
# What was chosen, to what is said then.
Choose = Callable[[frozenset[int]], Awaitable[Reply]]


class Menus(Fading):
    """Menus that say what they have made of a choice, and go away after a while."""

    def __init__(self) -> None:
        super().__init__(MENUS_OPEN)

    async def choose(
        self, interaction: discord.Interaction, choose: Choose, ids: Collection[int]
    ) -> None:
        """Do what was chosen, and show what has become of it above the menus."""
        await interaction.response.defer()
        await self.renew(interaction, await choose(frozenset(ids)), self)

    def with_roles(self, chosen: Collection[int], placeholder: str, choose: Choose) -> "Menus":
        """Offer roles, those that are `chosen` among them."""
        self.add_item(_Roles(chosen, placeholder, choose))
        return self

    def with_channels(self, chosen: Collection[int], placeholder: str, choose: Choose) -> "Menus":
        """Offer channels, those that are `chosen` among them."""
        self.add_item(_Channels(chosen, placeholder, choose))
        return self

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Look once more whether somebody may choose: the menus stay open for a while."""
        if interaction.permissions.manage_guild:
            return True
        await Caller(interaction, privately=True).tell(NEEDS_SERVER_MANAGER)
        return False


class _Roles(discord.ui.RoleSelect[Menus]):
    def __init__(self, chosen: Collection[int], placeholder: str, choose: Choose) -> None:
        super().__init__(
            placeholder=placeholder,
            min_values=0,
            max_values=_MOST,
            default_values=[
                discord.Object(role, type=discord.Role) for role in sorted(chosen)[:_MOST]
            ],
        )
        self._choose = choose

    async def callback(self, interaction: discord.Interaction) -> None:
        """Have these roles and no others."""
        assert self.view is not None  # noqa: S101 - nobody has used it where it is in none
        await self.view.choose(interaction, self._choose, [role.id for role in self.values])


class _Channels(discord.ui.ChannelSelect[Menus]):
    def __init__(self, chosen: Collection[int], placeholder: str, choose: Choose) -> None:
        kind = discord.SelectDefaultValueType.channel
        super().__init__(
            placeholder=placeholder,
            channel_types=_CHANNELS,
            min_values=0,
            max_values=_MOST,
            default_values=[
                discord.SelectDefaultValue(id=one, type=kind) for one in sorted(chosen)[:_MOST]
            ],
        )
        self._choose = choose

    async def callback(self, interaction: discord.Interaction) -> None:
        """Have these channels and no others."""
        assert self.view is not None  # noqa: S101 - nobody has used it where it is in none
        await self.view.choose(interaction, self._choose, [channel.id for channel in self.values])
