"""Other words: a question that met silence, asked once more in a form that holds it."""

from typing import Any, Protocol

import discord
from discord import ui

from bot.cogs.answers.recalling import Pressed
from bot.cogs.forms import Form
from bot.controls import Tag
from bot.errors import admitted
from bot.translation import gettext as _
from bot.wording import answers as wording

# What a member can type into a message without paying for it.
_LONGEST = 2000


class Ask(Protocol):
    """What answers words that were typed."""

    async def __call__(self, interaction: Pressed, typed: str, *, privately: bool) -> None:
        """Answer them."""
        ...


async def reword(pressed: Pressed, tag: Tag, ask: Ask) -> None:
    """Show a form that holds the question."""
    await pressed.response.send_modal(OtherWords(tag.asked, ask, privately=_is_private(pressed)))


class OtherWords(Form):
    """The form in which a member asks in other words."""

    def __init__(self, asked: str, ask: Ask, *, privately: bool) -> None:
        super().__init__(title=_(wording.REWORD_TITLE))
        self._ask = ask
        self._privately = privately
        self._words = ui.TextInput[Any](
            style=discord.TextStyle.paragraph,
            default=asked or None,
            max_length=_LONGEST,
            custom_id="words",
        )
        self.add_item(ui.Label(text=_(wording.REWORD_LABEL), component=self._words))

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Let through who does not ask too much."""
        return await admitted(interaction)

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Ask, as by command."""
        await self._ask(interaction, self._words.value, privately=self._privately)


def _is_private(pressed: Pressed) -> bool:
    """Tell whether the silence was for one member alone; what follows it is then too."""
    return pressed.message is not None and pressed.message.flags.ephemeral
