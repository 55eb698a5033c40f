"""A Discord per test, the unmodified bot pointed at it, and no way out to the real network."""

import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot.client import PullquoteBot
from bot.desk import Desk
from bot.registration import Registration
from bot.state import State, open_state
from tests.bot.fakes import FakeLibrary, opened, quote
from tests.limits.watching import Watch
from tests.loopback.checks import QUOTE
from tests.loopback.journal import PATIENCE_S
from tests.loopback.pointing import point_at, running, skip_waits
from tests.loopback.server import LoopbackDiscord


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches for another machine fails, whatever the network would have said."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: tuple[str, int]) -> None:
        assert address[0] == "127.0.0.1", f"a test reached for {address}"
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_here)


@pytest.fixture
def shards() -> int:
    """How many shards Discord tells the bot to use."""
    return 1


@pytest.fixture
async def server(shards: int, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord(shards=shards) as server:
        point_at(server, monkeypatch.setattr)
        skip_waits(monkeypatch.setattr)
        yield server
        watch = Watch()
        for sent in server.journal.exchanges:
            watch.see(sent.route.split(" ")[0], sent.path, sent.body)
        assert watch.found == []


@pytest.fixture
def doors() -> threading.Event:
    """While a test keeps these shut (`doors.clear()`), the library does not get to answer."""
    doors = threading.Event()
    doors.set()
    return doors


@pytest.fixture
def library(doors: threading.Event) -> FakeLibrary:
    def wait_outside() -> None:
        doors.wait(PATIENCE_S)

    library = FakeLibrary(quote(QUOTE))
    library.before_answering = wait_outside
    return library


@pytest.fixture
def desk(library: FakeLibrary, doors: threading.Event) -> Iterator[Desk]:
    desk = opened(library)
    yield desk
    doors.set()
    desk.close(timeout=PATIENCE_S)


@pytest.fixture
def registration(tmp_path: Path) -> Registration:
    return Registration(tmp_path / "commands")


@pytest.fixture
async def state(tmp_path: Path) -> AsyncIterator[State]:
    async with aclosing(open_state("", tmp_path, days=30)) as state:
        yield state


@pytest.fixture
def bot(desk: Desk, state: State, registration: Registration) -> PullquoteBot:
    return PullquoteBot(desk=desk, state=state, registration=registration)


@pytest.fixture
def logs() -> Iterator[list[EventDict]]:
    """The lines that the bot logs."""
    with capture_logs() as lines:
        yield lines


@pytest.fixture
async def online(server: LoopbackDiscord, bot: PullquoteBot) -> AsyncIterator[PullquoteBot]:
    """The bot, identified with the server, and closed when the test is over."""
    async with running(bot, server):
        yield bot
