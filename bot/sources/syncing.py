"""One sync at a time, whoever asks for it: a member, or the clock."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Protocol

from bot.desk import Desk
from retrieval import SourceSync


@dataclass(frozen=True, slots=True)
class Step:
    """How far a sync has come: documents done, and in all (0 where nobody knows yet)."""

    done: int = 0
    total: int = 0


Watch = Callable[[Step], None]


class Sync(Protocol):
    """What whoever's turn it is brings sources in step with."""

    async def __call__(self, name: str, watch: Watch | None = None) -> SourceSync | None:
        """Bring a source in step; None where somebody has removed it.

        `watch` is called in another thread. Raises Stopped, and whatever the library raises.
        """
        ...


class Syncing:
    """Brings sources in step, one after the other."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._turn = asyncio.Lock()
        self._reserved = Counter[str]()

    @property
    def busy(self) -> bool:
        """Whether it is somebody's turn."""
        return self._turn.locked()

    @contextmanager
    def reserved(self, name: str) -> Iterator[None]:
        """Leave a source to whoever adds it, for as long as the block lasts.

        The clock would take it first otherwise, and who has added it would hear of nothing new.
        """
        self._reserved[name] += 1
        try:
            yield
        finally:
            self._reserved -= Counter([name])

    def is_reserved(self, name: str) -> bool:
        """Tell whether a source is left to somebody."""
        return name in self._reserved

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Sync]:
        """Wait for one's turn, and have it for as long as the block lasts."""
        async with self._turn:
            yield self._sync

    async def _sync(self, name: str, watch: Watch | None = None) -> SourceSync | None:
        def progress(done: int, total: int, _: str) -> None:
            if watch is not None:
                watch(Step(done, total))

        return await asyncio.wrap_future(self._desk.sync(name, progress))
