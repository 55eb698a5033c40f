"""The menus under /sources audience and /sources managers: roles and channels."""

import contextlib
from collections.abc import Awaitable, Callable, Collection
from typing import Any

import discord

from bot.cards import FAILURES, Caller, cards
from bot.errors import apologise
from bot.parts import Reply

# Seconds; Discord lets us change what only one member sees for a quarter of an hour.
_OPEN = 840.0
_MOST = 25
_CHANNELS = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
]
# What was chosen, to what is said then.
Choose = Callable[[frozenset[int]], Awaitable[Reply]]


class Menus(discord.ui.View):
    """Menus that say what they have made of a choice, and go away after a while."""

    def __init__(self) -> None:
        super().__init__(timeout=_OPEN)
        self._shown: discord.Interaction | None = None

    def with_roles(self, chosen: Collection[int], placeholder: str, choose: Choose) -> "Menus":
        """Offer roles, those that are `chosen` among them."""
        self.add_item(_Roles(chosen, placeholder, choose))
        return self

    def with_channels(self, chosen: Collection[int], placeholder: str, choose: Choose) -> "Menus":
        """Offer channels, those that are `chosen` among them."""
        self.add_item(_Channels(chosen, placeholder, choose))
        return self

    async def show(self, interaction: discord.Interaction, reply: Reply) -> None:
        """Show the menus under a reply, to whoever used the command."""
        self._shown = interaction
        first, *rest = cards(reply)
        await interaction.followup.send(**first, view=self, ephemeral=True)
        for card in rest:
            await interaction.followup.send(**card, ephemeral=True)

    async def on_error(
        self, interaction: discord.Interaction, error: Exception, _: "discord.ui.Item[Menus]", /
    ) -> None:
        """Tell whoever chose that it did not work."""
        await apologise(Caller(interaction, privately=True), error, doing="menu")

    async def on_timeout(self) -> None:
        """Take the menus away, which lead nowhere any more."""
        if self._shown is not None:
            with contextlib.suppress(*FAILURES):
                await self._shown.edit_original_response(view=None)


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
        await _chosen(interaction, self._choose, [role.id for role in self.values])


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
        await _chosen(interaction, self._choose, [channel.id for channel in self.values])


async def _chosen(interaction: discord.Interaction[Any], choose: Choose, ids: list[int]) -> None:
    """Do what was chosen, and show what has become of it above the menus."""
    await interaction.response.defer()
    card = cards(await choose(frozenset(ids)))[0]
    await interaction.edit_original_response(
        content=card["content"], allowed_mentions=card["allowed_mentions"]
    )
