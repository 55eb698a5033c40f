"""How much is fetched for one feed at once, and which servers are left alone meanwhile."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from retrieval.errors import LeftForLater, LinkBusy, LinkError, LinkTooLarge
from retrieval.sources.addresses import shown_address
from retrieval.sources.base import Fetch, Fetched

# What was refused for its size has come in part all the same.
_TOO_LARGE = 20_000_000


@dataclass(slots=True)
class Budget:
    """What is left to be spent: requests, bytes, and seconds of waiting for servers.

    150 transcripts with their chapters, or the archive of a weekly newsletter: more would be a
    burden to this machine and to others', whoever asks for it.
    """

    requests: int = 300
    size: int = 60_000_000
    seconds: float = 600.0

    @property
    def is_spent(self) -> bool:
        """Whether nothing more may be fetched."""
        return self.requests <= 0 or self.size <= 0 or self.seconds <= 0

    def spend(self, size: int, seconds: float) -> None:
        """Count one request."""
        self.requests -= 1
        self.size -= size
        self.seconds -= seconds


class Considerate:
    """A `Fetch` for what one feed leads to: within a budget, and nothing from who asks for rest.

    Raises `LeftForLater` for what it does not even ask for.
    """

    def __init__(self, fetch: Fetch, budget: Budget | None) -> None:
        """Without a budget as much is fetched as is offered."""
        self._fetch = fetch
        self._budget = budget
        self._resting: set[str] = set()

    def __call__(
        self,
        address: str,
        *,
        known: Mapping[str, str] | None = None,
        private: bool = False,
        trusted: bool = False,
    ) -> Fetched:
        """As `Fetcher.__call__`."""
        server = shown_address(address, private=True)
        if server in self._resting or (self._budget and self._budget.is_spent):
            raise LeftForLater("{name}: it is left for the next sync.", name=server)
        began, size = time.monotonic(), 0
        try:
            got = self._fetch(address, known=known, private=private, trusted=trusted)
            size = len(got.data)
        except LinkError as error:
            if isinstance(error, LinkBusy):
                self._resting.add(server)
            size = _TOO_LARGE if isinstance(error, LinkTooLarge) else 0
            raise
        finally:
            if self._budget:
                self._budget.spend(size, time.monotonic() - began)
        return got
