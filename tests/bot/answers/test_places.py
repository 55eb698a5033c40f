"""Where commands can be used, and what is shown where the bot is no member."""

from typing import Any

import discord
import pytest

from bot.audiences import of_server
from bot.state import State
from tests.bot.answers.conversing import R2, beside, labels, told
from tests.bot.answers.elsewhere import Elsewhere
from tests.bot.conftest import Stage
from tests.bot.fakes import quote

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


class TestWhereTheBotIsNoMember:
    async def test_it_answers_whoever_has_installed_it_with_what_is_public(
        self, stage: Stage, state: State
    ) -> None:
        hidden = quote("For members.", audience=of_server(stage.guild.id))
        stage.library.quotes = (R2, hidden)

        answered = await Elsewhere(stage).ask("is R2 late?")

        assert answered.response is not None
        assert "R2 may be late." in answered.response.content
        assert "For members." not in answered.response.content
        assert labels(answered.response) == ["Context", "More", "🗑"]
        assert await state.questions.asked_by(stage.ann.id) == []

    async def test_its_buttons_work_by_answers_to_them_alone(self, stage: Stage) -> None:
        stage.library.quotes = (R2,)
        beside(stage.library, R2, before="They hurried.")
        answered = await Elsewhere(stage).ask("is R2 late?", private=True)
        assert answered.response is not None
        stage.env.inject_error("POST", "/channels/*/messages", status=403, times=9)

        context = await Elsewhere(stage).click(answered.response, "Context")
        await Elsewhere(stage).click(answered.response, "Share")

        assert "They hurried." in told(context)
        [shared] = stage.said()
        assert shared.startswith("-# Shared by ann")

    async def test_an_answer_can_be_removed_there(self, stage: Stage) -> None:
        answered = await Elsewhere(stage).ask("is R2 late?")
        assert answered.response is not None
        stage.env.inject_error("DELETE", "/channels/*/messages/*", status=403, times=9)

        await Elsewhere(stage).click(answered.response, "🗑")

        assert stage.said() == []

    async def test_where_discord_would_show_it_to_nobody_else_nothing_is_shared(
        self, stage: Stage
    ) -> None:
        alone = Elsewhere(stage, discord.Permissions(send_messages=True))
        answered = await alone.ask("is R2 late?", private=True)
        assert answered.response is not None

        pressed = await alone.click(answered.response, "Share")

        assert "may not" in told(pressed)
        assert stage.said() == []
