"""The two buttons between /sources remove and a source's end."""

import contextlib
from collections.abc import Awaitable, Callable

import discord

from bot.cards import FAILURES, Caller, cards
from bot.errors import apologise
from bot.parts import Reply
from bot.wording import sources as wording

# Seconds that somebody may think about removing.
_THINKING = 180.0
Remove = Callable[[discord.Interaction], Awaitable[Reply]]


class Confirmation(discord.ui.View):
    """Two buttons, which go away once one is pressed or nobody has for a while."""

    def __init__(self, remove: Remove) -> None:
        """`remove` looks once more whether it may, removes, and returns what is said then."""
        super().__init__(timeout=_THINKING)
        self._remove = remove
        self._asked: discord.Interaction | None = None

    async def ask(self, interaction: discord.Interaction, reply: Reply) -> None:
        """Ask whoever used the command; nobody else sees the buttons."""
        self._asked = interaction
        [card] = cards(reply)
        await interaction.followup.send(**card, view=self, ephemeral=True)

    @discord.ui.button(label=wording.REMOVE_BUTTON, style=discord.ButtonStyle.danger)
    async def remove(
        self, interaction: discord.Interaction, _: "discord.ui.Button[Confirmation]"
    ) -> None:
        """Remove; that may take longer than Discord waits."""
        await interaction.response.defer()
        if not self.is_finished():  # somebody pressed twice; the first press counts
            self.stop()
            await _settle(interaction, await self._remove(interaction))

    @discord.ui.button(label=wording.KEEP_BUTTON, style=discord.ButtonStyle.secondary)
    async def keep(
        self, interaction: discord.Interaction, _: "discord.ui.Button[Confirmation]"
    ) -> None:
        """Leave everything as it is."""
        await interaction.response.defer()
        if not self.is_finished():
            self.stop()
            await _settle(interaction, wording.KEPT)

    async def on_error(
        self,
        interaction: discord.Interaction,
        error: Exception,
        _: "discord.ui.Item[Confirmation]",
        /,
    ) -> None:
        """Tell whoever pressed that it did not work."""
        await apologise(Caller(interaction, privately=True), error, doing="button")

    async def on_timeout(self) -> None:
        """Take the buttons away, which lead nowhere any more."""
        if self._asked is not None:
            with contextlib.suppress(*FAILURES):
                await self._asked.edit_original_response(view=None)


async def _settle(interaction: discord.Interaction, reply: Reply) -> None:
    [card] = cards(reply)
    await interaction.edit_original_response(
        content=card["content"], view=None, allowed_mentions=card["allowed_mentions"]
    )
