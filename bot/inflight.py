"""Which answers are on their way, and what becomes of them when the program ends."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

Apology = Callable[[], Awaitable[None]]


class Inflight:
    """The tasks that are answering somebody, each with what to say if it cannot be finished."""

    def __init__(self) -> None:
        self.ending = False
        self._answering: dict[asyncio.Task[None], Apology] = {}

    @asynccontextmanager
    async def answering(self, apology: Apology) -> AsyncIterator[None]:
        """Count the current task as answering somebody for as long as the block lasts."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - a coroutine always runs in a task
        self._answering[task] = apology
        try:
            yield
        finally:
            self._answering.pop(task, None)

    async def finish(self, *, grace: float, last_words: float) -> None:
        """Wait `grace` seconds for running answers, then break them off with an apology.

        The apologies together get `last_words` seconds.
        """
        self.ending = True
        if not self._answering:
            return
        running = dict(self._answering)
        _, late = await asyncio.wait(running, timeout=grace)
        for task in late:
            task.cancel()
        apologies = [asyncio.ensure_future(running[task]()) for task in late]
        if apologies:
            await asyncio.wait(apologies, timeout=last_words)
