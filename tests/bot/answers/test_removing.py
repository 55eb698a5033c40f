from pathlib import Path

import discord

from bot.desk import Desk
from bot.state import State
from tests.bot.answers.conversing import asked, restart, told
from tests.bot.conftest import Stage
from tests.bot.fakes import quote

LONG = tuple(quote(f"Number {n} " + "x" * 1500) for n in range(4))


async def test_whoever_asked_removes_all_messages_of_an_answer(
    stage: Stage, desk: Desk, state: State, tmp_path: Path
) -> None:
    stage.library.quotes = LONG
    message = await asked(stage)
    assert len(stage.said()) == 4
    await restart(stage, desk, state, tmp_path)

    await stage.ann.click(message, label="🗑")

    assert stage.said() == []


async def test_a_moderator_may_too_and_nobody_else(stage: Stage) -> None:
    permissions = discord.Permissions(manage_messages=True)
    role = stage.guild.create_role("moderators", permissions=permissions)
    moderator = stage.guild.add_member(stage.env.create_user("mo"), roles=[role])
    message = await asked(stage)

    refused = await stage.eve.click(message, label="🗑")
    assert "Only whoever asked, or a moderator" in told(refused)
    assert message.content in stage.said()

    await moderator.click(message, label="🗑")
    assert message.content not in stage.said()


async def test_an_answer_to_a_command_goes_and_its_question_is_forgotten(
    stage: Stage, state: State
) -> None:
    result = await stage.ann.slash(stage.channel, "ask", question="is R2 late?")
    assert result.response is not None
    [_] = await state.questions.asked_by(stage.ann.id)

    await stage.ann.click(result.response, label="🗑")

    assert stage.said() == []
    assert await state.questions.asked_by(stage.ann.id) == []


async def test_a_page_that_is_gone_already_is_no_fault(stage: Stage) -> None:
    stage.library.quotes = LONG
    message = await asked(stage)
    first = next(one for one in stage.channel.history() if one.author == stage.bot.user)
    await first.delete()

    pressed = await stage.ann.click(message, label="🗑")

    assert stage.said() == []
    assert told(pressed) == ""


async def test_where_discord_keeps_a_page_the_member_is_told(stage: Stage) -> None:
    stage.library.quotes = LONG
    message = await asked(stage)
    stage.env.inject_error("DELETE", "/channels/*/messages/*", status=403, times=9)

    pressed = await stage.ann.click(message, label="🗑")

    assert "did not let me remove all of it" in told(pressed)
