"""Links break and sessions end: no question is lost that Discord kept, none answered twice."""

import threading

import pytest

from tests.loopback.checks import TYPING, every_question_was_answered_once
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


async def test_a_link_that_breaks_between_question_and_answer_brings_one_answer(
    server: LoopbackDiscord, doors: threading.Event
) -> None:
    doors.clear()
    server.mention("Asked before the link broke?")
    await server.until(lambda: server.journal.on(TYPING))
    server.drop()
    await server.until(lambda: server.gateway.received_ops(RESUME))
    doors.set()

    await server.replies()
    assert await every_question_was_answered_once(server, 1)


async def test_a_command_whose_answer_is_under_way_when_the_link_breaks_is_answered_once(
    server: LoopbackDiscord, doors: threading.Event
) -> None:
    doors.clear()
    used = server.use("ask", question="Asked before the link broke?")
    await server.until(lambda: used.callback)
    server.drop()
    await server.until(lambda: server.gateway.received_ops(RESUME))
    doors.set()

    await server.until(lambda: used.original)
    server.mention("And the last question?")
    assert len(await server.replies(count=2)) == 2
    assert used.followups == []


async def test_a_command_used_while_nobody_listened_is_answered_once_after_the_resume(
    server: LoopbackDiscord,
) -> None:
    server.drop()
    used = server.use("ask", question="Asked while nobody listened?")

    await server.until(lambda: used.original)
    assert len(server.gateway.received_ops(RESUME)) == 1
    assert used.followups == []


async def test_events_that_are_replayed_though_they_were_seen_are_not_answered_again(
    server: LoopbackDiscord,
) -> None:
    server.mention("Asked before?")
    await server.replies()
    server.gateway.replay(2)

    assert await every_question_was_answered_once(server, 1)
