"""Which answers and errands are on their way, and what becomes of them when the program ends."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from bot.faults import record
from bot.state import StateUnavailable

Apology = Callable[[], Awaitable[object]]

# Seconds that errands get when everything ends.
_ERRANDS = 0.2


class Inflight:
    """The tasks that are answering somebody, each with what to say if it cannot be finished.

    Beside them the errands, on which nobody waits.
    """

    def __init__(self) -> None:
        self.ending = False
        self._asleep: set[asyncio.Future[None]] = set()
        self._answering: dict[asyncio.Task[None], Apology] = {}
        self._errands: set[asyncio.Task[None]] = set()

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

    @property
    def refuses(self) -> bool:
        """Whether the current task comes too late; what was under way before the end goes on."""
        return self.ending and asyncio.current_task() not in self._answering

    def errand(self, work: Awaitable[object], *, doing: str) -> None:
        """Do something in a task of its own; what goes wrong with it is logged and harms nobody."""
        task = asyncio.create_task(_quietly(work, doing))
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)

    def later(self, work: Callable[[], Awaitable[object]], seconds: float, *, doing: str) -> None:
        """Do something in so many seconds, or before everything ends, if that is sooner."""

        async def waited() -> None:
            asleep = asyncio.ensure_future(asyncio.sleep(seconds))
            self._asleep.add(asleep)
            with suppress(asyncio.CancelledError):
                await asleep
            self._asleep.discard(asleep)
            await work()

        self.errand(waited(), doing=doing)

    async def finish(self, *, grace: float, last_words: float) -> None:
        """Wait `grace` seconds for running answers, then break them off with an apology.

        The apologies together get `last_words` seconds, and then the errands a moment.
        """
        self.ending = True
        for asleep in self._asleep:
            asleep.cancel()
        await self._finish_answers(grace, last_words)
        if self._errands:
            await asyncio.wait(self._errands, timeout=_ERRANDS)

    async def _finish_answers(self, grace: float, last_words: float) -> None:
        if not self._answering:
            return
        running = dict(self._answering)
        _, late = await asyncio.wait(running, timeout=grace)
        for task in late:
            task.cancel()
        apologies = [asyncio.ensure_future(running[task]()) for task in late]
        if apologies:
            await asyncio.wait(apologies, timeout=last_words)


async def _quietly(work: Awaitable[object], doing: str) -> None:
    try:
        await work
    except StateUnavailable:
        pass  # the database has told its operator already
    except Exception as error:  # noqa: BLE001 - whatever it is, nobody waits for it
        record(error, doing=doing)
