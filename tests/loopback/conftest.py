"""A Discord per test, the unmodified bot pointed at it, and no way out to the real network."""

import socket
from collections.abc import AsyncIterator

import pytest

from tests.loopback.pointing import point_at, running, skip_waits
from tests.loopback.server import LoopbackDiscord
from tests.loopback.stand_in import StandIn


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
    return 1


@pytest.fixture
async def server(shards: int, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord(shards=shards) as server:
        point_at(server, monkeypatch)
        skip_waits(monkeypatch)
        yield server


@pytest.fixture
def bot() -> StandIn:
    return StandIn()


@pytest.fixture
async def online(server: LoopbackDiscord, bot: StandIn) -> AsyncIterator[StandIn]:
    """The bot, identified with the server, and closed when the test is over."""
    async with running(bot, server):
        yield bot
