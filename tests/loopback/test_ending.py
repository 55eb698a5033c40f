"""Shutting down: a running answer is finished or apologised for, then the socket closes."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.client import PullquoteBot
from bot.parts import Phrase
from bot.replies import STOPPING
from tests.loopback.allowances import shown_text
from tests.loopback.checks import QUOTE, TYPING
from tests.loopback.journal import PATIENCE_S
from tests.loopback.server import LoopbackDiscord


@asynccontextmanager
async def staying(bot: PullquoteBot, server: LoopbackDiscord) -> AsyncIterator[asyncio.Event]:
    """The bot online as `python -m bot` keeps it, until the event is set or the block ends."""
    stop = asyncio.Event()
    async with asyncio.timeout(PATIENCE_S), bot:
        life = asyncio.create_task(bot.stay_online(server.token, stop))
        await server.until(lambda: server.gateway.sessions)
        yield stop
        stop.set()
        await life


async def test_shutting_down_closes_the_socket_and_ends_the_session(
    server: LoopbackDiscord, bot: PullquoteBot
) -> None:
    async with staying(bot, server):
        pass
    await server.until(lambda: not server.gateway.open_connections())

    assert [one.close_code for one in server.gateway.connections] == [1000]
    assert server.gateway.sessions == {}


async def test_an_answer_that_is_under_way_arrives_before_the_bot_leaves(
    server: LoopbackDiscord, bot: PullquoteBot, doors: threading.Event
) -> None:
    doors.clear()
    async with staying(bot, server) as stop:
        server.mention("Is the model the moat?")
        await server.until(lambda: server.journal.on(TYPING))
        stop.set()
        doors.set()

    (answer,) = server.world.said_by_bot(server.world.general)
    assert QUOTE in shown_text(answer.body)


async def test_an_answer_that_takes_too_long_is_apologised_for(
    server: LoopbackDiscord,
    bot: PullquoteBot,
    doors: threading.Event,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The 2.2 s that a running answer gets would only make this test wait.
    monkeypatch.setattr("bot.client._GRACE", 0.05)
    doors.clear()
    async with staying(bot, server):
        asked = server.mention("Is the model the moat?")
        used = server.use("ask", question="Is the model the moat?")
        await server.until(lambda: server.journal.on(TYPING) and used.callback)

    (sentence,) = STOPPING
    assert isinstance(sentence, Phrase)
    said = server.world.said_by_bot(server.world.general)
    assert [shown_text(apology.body) for apology in said] == [sentence.text] * 2
    assert said[0].reference == asked or said[1].reference == asked
