"""What stands under an answer and goes away once nobody has used it for a while."""

import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import discord

from bot.cards import FAILURES, Card, cards
from bot.cogs.tongue import speak_to
from bot.correspondents import Caller
from bot.errors import apologise
from bot.parts import Reply
from bot.translation import gettext as _

# Seconds; Discord lets us change what only one member sees for a quarter of an hour.
MENUS_OPEN = 840.0
# Seconds that somebody may think about what cannot be undone.
_THINKING = 180.0


class Fading(discord.ui.View):
    """Menus or buttons that only whoever used the command sees."""

    def __init__(self, seconds: float) -> None:
        super().__init__(timeout=seconds)
        self.shown: discord.WebhookMessage | None = None

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Let whoever sees them use them, and answer in their language."""
        speak_to(interaction, privately=True)
        return True

    async def show(self, interaction: discord.Interaction, reply: Reply) -> None:
        """Show them under a reply, to whoever used the command."""
        await self.show_cards(interaction, cards(reply))

    async def show_cards(self, interaction: discord.Interaction, written: Sequence[Card]) -> None:
        """Show them under a reply that has been written."""
        first, *rest = written
        self.shown = await interaction.followup.send(**first, view=self, ephemeral=True, wait=True)
        for card in rest:
            await interaction.followup.send(**card, ephemeral=True)

    async def renew(
        self, interaction: discord.Interaction, reply: Reply, view: "Fading | None"
    ) -> None:
        """Write something else in the place of what stands above, with `view` under it."""
        await self.renew_cards(interaction, cards(reply), view)

    async def renew_cards(
        self, interaction: discord.Interaction, written: Sequence[Card], view: "Fading | None"
    ) -> None:
        """Put what has been written in the place of what stands above, with `view` under it."""
        if view is not None:
            view.shown = self.shown
        first, *rest = written
        await interaction.edit_original_response(
            content=first["content"], view=view, allowed_mentions=first["allowed_mentions"]
        )
        for card in rest:
            await interaction.followup.send(**card, ephemeral=True)

    async def on_error(
        self, interaction: discord.Interaction, error: Exception, _: "discord.ui.Item[Fading]", /
    ) -> None:
        """Tell whoever used it that it did not work."""
        await apologise(Caller(interaction, privately=True), error, doing="menu or button")

    async def on_timeout(self) -> None:
        """Take away what leads nowhere any more."""
        if self.shown is not None:
            with contextlib.suppress(*FAILURES):
                await self.shown.edit(view=None)


@dataclass(frozen=True, slots=True)
class Labels:
    """What the two buttons say, in English, and what is said where nothing is done."""

    do: str
    keep: str
    kept: Reply


class Confirmation(Fading):
    """Two buttons before something that cannot be undone; the first press counts."""

    def __init__(
        self, labels: Labels, do: Callable[[discord.Interaction], Awaitable[Reply]]
    ) -> None:
        """`do` looks once more whether it may, does it, and returns what is said then."""
        super().__init__(_THINKING)

        async def keep(_: discord.Interaction) -> Reply:
            return labels.kept

        self.add_item(_Button(_(labels.do), discord.ButtonStyle.danger, do))
        self.add_item(_Button(_(labels.keep), discord.ButtonStyle.secondary, keep))


class _Button(discord.ui.Button[Confirmation]):
    def __init__(
        self,
        label: str,
        style: discord.ButtonStyle,
        do: Callable[[discord.Interaction], Awaitable[Reply]],
    ) -> None:
        super().__init__(label=label, style=style)
        self._do = do

    async def callback(self, interaction: discord.Interaction) -> None:
        """Do it, which may take longer than Discord waits."""
        await interaction.response.defer()
        view = self.view
        if view is None or view.is_finished():  # somebody pressed twice
            return
        view.stop()
        await view.renew(interaction, await self._do(interaction), None)
