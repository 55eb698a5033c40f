"""The desk at which the library is asked: one worker thread, so that nobody else has to wait.

Every method that ends in a future returns at once; `await asyncio.wrap_future(...)` it, or call
`.result()`. The library is opened, asked and closed in the same thread. What shows anything of it
is told for whom, and never asks the library for more. Sources are brought in step in a second
thread, a little at a time, so that whoever asks meanwhile is answered.
"""

import time
from collections.abc import Sequence
from concurrent.futures import Future
from datetime import date, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.audiences import Audiences, EveryAudience
from bot.conversation import compose
from bot.holdings import Library, Opener, Progress, Readable
from bot.observing import Observer, Outcome, Unobserved
from bot.parts import Quoted, Reply
from bot.pursuing import known_again
from bot.replies import Place
from bot.wishes import Evidence, Question, Wish
from bot.workers import Stopped, Workers
from retrieval import (
    IngestReport,
    KeptMessage,
    LibrarySettings,
    NewWork,
    Source,
    SourceStatus,
    SourceSync,
    is_kept,
    open_as_built,
)


class Desk:
    """A library, and the threads in which it works."""

    def __init__(self, settings: LibrarySettings, *, opener: Opener = open_as_built) -> None:
        self._observer: Observer = Unobserved()
        self._settings = settings
        self._opener = opener
        self._library: Library | None = None
        self._workers = Workers()

    def open(self, seeds: Path, progress: Progress) -> Future[IngestReport | None]:
        """Open the library; put the seeds in if it holds nothing but seeds.

        The result says what was ingested, None where there was no occasion. The future raises
        LibraryError or ModelError where the library cannot be used.
        """
        return self._workers.submit(lambda: self._open(seeds, progress))

    def reply(self, wish: Wish, place: Place, audiences: Audiences) -> Future[Reply]:
        """Ask the library for what somebody wishes, and phrase it."""
        began = time.perf_counter()
        future = self._workers.submit(lambda: compose(wish, self._readable(audiences), place))
        if isinstance(wish, Question):
            future.add_done_callback(
                lambda done: self._count_question(done, time.perf_counter() - began)
            )
        return future

    def answers(self, question: str, audiences: Audiences) -> Future[bool]:
        """Ask the library whether it could answer a question, filters and all."""
        return self._workers.submit(lambda: self._readable(audiences).ask(question).answered)

    def says_something(self, texts: Sequence[str], audiences: Audiences) -> Future[list[bool]]:
        """Ask the library of which texts it knows any word at all."""

        def found() -> list[bool]:
            readable = self._readable(audiences)
            return [readable.knows_words(text) for text in texts]

        return self._workers.submit(found)

    def people(self, typed: str, count: int, audiences: Audiences) -> Future[list[str]]:
        """Ask the library for voices whose names somebody is about to type."""
        return self._workers.submit(lambda: self._readable(audiences).people(typed, count))

    def works(self, typed: str, count: int, audiences: Audiences) -> Future[list[str]]:
        """Ask the library for works and kinds of text whose names somebody is about to type."""
        return self._workers.submit(lambda: self._readable(audiences).works(typed, count))

    def topics(self, typed: str, count: int, audiences: Audiences) -> Future[list[str]]:
        """Ask the library for topics that somebody is about to type."""
        return self._workers.submit(lambda: self._readable(audiences).topics(typed, count))

    def titles(self, typed: str, count: int, audiences: Audiences) -> Future[list[str]]:
        """Ask the library for works whose titles somebody is about to type."""
        return self._workers.submit(lambda: self._readable(audiences).titles(typed, count))

    def added_since(self, moment: datetime, audiences: Audiences) -> Future[tuple[NewWork, ...]]:
        """Ask the library for what came in since."""
        return self._workers.submit(lambda: self._readable(audiences).added_since(moment))

    def documents(self, audiences: Audiences) -> Future[frozenset[str]]:
        """Ask the library which documents there are, by their sources."""

        def found() -> frozenset[str]:
            return frozenset(one.source for one in self._readable(audiences).sources())

        return self._workers.submit(found)

    def titles_by_source(self, audiences: Audiences) -> Future[dict[str, str]]:
        """Ask the library what its documents are called, by their sources."""

        def found() -> dict[str, str]:
            held = self._readable(audiences).sources()
            return {one.source: one.name for one in held if not is_kept(one.source)}

        return self._workers.submit(found)

    def known_again(
        self, wish: Question | Evidence, marks: Sequence[str], audiences: Audiences
    ) -> Future[tuple[Quoted, ...]]:
        """Ask the library for those quotes of an answer that have these marks."""
        return self._workers.submit(lambda: known_again(self._readable(audiences), wish, marks))

    def starters(self, week: date, count: int, audiences: Audiences) -> Future[list[str]]:
        """Ask the library for questions that it answers, others each week."""
        return self._workers.submit(lambda: self._readable(audiences).starters(week, count))

    def keep_message(self, kept: KeptMessage) -> Future[None]:
        """Have the library keep a member's message as an answer, beside whoever asks.

        The future raises NothingToKeep where there are no words in it.
        """
        return self._workers.submit(lambda: self._opened().keep_message(kept), beside=True)

    def withdraw_message(self, number: int) -> Future[bool]:
        """Have the library forget a member's message; whether it was kept."""
        return self._workers.submit(lambda: self._opened().withdraw_message(number), beside=True)

    def kept_messages(self) -> Future[frozenset[int]]:
        """Ask the library which members' messages it keeps, by their ids."""
        return self._workers.submit(lambda: self._opened().kept_messages(), beside=True)

    def vectors(self, texts: Sequence[str]) -> Future[NDArray[np.float32]]:
        """Have the library's model read a few texts; whoever asks meanwhile waits for it."""
        return self._workers.submit(lambda: self._opened().vectors(texts))

    @property
    def folder(self) -> Path:
        """Where the library lies."""
        return self._settings.library.expanduser()

    def origins(self) -> Future[list[SourceStatus]]:
        """Ask the library for its sources."""
        return self._workers.submit(lambda: self._opened().origins())

    def source(self, name: str) -> Future[Source]:
        """Ask the library for a source as it was added, its secrets with it."""
        return self._workers.submit(lambda: self._opened().source(name))

    def add_source(self, source: Source) -> Future[SourceStatus]:
        """Have the library keep in step with a source from now on; nothing is fetched yet."""
        return self._workers.submit(lambda: self._opened().add_source(source))

    def remove_source(self, name: str) -> Future[int]:
        """Have the library remove a source with all that came from it; how many passages went."""
        return self._workers.submit(
            lambda: self._opened().remove_source(name, gently=True), beside=True
        )

    def sync(self, name: str, progress: Progress) -> Future[SourceSync | None]:
        """Have a source brought in step, beside whoever asks; None where it is removed meanwhile.

        If the program ends meanwhile, it is broken off, and the next sync carries on.
        """
        future = self._workers.submit(lambda: self._sync(name, progress), beside=True)
        future.add_done_callback(self._count_sync)
        return future

    def tell(self, observer: Observer) -> None:
        """Tell from now on what becomes of questions and syncs."""
        self._observer = observer

    @property
    def is_open(self) -> bool:
        """Whether the library is there to be asked."""
        return self._library is not None and not self._workers.are_ending

    @property
    def waiting(self) -> int:
        """How many requests wait for the library, those that it works on included."""
        return self._workers.waiting

    def _count_question(self, done: Future[Reply], seconds: float) -> None:
        if done.cancelled() or isinstance(done.exception(), Stopped):
            return
        if done.exception() is not None:
            outcome = Outcome.FAILED
        else:
            answered = any(isinstance(part, Quoted) for part in done.result())
            outcome = Outcome.ANSWERED if answered else Outcome.SILENT
        self._observer.asked(outcome, seconds)

    def _count_sync(self, done: Future[SourceSync | None]) -> None:
        if done.cancelled() or isinstance(done.exception(), Stopped):
            return
        report = None if done.exception() else done.result()
        self._observer.synced(well=report is not None and report.listed)

    def close(self, timeout: float) -> bool:
        """Drop what waits, let what runs end, close the library; false if that took too long.

        `timeout` is in seconds. A second call waits once more.
        """
        return self._workers.end(self._close, timeout)

    def _sync(self, name: str, progress: Progress) -> SourceSync | None:
        library = self._opened()
        try:
            done = library.sync([name], progress=self._workers.interruptible(progress), gently=True)
        except Exception as error:
            if self._workers.are_ending:  # the library may be closed beneath it
                raise Stopped from error
            raise
        return done[0] if done else None

    def _open(self, seeds: Path, progress: Progress) -> IngestReport | None:
        self._library = library = self._opener(self._settings, create=True)
        report = None
        if seeds.is_dir() and _holds_only(seeds, library):
            report = library.ingest([seeds], progress=self._workers.interruptible(progress))
        library.warm_up()
        return report

    def _readable(self, audiences: Audiences) -> Readable:
        """Return what these readers may read, and nothing else; all of it for the operator."""
        library = self._opened()
        if isinstance(audiences, EveryAudience):
            return library
        return library.readable_by(audiences)

    def _opened(self) -> Library:
        if self._library is None:
            raise Stopped
        return self._library

    def _close(self) -> None:
        if self._library is not None:
            self._library.close()


def _holds_only(seeds: Path, library: Library) -> bool:
    """Tell whether everything in the library came from the seeds, as it does when it is empty.

    Members' messages aside. Then a first ingest that was interrupted is completed; with nothing
    new it costs nothing.
    """
    found = (summary.source for summary in library.sources() if not is_kept(summary.source))
    return all(Path(source).is_relative_to(seeds) for source in found)
