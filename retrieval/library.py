"""The library as its operator knows it: documents come in, everything is shown, all is verified."""

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from retrieval.answering import Examination, Judge, judge_by
from retrieval.catalogue import Catalogue
from retrieval.digests.choosing import Material, material
from retrieval.digests.pool import Pool
from retrieval.embedding import Embedder
from retrieval.errors import LibraryError, LibraryModelMismatch
from retrieval.exchanging import Exchanger
from retrieval.faults import damaged, faults_told
from retrieval.filters import NO_FILTERS
from retrieval.identity import described, identity_of, same_vectors, told_apart
from retrieval.indexes import OwnIndexes
from retrieval.ingesting import Ingester, Progress
from retrieval.keeping import Keeper
from retrieval.kept import KeptMessage, is_kept, number_of
from retrieval.keywords import KeywordIndex
from retrieval.lock import LibraryLock
from retrieval.models import PUBLIC, Document
from retrieval.places import CATALOGUE, CHROMA
from retrieval.readable import Readable
from retrieval.reports import IngestReport, Verification
from retrieval.rows import DIMENSIONS, EMBEDDER
from retrieval.sources.base import Lister
from retrieval.sources.listing import listing_of
from retrieval.sources.manageable import Manageable
from retrieval.sources.registry import Registry
from retrieval.sources.tools import Tools
from retrieval.store import Store
from retrieval.verifying import verify
from retrieval.views import View, Views, spare_collector


def _now() -> datetime:
    """The time, in the zone where this machine is."""
    return datetime.now().astimezone()


class Library(Readable, Manageable):
    """An open library. Its methods may be called from any thread, one runs at a time.

    What it shows is what its operator sees: everything. `readable_by` is for everybody else.
    """

    def __init__(  # noqa: PLR0913 - what a test brings of its own
        self,
        folder: Path,
        embedder: Embedder,
        lock: LibraryLock,
        *,
        judge: Judge | None = None,
        now: Callable[[], datetime] = _now,
        lister: Lister = listing_of,
    ) -> None:
        """Open what is in `folder`; `lock` is let go of when the library is closed.

        `judge` decides what is good enough to be quoted, as the default settings have it if it
        is None; `now` tells what "last month" is counted from, and when a document came in;
        `lister` finds out what a source offers.
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

        self._registry = Registry(self._catalogue)
        self._indexes = OwnIndexes(
            self._catalogue, self._keywords, self._store, embedder, self._registry.vanished
        )
        exchanger = Exchanger(self._indexes, now)
        self._ingester = Ingester(self._indexes, exchanger, self._registry)
        self._keeper = Keeper(self._indexes, exchanger)
        with self._sound():
            path = folder / CATALOGUE
            self._views = Views(self._indexes, path, judge or judge_by(), today)
        Readable.__init__(self, self._everything)
        tools = Tools(self._indexes, self._registry, exchanger, lister, self._sound, now)
        Manageable.__init__(self, tools, self._views.refresh, self._views.renew)
        self._finish_removals()

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
            self._views.close()
            self._store.close()
            self._catalogue.close()
            self._lock.release()

    @property
    def model(self) -> str:
        """The embedding model in words: the name to set, and the model behind it."""
        return described(self._identity)

    def readable_by(self, audiences: Collection[str]) -> Readable:
        """What readers of these audiences may read; everybody is of `PUBLIC`.

        An audience that no document has means nothing.
        """
        names = frozenset(audiences) | {PUBLIC}
        return Readable(partial(self._view_for, names))

    def warm_up(self) -> None:
        """Open what the first question, or the first topic, would otherwise wait for."""
        with self._sound():
            self._store.open()
            self._views.whole.warm_up()
            self.readable_by(()).warm_up()
            spare_collector()

    def examine(self, question: str) -> Examination:
        """Everything that `ask` chooses its quotes from, for measuring."""
        with self._sound():
            asked = self._views.whole.scope.read(question, NO_FILTERS)
            return self._views.whole.answerer.examine(asked.text, asked.permitted)

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
            self._views.refresh()
            return report

    def ingest(self, paths: Sequence[Path], *, progress: Progress | None = None) -> IngestReport:
        """Take in files and folders; what is unchanged is left as it is.

        A file that cannot be read is among the report's failures and harms no other.
        `progress` is told passages done, passages in all, and the file's name.
        """
        with self._sound():
            report = self._ingester.ingest_files(paths, progress)
            self._views.refresh()
            return report

    def keep_message(self, kept: KeptMessage) -> None:
        """Keep a member's message as an answer, instead of what was kept by its id.

        From now on it is quoted as that member's to whoever is of its audience. Raises
        `NothingToKeep` where there are no words in it.
        """
        with self._beside_answers(), self._sound():
            self._keeper.keep(kept)

    def withdraw_message(self, number: int) -> bool:
        """Forget a member's message, by its id; whether it was kept."""
        with self._beside_answers(), self._sound():
            return self._keeper.withdraw(number)

    def kept_messages(self) -> frozenset[int]:
        """The ids of all members' messages that are kept."""
        held = (summary.source for summary in self.sources())
        return frozenset(number_of(source) for source in held if is_kept(source))

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The model's vectors of texts from elsewhere: shape `(len(texts), dimensions)`, length 1.

        They are compared with each other and kept nowhere. A text takes up to ten milliseconds,
        and whoever asks meanwhile waits: hand in a few at a time.
        """
        with self._sound():
            return self._indexes.embedder.embed(texts)

    def verify(self) -> Verification:
        """Re-read every passage against its document and every document against its file.

        Nothing is fetched; what belongs to nothing is found too.
        """
        with self._sound():
            return verify(self._indexes, self._registry)

    @contextmanager
    def _everything(self) -> Iterator[View]:
        with self._sound():
            yield self._views.whole

    @contextmanager
    def _view_for(self, audiences: frozenset[str]) -> Iterator[View]:
        with self._sound():
            yield self._views.of(audiences)

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
