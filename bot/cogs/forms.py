"""Forms that Discord shows over everything else, which leave nobody without an answer."""

from typing import Any

import discord
from discord import ui

from bot.correspondents import Caller
from bot.errors import apologise


class Form(ui.Modal):
    """A form; it goes with the program that has shown it."""

    async def on_error(  # type: ignore[override] # discord.py's own has no item either
        self, interaction: discord.Interaction[Any], error: Exception, /
    ) -> None:
        """Tell whoever has filled it in that it did not work."""
        await apologise(Caller(interaction, privately=True), error, doing="form")
