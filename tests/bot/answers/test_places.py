"""Where commands can be used, and what is shown where the bot is no member."""

from typing import Any

import pytest

from tests.bot.conftest import Stage

IN_SERVERS = {"Keep as answer", "daily", "gaps", "setup", "sources", "stats"}


async def test_what_manages_a_server_is_for_servers_and_the_rest_for_everywhere(
    stage: Stage,
) -> None:
    for command in stage.bot.tree.get_commands():
        # Any: as JSON is.
        payload: dict[str, Any] = command.to_dict(stage.bot.tree)
        everywhere = command.name not in IN_SERVERS
        assert payload["integration_types"] == ([0, 1] if everywhere else [0]), command.name
        assert payload["contexts"] == ([0, 1, 2] if everywhere else [0]), command.name


async def test_that_is_what_discord_is_told(stage: Stage) -> None:
    [call] = [call for call in stage.env.http_requests if call.path.endswith("/commands")]
    registered = {one["name"]: one for one in call.json or ()}

    assert registered["ask"]["integration_types"] == [0, 1]
    assert registered["Find sources"]["contexts"] == [0, 1, 2]
    assert registered["sources"]["integration_types"] == [0]


@pytest.mark.parametrize("name", ["ask", "digest", "person", "episode", "privacy"])
async def test_commands_for_members_are_offered_in_direct_messages(stage: Stage, name: str) -> None:
    assert any(
        offered.split()[0].strip("/") == name for offered in stage.ann.user.available_commands()
    )
