"""The library as its users know it: ingest, ask, sources, verify."""

import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from retrieval.answering import Answerer, Examination
from retrieval.catalogue import Catalogue, damaged
from retrieval.confidence import load_model
from retrieval.embedding import Embedder, load_default_embedder
from retrieval.errors import LibraryError, LibraryMissing, LibraryModelMismatch
from retrieval.examples import example_questions
from retrieval.filters import NO_FILTERS, Filters
from retrieval.indexes import Indexes
from retrieval.ingesting import Ingester, Progress
from retrieval.keywords import KeywordIndex
from retrieval.lock import LibraryLock
from retrieval.models import Answer, Document, IngestReport, SourceSummary, Verification
from retrieval.ranking import Ranker
from retrieval.scope import Scope
from retrieval.settings import LibrarySettings
from retrieval.store import Store
from retrieval.verifying import verify

_CATALOGUE, _CHROMA = "catalogue.sqlite", "chroma"
# What the disk, not the library, is to blame for.
_PASSING = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_BUSY}


def open_library(settings: LibrarySettings, *, create: bool = False) -> "Library":
    """Open the library that `settings` name, with the default model.

    With `create`, a library that does not exist yet is made. Raises a `LibraryError` where it is
    missing, held by another process, damaged or built by another model, and `ModelError` where
    the model cannot be made ready.
    """
    folder = settings.library
    try:
        folder = folder.expanduser().absolute()
        # A name that is no text cannot be told to SQLite, Chroma or a reader.
        str(folder).encode("utf-8")
        if folder.exists() and not folder.is_dir():
            raise LibraryError(
                f"{folder} is a file, not a library's folder; name another place with --library "
                "or PULLQUOTE_LIBRARY."
            )
        if not create and not (folder / _CATALOGUE).is_file():
            raise LibraryMissing(
                f"There is no library at {folder}; make one with: "
                f"python -m retrieval ingest PATH --library {folder}"
            )
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError, RuntimeError) as error:
        reason = _reason(error)
        raise LibraryError(
            f"The library's folder cannot be made or read ({reason}); name another place "
            "with --library or PULLQUOTE_LIBRARY."
        ) from error
    lock = LibraryLock(folder)
    try:
        return Library(folder, load_default_embedder(settings.model_cache), lock)
    except BaseException:
        lock.release()
        raise


def _today() -> date:
    """The date where this machine is."""
    return datetime.now().astimezone().date()


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeEncodeError):
        return "its name is not UTF-8"
    return str(error.strerror if isinstance(error, OSError) else error).rstrip(".")


class Library:
    """An open library. Its methods may be called from any thread, one runs at a time."""

    def __init__(
        self,
        folder: Path,
        embedder: Embedder,
        lock: LibraryLock,
        *,
        today: Callable[[], date] = _today,
    ) -> None:
        """Open what is in `folder`; `lock` is let go of when the library is closed.

        `today` tells what "last month" in a question is counted from.
        """
        self._folder = folder
        self._lock = lock
        self._turn = threading.RLock()
        self._closed = False
        self._catalogue = Catalogue(folder / _CATALOGUE)
        with self._sound():
            self._check_model(embedder)
            self._keywords = KeywordIndex(self._catalogue, embedder.rarity)
            self._store = Store(folder / _CHROMA, self._catalogue)
        indexes = Indexes(self._catalogue, self._keywords, self._store, embedder)
        self._ranker = Ranker(indexes)
        self._scope = Scope(self._catalogue, today)
        self._answerer = Answerer(self._ranker, load_model())
        self._ingester = Ingester(indexes)

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

    def warm_up(self) -> None:
        """Open what the first question would otherwise wait for."""
        with self._sound():
            self._store.open()
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

    def _check_model(self, embedder: Embedder) -> None:
        mine = json.dumps({"name": embedder.name, **embedder.config}, sort_keys=True)
        built_by = self._catalogue.meta("embedder")
        if built_by is None and (self._folder / _CHROMA).exists():
            # An index without the catalogue that it was made from: the file was emptied.
            raise damaged(self._folder / _CATALOGUE)
        if built_by is None:
            self._catalogue.set_meta("embedder", mine)
        elif built_by != mine:
            raise LibraryModelMismatch(
                f"The library at {self._folder} was built by another embedding model than "
                f"{embedder.name} as installed; move that folder away and ingest again."
            )

    @contextmanager
    def _sound(self) -> Iterator[None]:
        with self._turn:
            if self._closed:
                raise LibraryError(f"The library at {self._folder} was closed.")
            try:
                yield
            except sqlite3.DatabaseError as error:
                if getattr(error, "sqlite_errorcode", None) in _PASSING:
                    raise LibraryError(
                        f"The library at {self._folder} cannot be used now ({error}); "
                        "make room, or make the folder writable, and try again."
                    ) from error
                raise damaged(self._folder / _CATALOGUE) from error
