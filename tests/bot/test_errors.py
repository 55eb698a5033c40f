import re
from collections.abc import Iterator
from typing import Any

import aiohttp
import discord
import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot.errors import CannotStart, IntentRefused, refusal
from tests.bot.conftest import Stage
from tests.bot.fakes import quote

SECRET = "the password is hunter2"  # noqa: S105 - so that nobody misses it in a reply


@pytest.fixture
def logged() -> Iterator[list[EventDict]]:
    with capture_logs() as entries:
        yield entries


def break_down() -> None:
    raise RuntimeError(SECRET)


def reference_in(sentence: str) -> str:
    found = re.search(r"\b[A-Z2-7]{6}\b", sentence)
    assert found
    return found.group()


async def test_a_fault_is_one_kind_sentence_with_the_id_of_its_traceback(
    stage: Stage, logged: list[EventDict]
) -> None:
    stage.library.before_answering = break_down

    await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")

    [sentence] = stage.said()
    [fault] = [entry for entry in logged if entry["event"] == "fault"]
    assert fault["reference"] == reference_in(sentence)
    assert isinstance(fault["exc_info"], RuntimeError)
    assert SECRET not in sentence
    assert [str(error) for error in stage.env.errors] == [SECRET]


async def test_a_fault_behind_a_command_is_told_in_its_deferred_answer(
    stage: Stage, logged: list[EventDict]
) -> None:
    stage.library.before_answering = break_down

    result = await stage.ann.slash(stage.channel, "ask", question="is R2 late?")

    assert result.response is not None
    [fault] = [entry for entry in logged if entry["event"] == "fault"]
    assert fault["reference"] == reference_in(result.response.content)
    assert SECRET not in result.response.content
    assert stage.env.errors


async def test_after_a_fault_the_next_question_is_answered(stage: Stage) -> None:
    stage.library.before_answering = break_down
    await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
    stage.library.before_answering = lambda: None

    await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")

    assert stage.said()[-1].startswith("> R2")
    assert stage.env.errors


async def test_a_command_that_came_too_late_is_a_line_in_the_log_and_no_fault(
    stage: Stage, logged: list[EventDict]
) -> None:
    stage.env.inject_error("POST", "/interactions/*/callback", status=404, code=10062, times=None)

    await stage.ann.slash(stage.channel, "ask", question="is R2 late?")

    assert [entry["event"] for entry in logged][-1:] == ["an interaction was taken too late"]
    assert "fault" not in [entry["event"] for entry in logged]
    assert stage.env.errors


async def test_failing_to_show_typing_does_not_cost_the_answer(stage: Stage) -> None:
    stage.env.inject_error("POST", "/channels/*/typing", status=403, code=50013, times=None)

    await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")

    assert stage.said()[0].startswith("> R2")


@pytest.mark.parametrize(("status", "code"), [(400, 50035), (403, 160002)])
async def test_where_a_reply_is_refused_the_answer_is_simply_written(
    stage: Stage, status: int, code: int
) -> None:
    stage.env.inject_error("POST", "/channels/*/messages", status=status, code=code)

    await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")

    answer = stage.channel.last_message
    assert answer is not None
    assert answer.content.startswith("> R2")
    assert answer.reference is None


async def test_a_reply_asks_discord_to_bear_with_a_question_that_was_deleted(stage: Stage) -> None:
    await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")

    [sent] = stage.payloads("/messages")
    assert sent["message_reference"]["fail_if_not_exists"] is False
    assert sent["allowed_mentions"]["parse"] == []
    assert sent["allowed_mentions"]["replied_user"] is False


async def test_where_the_bot_may_not_write_it_gives_up_with_a_log_line(
    stage: Stage, logged: list[EventDict]
) -> None:
    stage.env.inject_error("POST", "/channels/*/messages", status=403, code=50013, times=None)
    stage.library.quotes = (quote("x " * 1500),)

    await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")

    assert stage.said() == []
    assert [entry["event"] for entry in logged] == ["a reply was not delivered"]


def http_error(kind: type[discord.HTTPException], status: int) -> discord.HTTPException:
    class Response:
        reason = "because"

        def __init__(self) -> None:
            self.status = status

    response: Any = Response()  # Any: as much of aiohttp's class as the error reads
    return kind(response, "<html>\nno")


def closed(code: int) -> discord.ConnectionClosed:
    socket: Any = None  # Any: the code is given, so the socket is not asked for it
    return discord.ConnectionClosed(socket, shard_id=0, code=code)


@pytest.mark.parametrize("error", [discord.LoginFailure("Improper token"), closed(4004)])
def test_a_token_that_discord_rejects_is_the_operators_to_mend(error: Exception) -> None:
    reason = refusal(error)

    assert isinstance(reason, CannotStart)
    assert reason.exit_code == 2
    assert "DISCORD_TOKEN" in str(reason)
    assert "\n" not in str(reason)


@pytest.mark.parametrize(
    "error",
    [
        aiohttp.ClientConnectionError(SECRET),
        ConnectionRefusedError(SECRET),
        TimeoutError(),
        http_error(discord.DiscordServerError, 503),
        closed(4013),
        discord.GatewayNotFound(),  # type: ignore[no-untyped-call]  # discord.py left it so
    ],
)
def test_no_way_to_discord_is_one_line_and_exit_1(error: Exception) -> None:
    reason = refusal(error)

    assert isinstance(reason, CannotStart)
    assert reason.exit_code == 1
    assert "\n" not in str(reason)
    assert SECRET not in str(reason)


def test_a_refused_intent_is_told_apart_and_a_bug_stays_a_bug() -> None:
    bug = KeyError("x")

    assert isinstance(refusal(discord.PrivilegedIntentsRequired(None)), IntentRefused)
    assert refusal(bug) is bug
