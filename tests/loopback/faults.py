"""What goes wrong on purpose? Failures scripted ahead of a request, and requests held back."""

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field

from tests.loopback.world import Json

TOO_MANY = 429
# discord.py takes a 429 without `Via` for Cloudflare's ban, and raises instead of waiting.
VIA = {"Via": "1.1 google"}


@dataclass(frozen=True, slots=True)
class Fault:
    status: int
    body: Json
    headers: dict[str, str] = field(default_factory=dict)
    retry_after: float | None = None
    takes_effect: bool = False


@dataclass(slots=True)
class Gate:
    """Where held requests stand, and how many."""

    opened: asyncio.Event = field(default_factory=asyncio.Event)
    waiting: int = 0


class Faults:
    """The next failures by route. A 429 also shuts its route until `retry_after` has passed,
    so a client that knocks early is refused again, and the statuses tell that it did.
    """

    def __init__(self, ring: Callable[[], None]) -> None:
        self._ring = ring
        self._planned: dict[str, deque[Fault]] = defaultdict(deque)
        self._shut_until: dict[str, float] = {}
        self._held: dict[str, Gate] = {}
        self._withheld: dict[str, Gate] = {}

    def plan(self, route: str, fault: Fault, times: int = 1) -> None:
        self._planned[route].extend([fault] * times)

    def due(self, route: str) -> Fault | None:
        """The failure that this request meets, if any."""
        if (left := self._shut_until.get(route, 0.0) - time.monotonic()) > 0:
            return too_many(left)
        if not self._planned[route]:
            return None
        fault = self._planned[route].popleft()
        if fault.retry_after:
            self._shut_until[route] = time.monotonic() + fault.retry_after
        return fault

    def holding(self, route: str) -> AbstractContextManager[Gate]:
        """Let requests to `route` wait, unanswered and without effect, until the block ends."""
        return _kept_in(self._held, route)

    def withholding(self, route: str) -> AbstractContextManager[Gate]:
        """Let answers of `route` wait, after the request has taken effect, until the block ends."""
        return _kept_in(self._withheld, route)

    async def wait_if_held(self, route: str) -> None:
        await self._wait_at(self._held.get(route))

    async def wait_if_withheld(self, route: str) -> None:
        await self._wait_at(self._withheld.get(route))

    async def _wait_at(self, gate: Gate | None) -> None:
        if gate is not None:
            gate.waiting += 1
            self._ring()
            await gate.opened.wait()


@contextmanager
def _kept_in(gates: dict[str, Gate], route: str) -> Iterator[Gate]:
    gates[route] = gate = Gate()
    try:
        yield gate
    finally:
        del gates[route]
        gate.opened.set()


def too_many(retry_after: float, headers: dict[str, str] | None = None) -> Fault:
    body: Json = {"message": "You are being rate limited.", "code": 0, "global": False}
    body["retry_after"] = retry_after
    return Fault(TOO_MANY, body, VIA if headers is None else headers, retry_after)
