"""What was asked over the wire? And: wait until it was."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from tests.loopback.world import Json

# Far above what any step takes on a busy machine: it ends a hang, it judges no speed.
PATIENCE_S = 30.0


@dataclass(frozen=True, slots=True)
class Exchange:
    """One HTTP request and its answer. `route` is "METHOD /path/{template}"."""

    route: str
    path: str
    body: Json | list[Json] | None
    status: int
    answer: object


class Journal:
    """All exchanges in order, and a bell that rings when anything happens on the wire."""

    def __init__(self) -> None:
        self.exchanges: list[Exchange] = []
        self.broken: list[Exception] = []  # mistakes of this server, never of the client
        self._bell = asyncio.Event()

    def record(self, exchange: Exchange) -> None:
        self.exchanges.append(exchange)
        self.ring()

    def ring(self) -> None:
        """Wake whoever waits, so that they look again."""
        self._bell.set()
        self._bell = asyncio.Event()

    def on(self, route: str) -> list[Exchange]:
        return [exchange for exchange in self.exchanges if exchange.route == route]

    def statuses(self, route: str) -> list[int]:
        return [exchange.status for exchange in self.on(route)]

    async def until(self, happened: Callable[[], object], patience: float = PATIENCE_S) -> None:
        """Wait for something on the wire to make `happened()` true; no polling.

        After `patience` seconds it raises AssertionError.
        """
        try:
            async with asyncio.timeout(patience):
                while not happened():
                    await self._bell.wait()
        except TimeoutError:
            last = [f"{e.route} -> {e.status}" for e in self.exchanges[-8:]]
            raise AssertionError(f"It never happened. The last requests: {last}") from None
