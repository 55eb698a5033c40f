"""Links break and sessions end: no question is lost that Discord kept, none answered twice."""

import pytest

from tests.loopback.checks import every_question_was_answered_once
from tests.loopback.gateway import IDENTIFY, RESUME
from tests.loopback.server import LoopbackDiscord

pytestmark = pytest.mark.usefixtures("online")


@pytest.mark.parametrize("code", [None, 4000], ids=["link lost", "closed with 4000"])
async def test_after_a_dropped_socket_the_question_missed_in_between_is_answered_once(
    server: LoopbackDiscord, code: int | None
) -> None:
    server.drop(code)
    server.mention("Asked while nobody listened?")

    await server.replies()
    assert len(server.gateway.received_ops(RESUME)) == 1
    assert len(server.gateway.received_ops(IDENTIFY)) == 1
    assert server.gateway.connections[-1].path == "/gateway/resume"
    assert await every_question_was_answered_once(server, 1)


async def test_a_gateway_that_asks_for_it_is_left_and_resumed(server: LoopbackDiscord) -> None:
    server.ask_to_reconnect()
    server.mention("Asked on the way out?")

    await server.replies()
    await server.until(lambda: server.gateway.received_ops(RESUME))
    assert await every_question_was_answered_once(server, 1)


async def test_a_question_answered_just_before_the_drop_is_not_answered_again(
    server: LoopbackDiscord,
) -> None:
    server.mention("Asked before?")
    await server.replies()

    server.drop()
    await server.until(lambda: server.gateway.received_ops(RESUME))
    assert await every_question_was_answered_once(server, 1)


async def test_after_an_invalid_session_the_bot_identifies_again_and_answers(
    server: LoopbackDiscord,
) -> None:
    server.invalidate()
    await server.until(lambda: len(server.gateway.received_ops(IDENTIFY)) == 2)

    assert server.gateway.received_ops(RESUME) == []
    assert await every_question_was_answered_once(server, 0)


async def test_a_session_that_timed_out_is_not_resumed_but_begun_anew(
    server: LoopbackDiscord,
) -> None:
    server.drop(4009)
    await server.until(lambda: len(server.gateway.received_ops(IDENTIFY)) == 2)

    assert await every_question_was_answered_once(server, 0)
