"""The desk at which the library is asked: one worker thread, so that nobody else has to wait.

Every method that ends in a future returns at once; `await asyncio.wrap_future(...)` it, or call
`.result()`. The library is opened, asked and closed in the same thread.
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.conversation import Answering, compose
from bot.parts import Reply
from bot.questions import Wish
from bot.replies import Place
from retrieval import IngestReport, LibrarySettings, NewWork, SourceSummary, open_as_built

T = TypeVar("T")
Progress = Callable[[int, int, str], None]


class Library(Answering, Protocol):
    """The part of `retrieval.Library` that the bot uses; a test brings its own."""

    def ingest(self, paths: Sequence[Path], *, progress: Progress | None = None) -> IngestReport:
        """Take in files and folders."""
        ...

    def sources(self) -> list[SourceSummary]:
        """Return what was taken in."""
        ...

    def people(self, typed: str, count: int) -> list[str]:
        """Return voices whose names somebody is about to type."""
        ...

    def works(self, typed: str, count: int) -> list[str]:
        """Return works and kinds of text whose names somebody is about to type."""
        ...

    def added_since(self, moment: datetime) -> tuple[NewWork, ...]:
        """Return what came in since, the latest first."""
        ...

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a row of length 1 for each text; the closer two are, the more alike the texts."""
        ...

    def topics(self, typed: str, count: int) -> list[str]:
        """Return topics that somebody is about to type."""
        ...

    def titles(self, typed: str, count: int) -> list[str]:
        """Return works whose titles somebody is about to type."""
        ...

    def warm_up(self) -> None:
        """Do what the first question would have to wait for."""
        ...

    def close(self) -> None:
        """Let go of the files."""
        ...


class Opener(Protocol):
    """What opens a library; `retrieval.open_as_built`, or a test's own."""

    def __call__(self, settings: LibrarySettings, *, create: bool = False) -> Library:
        """Open the library at the place that the settings name."""
        ...


class Stopped(Exception):
    """Work was given up because the program is ending."""


class Desk:
    """A library and the thread in which it works."""

    def __init__(self, settings: LibrarySettings, *, opener: Opener = open_as_built) -> None:
        self._settings = settings
        self._opener = opener
        self._library: Library | None = None
        self._ending = threading.Event()
        self._closing: Future[None] | None = None
        self._waiting: set[Future[Any]] = set()  # Any: their results differ, nobody here reads them
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="library")

    def open(self, seeds: Path, progress: Progress) -> Future[IngestReport | None]:
        """Open the library; put the seeds in if it holds nothing but seeds.

        The result says what was ingested, None where there was no occasion. The future raises
        LibraryError or ModelError where the library cannot be used.
        """
        return self._submit(lambda: self._open(seeds, progress))

    def reply(self, wish: Wish, place: Place) -> Future[Reply]:
        """Ask the library for what somebody wishes, and phrase it."""
        return self._submit(lambda: compose(wish, self._opened(), place))

    def people(self, typed: str, count: int) -> Future[list[str]]:
        """Ask the library for voices whose names somebody is about to type."""
        return self._submit(lambda: self._opened().people(typed, count))

    def works(self, typed: str, count: int) -> Future[list[str]]:
        """Ask the library for works and kinds of text whose names somebody is about to type."""
        return self._submit(lambda: self._opened().works(typed, count))

    def added_since(self, moment: datetime) -> Future[tuple[NewWork, ...]]:
        """Ask the library for what came in since."""
        return self._submit(lambda: self._opened().added_since(moment))

    def vectors(self, texts: Sequence[str]) -> Future[NDArray[np.float32]]:
        """Have the library's model read a few texts; whoever asks meanwhile waits for it."""
        return self._submit(lambda: self._opened().vectors(texts))

    def topics(self, typed: str, count: int) -> Future[list[str]]:
        """Ask the library for topics that somebody is about to type."""
        return self._submit(lambda: self._opened().topics(typed, count))

    def titles(self, typed: str, count: int) -> Future[list[str]]:
        """Ask the library for works whose titles somebody is about to type."""
        return self._submit(lambda: self._opened().titles(typed, count))

    def close(self, timeout: float) -> bool:
        """Drop what waits, let what runs end, close the library; false if that took too long.

        `timeout` is in seconds. A second call waits once more.
        """
        if self._closing is None:
            self._ending.set()
            for future in tuple(self._waiting):
                future.cancel()
            self._closing = self._worker.submit(self._close)
            self._worker.shutdown(wait=False)
        return not wait([self._closing], timeout).not_done

    def _submit(self, work: Callable[[], T]) -> Future[T]:
        if self._ending.is_set():
            raise Stopped
        future = self._worker.submit(work)
        self._waiting.add(future)
        future.add_done_callback(self._waiting.discard)
        return future

    def _open(self, seeds: Path, progress: Progress) -> IngestReport | None:
        self._library = library = self._opener(self._settings, create=True)
        report = None
        if seeds.is_dir() and _holds_only(seeds, library):
            report = library.ingest([seeds], progress=self._interruptible(progress))
        library.warm_up()
        return report

    def _interruptible(self, progress: Progress) -> Progress:
        """Return the progress callback, made to end an ingest when the program ends.

        What was ingested until then stays; the next start carries on.
        """

        def report(done: int, total: int, label: str) -> None:
            if self._ending.is_set():
                raise Stopped
            progress(done, total, label)

        return report

    def _opened(self) -> Library:
        if self._library is None:
            raise Stopped
        return self._library

    def _close(self) -> None:
        if self._library is not None:
            self._library.close()


def _holds_only(seeds: Path, library: Library) -> bool:
    """Tell whether everything in the library came from the seeds, as it does when it is empty.

    Then a first ingest that was interrupted is completed; with nothing new it costs nothing.
    """
    return all(Path(summary.source).is_relative_to(seeds) for summary in library.sources())
