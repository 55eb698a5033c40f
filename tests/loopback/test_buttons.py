"""A button outlives the process that sent it: pressed after a restart, it still works."""

import re
from typing import Any, Self

import discord
import pytest
from discord import ui

from tests.loopback.pointing import running
from tests.loopback.rest_interactions import UPDATE
from tests.loopback.server import LoopbackDiscord

BUTTON = "more:7"


class More(ui.DynamicItem[ui.Button[ui.View]], template=r"more:(?P<page>\d+)"):
    """A button that knows its page by its custom_id alone."""

    def __init__(self, page: int) -> None:
        super().__init__(ui.Button(label="More", custom_id=f"more:{page}"))
        self.page = page

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003 - discord.py's signature
        item: ui.Item[Any],  # noqa: ARG003 - as above
        match: re.Match[str],
        /,
    ) -> Self:
        return cls(int(match["page"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.edit_message(content=f"page {self.page}")


class Paging(discord.AutoShardedClient):
    async def setup_hook(self) -> None:
        self.add_dynamic_items(More)

    async def send_page(self, channel_id: int) -> None:
        view = ui.View()
        view.add_item(More(7))
        await self.get_partial_messageable(channel_id).send("page 6", view=view)


@pytest.fixture
def paging() -> tuple[Paging, Paging]:
    """The same client twice: before and after a restart."""
    intents = discord.Intents.default()
    return Paging(intents=intents), Paging(intents=intents)


async def test_a_button_pressed_after_a_restart_still_works(
    server: LoopbackDiscord, paging: tuple[Paging, Paging]
) -> None:
    before, after = paging
    async with running(before, server):
        await before.send_page(server.world.general.id)
        (sent,) = await server.replies()

    async with running(after, server):
        pressed = server.press(sent, BUTTON)
        await server.until(lambda: pressed.callback)

    assert pressed.callback is not None
    assert pressed.callback["type"] == UPDATE
    assert sent.content == "page 7"
