"""The library as its users know it: ingest, ask, sources, verify."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from retrieval.answering import Answerer, Examination, Judge, judge_by
from retrieval.catalogue import Catalogue
from retrieval.digests.choosing import Material, material
from retrieval.digests.digester import Digester
from retrieval.digests.known import KnownTopics
from retrieval.digests.pool import Pool
from retrieval.embedding import Embedder
from retrieval.errors import LibraryError, LibraryModelMismatch
from retrieval.examples import example_questions
from retrieval.faults import damaged, faults_told
from retrieval.filters import NO_FILTERS, Filters
from retrieval.identity import described, identity_of, same_vectors, told_apart
from retrieval.indexes import Indexes
from retrieval.ingesting import Ingester, Progress
from retrieval.keywords import KeywordIndex
from retrieval.lock import LibraryLock
from retrieval.models import Answer, Document
from retrieval.overviews import Digest, Episode, Length, NewWork, Person
from retrieval.places import CATALOGUE, CHROMA
from retrieval.profiles import Profiler
from retrieval.ranking import Ranker
from retrieval.reports import IngestReport, SourceSummary, Verification
from retrieval.rows import DIMENSIONS, EMBEDDER
from retrieval.scope import Scope
from retrieval.store import Store
from retrieval.verifying import verify


def _now() -> datetime:
    """The time, in the zone where this machine is."""
    return datetime.now().astimezone()


class Library:
    """An open library. Its methods may be called from any thread, one runs at a time."""

    def __init__(
        self,
        folder: Path,
        embedder: Embedder,
        lock: LibraryLock,
        *,
        judge: Judge | None = None,
        now: Callable[[], datetime] = _now,
    ) -> None:
        """Open what is in `folder`; `lock` is let go of when the library is closed.

        `judge` decides what is good enough to be quoted, as the default settings have it if it
        is None; `now` tells what "last month" is counted from, and when a document came in.
        """
        self._folder = folder
        self._lock = lock
        self._identity = identity_of(embedder.name, embedder.config)
        self._turn = threading.RLock()
        self._closed = False
        self._catalogue = Catalogue(folder / CATALOGUE)
        try:
            with self._sound():
                self._check_model(embedder)
        except BaseException:
            self._catalogue.close()
            raise
        with self._sound():
            self._keywords = KeywordIndex(self._catalogue, embedder.rarity)
            self._store = Store(folder / CHROMA, self._catalogue)

        def today() -> date:
            return now().date()

        self._indexes = indexes = Indexes(self._catalogue, self._keywords, self._store, embedder)
        self._ranker = Ranker(indexes, today)
        self._scope = Scope(self._catalogue, today)
        self._answerer = Answerer(self._ranker, judge or judge_by())
        self._ingester = Ingester(indexes, now)
        with self._sound():
            self._topics = KnownTopics(indexes)
        self._digester = Digester(indexes, self._ranker, self._scope, self._topics, today)
        self._profiler = Profiler(indexes, self._scope, self._topics)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files and of the lock. Waits for a call that is running."""
        with self._turn:
            self._closed = True
            self._store.close()
            self._catalogue.close()
            self._lock.release()

    @property
    def model(self) -> str:
        """The embedding model in words: the name to set, and the model behind it."""
        return described(self._identity)

    def warm_up(self) -> None:
        """Open what the first question, or the first topic, would otherwise wait for."""
        with self._sound():
            self._store.open()
            self._topics.warm_up()
            self._answerer.examine("warm up")

    def ask(self, question: str, filters: Filters = NO_FILTERS) -> Answer:
        """The passages that answer `question`, as quotes; none where nothing does.

        Filters in the question and `filters` must all be passed; those that cannot be followed
        are the answer's problems. Any text may be asked; a fault of the library's files is raised
        as `LibraryDamaged`.
        """
        began = time.perf_counter()
        with self._sound():
            asked = self._scope.read(question, filters)
            confidence, quotes = self._answerer.answer(asked.text, asked.permitted)
        elapsed = (time.perf_counter() - began) * 1000
        return Answer(question, bool(quotes), confidence, round(elapsed, 3), quotes, asked.problems)

    def examine(self, question: str) -> Examination:
        """Everything that `ask` chooses its quotes from, for measuring."""
        with self._sound():
            asked = self._scope.read(question, NO_FILTERS)
            return self._answerer.examine(asked.text, asked.permitted)

    def materials(self, requests: Sequence[str], source: str) -> list[Material]:
        """Everything that digests of one document are chosen from, for measuring."""
        with self._sound():
            ids = self._catalogue.passage_ids_of(source)
            pool = Pool(self._catalogue.passages(ids))
            return [material(request, pool, self._indexes) for request in requests]

    def ingest_documents(
        self, documents: Sequence[Document], *, progress: Progress | None = None
    ) -> IngestReport:
        """Take in documents that were read elsewhere, as `ingest` does."""
        with self._sound():
            report = self._ingester.ingest_documents(documents, progress)
            self._refresh()
            return report

    def ingest(self, paths: Sequence[Path], *, progress: Progress | None = None) -> IngestReport:
        """Take in files and folders; what is unchanged is left as it is.

        A file that cannot be read is among the report's failures and harms no other.
        `progress` is told passages done, passages in all, and the file's name.
        """
        with self._sound():
            report = self._ingester.ingest_files(paths, progress)
            self._refresh()
            return report

    def sources(self) -> list[SourceSummary]:
        """Every ingested document, in the order of sources."""
        with self._sound():
            return self._catalogue.summaries()

    def people(self, typed: str, count: int) -> list[str]:
        """Voices that filters may name, whose names hold the words that were typed."""
        with self._sound():
            return self._scope.people(typed, count)

    def works(self, typed: str, count: int) -> list[str]:
        """Publishers, titles and kinds of text that filters may name, as `people`."""
        with self._sound():
            return self._scope.works(typed, count)

    def person(self, name: str) -> Person:
        """Whoever goes by `name`: where and when they are heard, what on, and what they say.

        Slips, parts and other orders of a name are forgiven. Where it may mean several people, or
        nobody, the person has no name, and `nearest` are those who may be meant.
        """
        with self._sound():
            return self._profiler.person(name)

    def episode(self, title: str) -> Episode:
        """The work of this title: what it says, its chapters, and who speaks how much.

        Slips and parts of a title are forgiven, and an address will do. Where it may mean several
        works, or none, the episode has no title, and `nearest` are those that may be meant.
        """
        with self._sound():
            return self._profiler.episode(title)

    def titles(self, typed: str, count: int) -> list[str]:
        """Works whose titles hold the words that were typed, to be handed to `episode`."""
        with self._sound():
            return self._profiler.titles(typed, count)

    def added_since(self, moment: datetime) -> tuple[NewWork, ...]:
        """What came in after `moment`, the latest first; what has changed since is not new.

        A moment without a time zone is this machine's. Only the latest 25 come with a quote.
        """
        with self._sound():
            return self._profiler.added_since(moment)

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The model's vectors of texts from elsewhere: shape `(len(texts), dimensions)`, length 1.

        They are compared with each other and kept nowhere. A text takes up to ten milliseconds,
        and whoever asks meanwhile waits: hand in a few at a time.
        """
        with self._sound():
            return self._indexes.embedder.embed(texts)

    def digest(
        self, topic: str, filters: Filters = NO_FILTERS, length: Length = Length.MEDIUM
    ) -> Digest:
        """What the library says on a topic, in three to six quotes under headings, and further.

        The topic may be a name, a question or a time, and hold filters as a question does; without
        words it is all that passes the filters. Any text may be given. Where the library does not
        hold the topic there are no sections, and `nearest` are topics that it does hold.
        """
        with self._sound():
            return self._digester.digest(topic, filters, length)

    def topics(self, typed: str, count: int) -> list[str]:
        """Topics that the library holds and that somebody may be about to type, as `people`."""
        with self._sound():
            return self._topics.beginning(typed, count)

    def example_questions(self, count: int = 2) -> list[str]:
        """Questions that this library answers, for a member who does not know what to ask."""
        with self._sound():
            return example_questions(self._catalogue, self._answerer, count)

    def verify(self) -> Verification:
        """Re-read every passage against its document and every document against its file."""
        with self._sound():
            return verify(self._catalogue, self._store)

    def _refresh(self) -> None:
        self._ranker.refresh()
        self._scope.refresh()
        self._topics.refresh()
        self._digester.refresh()
        self._profiler.refresh()

    def _check_model(self, embedder: Embedder) -> None:
        built_by = self._catalogue.meta(EMBEDDER)
        if built_by is None and (self._folder / CHROMA).exists():
            # An index without the catalogue that it was made from: the file was emptied.
            raise damaged(self._folder / CATALOGUE)
        if built_by is None or not self._catalogue.counts()[1]:
            # Found out first: a model that fails leaves no note.
            self._catalogue.set_meta(DIMENSIONS, str(embedder.dimensions))
            self._catalogue.set_meta(EMBEDDER, self._identity)
        elif not same_vectors(built_by, self._identity):
            built, now = told_apart(built_by, self._identity)
            raise LibraryModelMismatch(
                f"The library was built with the embedding model {built}, and PULLQUOTE_EMBEDDING "
                f"says {now}; bring it over with: python -m retrieval rebuild --library "
                f"{self._folder}, or set PULLQUOTE_EMBEDDING back."
            )

    @contextmanager
    def _sound(self) -> Iterator[None]:
        with self._turn:
            if self._closed:
                raise LibraryError(f"The library at {self._folder} was closed.")
            with faults_told(self._folder / CATALOGUE):
                yield
