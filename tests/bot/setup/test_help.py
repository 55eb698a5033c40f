"""/help for members and for those who run a server."""

import re

import simcord

from bot.state import State
from tests.bot.conftest import Stage
from tests.bot.fakes import EXAMPLES


async def helped(stage: Stage, who: simcord.MemberActor) -> str:
    result = await who.slash(stage.channel, "help")
    assert result.response is not None
    assert result.response.ephemeral
    assert not result.followups
    return result.response.content


async def test_a_member_is_told_how_to_ask_with_commands_to_click(stage: Stage) -> None:
    told = await helped(stage, stage.ann)

    assert "Mention me with a question" in told
    assert EXAMPLES[0].rstrip("?") in told
    numbers = {command.name: command.id for command in await stage.bot.tree.fetch_commands()}
    assert f"</ask:{numbers['ask']}>" in told
    assert f"</privacy show:{numbers['privacy']}>" in told
    assert "setup" not in told


async def test_in_a_direct_message_nobody_is_told_to_mention_it(stage: Stage) -> None:
    result = await stage.ann.user.slash("help")
    await stage.ann.user.send_dm("hi")

    assert result.response is not None
    for told in (result.response.content, stage.said(stage.ann.user.dm_channel)[-1]):
        assert "Just write to me" in told
        assert "ention me" not in told


async def test_who_runs_the_server_is_told_of_its_commands_too(
    stage: Stage, manager: simcord.MemberActor, state: State
) -> None:
    role = stage.guild.create_role("editors")
    pat = stage.guild.add_member(stage.env.create_user("pat"), roles=[role])
    await state.preferences.change(stage.guild.id, managers={role.id})

    for who in (manager, pat):
        told = await helped(stage, who)
        assert re.search(r"</setup:\d+>", told)
        assert "</gaps:" in told


async def test_it_fits_one_screen_of_a_phone(stage: Stage, manager: simcord.MemberActor) -> None:
    shown = re.sub(r":\d+>", "", await helped(stage, manager))

    assert len(shown) <= 1000


async def test_every_command_that_it_names_can_be_used(
    stage: Stage, manager: simcord.MemberActor
) -> None:
    named = re.findall(r"</([^:]+):\d+>", await helped(stage, manager))

    known = {one.qualified_name for one in stage.bot.tree.walk_commands()}
    assert len(named) == 10
    assert set(named) <= known


async def test_where_discord_does_not_tell_their_numbers_they_are_named_all_the_same(
    stage: Stage,
) -> None:
    stage.env.inject_error("GET", "/applications/*/commands", status=500)

    told = await helped(stage, stage.ann)

    assert "/digest" in told
    assert "</" not in told


async def test_it_helps_in_a_direct_message(stage: Stage) -> None:
    result = await stage.ann.user.slash("help")

    assert result.response is not None
    assert "Just write to me" in result.response.content
