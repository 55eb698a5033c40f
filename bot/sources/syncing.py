"""One sync at a time, whoever asks for it: a member, or the clock."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from bot.desk import Desk
from retrieval import SourceSync


@dataclass(frozen=True, slots=True)
class Step:
    """How far a sync has come: documents done, and in all (0 where nobody knows yet)."""

    done: int = 0
    total: int = 0


Watch = Callable[[Step], None]


class Syncing:
    """Brings sources in step, one after the other."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._turn = asyncio.Lock()

    @property
    def busy(self) -> bool:
        """Whether a sync is running, or waits."""
        return self._turn.locked()

    async def sync(self, name: str, watch: Watch | None = None) -> SourceSync | None:
        """Bring a source in step once it is its turn; None where somebody has removed it.

        `watch` is called in another thread. Raises Stopped, and whatever the library raises.
        """

        def progress(done: int, total: int, _: str) -> None:
            if watch is not None:
                watch(Step(done, total))

        async with self._turn:
            return await asyncio.wrap_future(self._desk.sync(name, progress))
