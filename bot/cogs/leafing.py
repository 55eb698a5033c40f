"""A long answer that one member leafs through: a page at a time, and buttons under it."""

from collections.abc import Sequence

import discord

from bot.cards import card
from bot.cogs.certain import view_of
from bot.cogs.fading import MENUS_OPEN, Fading
from bot.translation import gettext as _
from bot.wording import gaps as wording


class Leafing(Fading):
    """Pages with a button to each side of them, where there are several."""

    def __init__(self, leaves: Sequence[str]) -> None:
        """`leaves` are messages as they are sent, at least one."""
        super().__init__(MENUS_OPEN)
        self._leaves = leaves
        self._leaf = 0
        self._back, self._next = _Turn(_(wording.BACK), -1), _Turn(_(wording.NEXT), +1)
        if len(leaves) > 1:
            self.add_item(self._back).add_item(self._next)
        self._settle()

    async def open(self, interaction: discord.Interaction) -> None:
        """Show the first page to whoever used the command."""
        self.shown = await interaction.followup.send(
            **card(self._leaves[0]), view=self, ephemeral=True, wait=True
        )

    async def turn(self, interaction: discord.Interaction, by: int) -> None:
        """Show another page."""
        self._leaf = min(max(0, self._leaf + by), len(self._leaves) - 1)
        self._settle()
        shown = card(self._leaves[self._leaf])
        await interaction.response.edit_message(
            content=shown["content"], allowed_mentions=shown["allowed_mentions"], view=self
        )

    def _settle(self) -> None:
        """Close the button that leads nowhere."""
        self._back.disabled = self._leaf == 0
        self._next.disabled = self._leaf == len(self._leaves) - 1


class _Turn(discord.ui.Button[Leafing]):
    def __init__(self, label: str, by: int) -> None:
        super().__init__(label=label)
        self._by = by

    async def callback(self, interaction: discord.Interaction) -> None:
        """Turn the page."""
        await view_of(self).turn(interaction, self._by)
