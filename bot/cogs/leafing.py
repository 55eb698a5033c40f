"""A long answer that one member leafs through: a page at a time, and buttons under it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

import discord

from bot.cards import Card
from bot.cogs.certain import view_of
from bot.cogs.fading import MENUS_OPEN, Fading
from bot.translation import gettext as _
from bot.wording import gaps as wording


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page, the one at `number` (from 0) of `count`, with what stands under it besides."""

    cards: Sequence[Card]
    number: int
    count: int
    # Any: they stand in whatever view.
    items: Sequence[discord.ui.Item[Any]] = ()


# Returns the page at a place, or the last one where there are fewer by now.
Draw = Callable[[discord.Interaction, int], Awaitable[Leaf]]


class Leafing(Fading):
    """Pages with a button to each side of them, where there are several."""

    def __init__(self, draw: Draw) -> None:
        super().__init__(MENUS_OPEN)
        self._draw = draw
        self._number = 0
        # The same ones on every page, so that pressing twice in a hurry is no error.
        self._back, self._next = _Turn(_(wording.BACK), -1), _Turn(_(wording.NEXT), +1)

    async def open(self, interaction: discord.Interaction) -> None:
        """Show the first page to whoever used the command."""
        await self.show_cards(interaction, await self._drawn(interaction, 0))

    async def turn(self, interaction: discord.Interaction, by: int) -> None:
        """Show another page."""
        await interaction.response.defer()
        await self.go(interaction, max(0, self._number + by))

    async def go(self, interaction: discord.Interaction, number: int) -> None:
        """Show the page at `number`, as it is now, for a press that is acknowledged."""
        await self.renew_cards(interaction, await self._drawn(interaction, number), self)

    async def _drawn(self, interaction: discord.Interaction, number: int) -> Sequence[Card]:
        """Return a page's messages; what leads nowhere is closed."""
        leaf = await self._draw(interaction, number)
        self._number = leaf.number
        self._back.disabled = leaf.number == 0
        self._next.disabled = leaf.number + 1 >= leaf.count
        turning = (self._back, self._next) if leaf.count > 1 else ()
        self.clear_items()
        for item in (*turning, *leaf.items):
            self.add_item(item)
        return leaf.cards


class _Turn(discord.ui.Button[Leafing]):
    def __init__(self, label: str, by: int) -> None:
        super().__init__(label=label)
        self._by = by

    async def callback(self, interaction: discord.Interaction) -> None:
        """Turn the page."""
        await view_of(self).turn(interaction, self._by)
