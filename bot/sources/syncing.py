"""One sync at a time, whoever asks for it: a member, or the clock."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
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

    @property
    def busy(self) -> bool:
        """Whether it is somebody's turn."""
        return self._turn.locked()

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
