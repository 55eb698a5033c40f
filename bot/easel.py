"""Where pictures are drawn: one thread of its own, so that nobody waits for them but the asker.

matplotlib may be used by one thread at a time, and takes most of a second to load; both happen
here.
"""

import asyncio
import gc
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from functools import cache

from bot.faults import record
from bot.parts import Part, Picture, Plotted, Reply, Tallied
from retrieval import PeriodCount


class Easel:
    """A thread that draws, one picture after another."""

    def __init__(self) -> None:
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="easel")

    def warm_up(self) -> None:
        """Load what the first picture would wait for; returns at once."""
        self._worker.submit(_load)

    async def illustrated(self, reply: Reply) -> Reply:
        """Return a reply with its charts drawn, without those that cannot be."""
        drawn = [
            await self._drawn(part) if isinstance(part, Plotted | Tallied) else part
            for part in reply
        ]
        return tuple(part for part in drawn if part is not None)

    async def _drawn(self, part: Plotted | Tallied) -> Part | None:
        try:
            # What is written in it is in the language of whoever asks here.
            future: Future[Picture] = self._worker.submit(copy_context().run, _draw, part)
            return await asyncio.wrap_future(future)
        except Exception as error:  # noqa: BLE001 - the page says in words what the chart would show
            record(error, doing="chart")
            return None

    def close(self) -> None:
        """Let go of the thread; what it has not begun to draw is not drawn."""
        self._worker.shutdown(wait=False, cancel_futures=True)


def _draw(part: Plotted | Tallied) -> Picture:
    if isinstance(part, Tallied):
        from bot.days_chart import days_chart  # noqa: PLC0415 - in the thread that draws

        return Picture(days_chart(part), part.alt, "questions-a-day.png")
    return Picture(_load()(part.name, part.timeline), part.alt)


@cache
def _load() -> Callable[[str, Sequence[PeriodCount]], bytes]:
    """Import what draws, in the thread that does."""
    from bot.charts import chart  # noqa: PLC0415 - it takes most of a second

    # Drawing leaves much to be collected, and every collection holds all threads up: without what
    # was loaded until now and stays anyway, they are short.
    gc.collect()
    gc.freeze()
    return chart
