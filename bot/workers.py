"""The threads in which the library works, and how their work is given up when the program ends."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from typing import Any, TypeVar

from bot.holdings import Progress

T = TypeVar("T")


class Stopped(Exception):
    """Work was given up because the program is ending."""


class Workers:
    """One thread for all that somebody waits for, and what is done beside it."""

    def __init__(self) -> None:
        self._ending = threading.Event()
        self._closing: Future[None] | None = None
        self._waiting: set[Future[Any]] = set()  # Any: their results differ, nobody here reads them
        self._asked = ThreadPoolExecutor(max_workers=1, thread_name_prefix="library")
        # One that brings in step, and one that removes meanwhile.
        self._beside = ThreadPoolExecutor(max_workers=2, thread_name_prefix="sources")

    @property
    def are_ending(self) -> bool:
        """Whether no more work is taken."""
        return self._ending.is_set()

    @property
    def waiting(self) -> int:
        """How much work there is: what waits, and what is done just now."""
        return len(self._waiting)

    def submit(self, work: Callable[[], T], *, beside: bool = False) -> Future[T]:
        """Have something done after what was asked for before it, or `beside` all that.

        Raises Stopped where the program is ending.
        """
        if self.are_ending:
            raise Stopped
        worker = self._beside if beside else self._asked
        # What is phrased there is phrased in the language of whoever asks here.
        future = worker.submit(copy_context().run, work)
        self._waiting.add(future)
        future.add_done_callback(self._waiting.discard)
        return future

    def interruptible(self, progress: Progress) -> Progress:
        """Return the progress callback, made to end an ingest or a sync when the program ends.

        What was taken in until then stays; the next one carries on.
        """

        def report(done: int, total: int, label: str) -> None:
            if self.are_ending:
                raise Stopped
            progress(done, total, label)

        return report

    def end(self, finish: Callable[[], None], timeout: float) -> bool:
        """Drop what waits, let what runs end, then `finish`; false if that took too long.

        `timeout` is in seconds. A second call waits once more.
        """
        if self._closing is None:
            self._ending.set()
            for future in tuple(self._waiting):
                future.cancel()
            self._closing = self._asked.submit(finish)
            self._asked.shutdown(wait=False)
            self._beside.shutdown(wait=False)
        return not wait([self._closing, *self._waiting], timeout).not_done
