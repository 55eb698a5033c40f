"""A button under an answer, as it comes back from Discord when it is pressed."""

import re
from typing import Any, Protocol, Self, runtime_checkable

import discord
from discord import ui

from bot.controls import TEMPLATE, Tag
from bot.errors import admitted

COG = "Answers"


@runtime_checkable
class Answering(Protocol):
    """What does what the buttons say."""

    async def press(self, pressed: discord.Interaction[Any], tag: Tag) -> None:
        """Do what a button says."""
        ...


class AnswerButton(ui.DynamicItem[ui.Button[ui.View]], template=TEMPLATE):
    """Known by its id, so that it outlives the program that has written it."""

    def __init__(self, button: ui.Button[ui.View], tag: Tag) -> None:
        super().__init__(button)
        self._tag = tag

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read what a pressed button carries; `interaction` tells nothing that its id does not."""
        del interaction
        assert isinstance(item, ui.Button)  # noqa: S101 - nothing else has such an id
        return cls(item, Tag.of(match))

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Let through who does not ask too much."""
        return await admitted(interaction)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button says."""
        cog = interaction.client.get_cog(COG)
        assert isinstance(cog, Answering)  # noqa: S101 - it is what made the button known
        await cog.press(interaction, self._tag)
