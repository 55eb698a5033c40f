from collections.abc import Iterator
from typing import Any

import discord
import pytest
import simcord
from simcord.components import walk_components
from structlog.testing import capture_logs

from tests.bot.conftest import Stage


@pytest.fixture
def manager(stage: Stage) -> simcord.MemberActor:
    role = stage.guild.create_role("manager", permissions=discord.Permissions(manage_guild=True))
    return stage.guild.add_member(stage.env.create_user("may"), roles=[role])


class Opened:
    """A panel as somebody sees it, who presses and chooses in it."""

    def __init__(self, who: simcord.MemberActor, result: simcord.InteractionResult) -> None:
        self.who = who
        self.response = result.response

    @property
    def components(self) -> list[dict[str, Any]]:  # Any: as JSON is
        assert self.response is not None
        return list(walk_components(self.response.components))

    @property
    def text(self) -> str:
        """All that it says."""
        return "\n".join(one["content"] for one in self.components if "content" in one)

    def beside(self, page: str) -> str:
        """What stands beside the button that leads to a page."""
        for one in self.components:
            if one["type"] == 9 and one["accessory"]["custom_id"] == f"setup:go:{page}":
                return "\n".join(each["content"] for each in one["components"])
        raise AssertionError(f"no page {page}")

    def menu(self, name: str) -> dict[str, Any]:
        """A menu by its setting."""
        [found] = [one for one in self.components if one.get("custom_id") == f"setup:{name}"]
        return found

    async def go(self, page: str) -> simcord.InteractionResult:
        assert self.response is not None
        return await self.who.click(self.response.message, custom_id=f"setup:go:{page}")

    async def press(self, name: str) -> simcord.InteractionResult:
        assert self.response is not None
        return await self.who.click(self.response.message, custom_id=f"setup:{name}")

    async def choose(self, name: str, *values: Any) -> simcord.InteractionResult:
        """Choose roles and channels by themselves, all else by its label."""
        assert self.response is not None
        labels = {one["label"]: one["value"] for one in self.menu(name).get("options", ())}
        chosen = [labels[one] if isinstance(one, str) else one for one in values]
        return await self.who.select(self.response.message, chosen, custom_id=f"setup:{name}")


async def opened(stage: Stage, who: simcord.MemberActor) -> Opened:
    result = await who.slash(stage.channel, "setup")
    assert result.response is not None
    assert result.response.ephemeral
    return Opened(who, result)


@pytest.fixture
def logged() -> Iterator[list[Any]]:
    with capture_logs() as entries:
        yield entries
