"""/ask over the wire: acknowledged in time, answered once, and calm when the token has died."""

import pytest
from structlog.typing import EventDict

from tests.loopback.allowances import shown_text
from tests.loopback.checks import (
    CALLBACK,
    EDIT_REPLY,
    FOLLOW_UP,
    QUOTE,
    every_question_was_answered_once,
)
from tests.loopback.rest_interactions import ANSWER_WITHIN_S, DEFERRED, TOKEN_LIVES_S
from tests.loopback.server import LoopbackDiscord

pytestmark = pytest.mark.usefixtures("online")

ANSWERING = (FOLLOW_UP, EDIT_REPLY)


async def test_ask_is_deferred_and_then_answered(server: LoopbackDiscord) -> None:
    used = server.use("ask", question="Is the model the moat?")

    await server.until(lambda: used.original)
    assert used.callback is not None
    assert used.callback["type"] == DEFERRED
    assert used.original is not None
    assert QUOTE in shown_text(used.original.body)
    assert used.original.pings == ()


async def test_a_429_while_answering_a_command_is_waited_for_and_the_answer_arrives_once(
    server: LoopbackDiscord,
) -> None:
    for route in ANSWERING:
        server.fail_next(route, status=429, retry_after=0.2)
    used = server.use("ask", question="Is the model the moat?")

    await server.until(lambda: used.original)
    assert answering_statuses(server) == [429, 200]
    assert used.followups == []


async def test_a_command_that_was_taken_too_late_is_logged_and_the_bot_goes_on_answering(
    server: LoopbackDiscord, logs: list[EventDict]
) -> None:
    with server.holding(CALLBACK) as gate:
        used = server.use("ask", question="Is the model the moat?")
        await server.until(lambda: gate.waiting)
        server.clock.advance(ANSWER_WITHIN_S + 1)

    await server.until(lambda: server.journal.on(CALLBACK))
    assert await every_question_was_answered_once(server, 0)
    assert used.callback is None
    [line] = warnings(logs)
    assert "Unknown interaction" in line["reason"]
    assert not [line for line in logs if line["log_level"] == "error"]


async def test_an_expired_token_is_logged_and_the_bot_goes_on_answering(
    server: LoopbackDiscord, logs: list[EventDict]
) -> None:
    with server.holding(FOLLOW_UP) as one, server.holding(EDIT_REPLY) as other:
        used = server.use("ask", question="Is the model the moat?")
        await server.until(lambda: one.waiting or other.waiting)
        server.clock.advance(TOKEN_LIVES_S + 1)

    await server.until(lambda: answering_statuses(server))
    assert answering_statuses(server)[0] == 401
    assert used.original is None
    assert await every_question_was_answered_once(server, 0)
    assert "Invalid Webhook Token" in warnings(logs)[0]["reason"]


async def test_a_webhook_that_discord_no_longer_knows_is_logged_and_the_bot_goes_on_answering(
    server: LoopbackDiscord, logs: list[EventDict]
) -> None:
    for route in ANSWERING:
        server.fail_next(route, status=404, code=10015, message="Unknown Webhook", times=5)
    used = server.use("ask", question="Is the model the moat?")

    await server.until(lambda: answering_statuses(server))
    assert used.original is None
    assert await every_question_was_answered_once(server, 0)
    assert "Unknown Webhook" in warnings(logs)[0]["reason"]


def answering_statuses(server: LoopbackDiscord) -> list[int]:
    return [one.status for one in server.journal.exchanges if one.route in ANSWERING]


def warnings(logs: list[EventDict]) -> list[EventDict]:
    return [line for line in logs if line["log_level"] == "warning"]
