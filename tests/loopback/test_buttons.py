"""A button outlives the process that sent it: pressed after a restart, it still works."""

from collections.abc import Callable

import pytest

from bot.client import PullquoteBot
from bot.desk import Desk
from bot.registration import Registration
from bot.state import State
from retrieval import Section
from tests.bot.fakes import FakeLibrary, digest, quote
from tests.loopback.allowances import shown_text
from tests.loopback.checks import QUOTE
from tests.loopback.pointing import running
from tests.loopback.server import LoopbackDiscord

Start = Callable[[], PullquoteBot]


@pytest.fixture
def start(desk: Desk, state: State, registration: Registration) -> Start:
    """A new process of the bot: what it had in memory is gone, what it remembers is not."""
    return lambda: PullquoteBot(desk=desk, state=state, registration=registration)


async def test_a_digest_goes_deeper_after_a_restart(
    server: LoopbackDiscord, library: FakeLibrary, start: Start
) -> None:
    library.digested = digest(
        Section("moats", (quote(QUOTE),)), deep_dives=(Section("moats", (quote("Moats leak."),)),)
    )
    async with running(start(), server):
        used = server.use("digest", topic="moats")
        await server.until(lambda: used.original)

    assert used.original is not None
    async with running(start(), server):
        pressed = server.press(used.original, "deeper:medium:0:moats")
        await server.until(lambda: pressed.original)

    assert pressed.original is not None
    assert "Moats leak." in shown_text(pressed.original.body)
