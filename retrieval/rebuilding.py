"""A library on its way to another model: embedded anew beside it, exchanged in one step."""

import shutil
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import numpy as np

from retrieval.batches import batches
from retrieval.catalogue import Catalogue
from retrieval.draft import Draft
from retrieval.embedding import Embedder, texts_of
from retrieval.faults import damaged, faults_told
from retrieval.identity import described, identity_of, same_vectors, told_apart
from retrieval.lock import LibraryLock
from retrieval.places import CATALOGUE, CHROMA, DRAFT, REBUILD
from retrieval.reports import RebuildPlan
from retrieval.rows import DIMENSIONS, EMBEDDER, Stored, Vectors
from retrieval.store import Store

Progress = Callable[[int, int], None]
# Passages that are embedded before their vectors are kept: what a kill costs at most.
_GROUP: Final = 16


class Rebuild:
    """Brings the library in `folder` over to `embedder`.

    Until `exchange` the library is only read, so it may be open elsewhere and answer meanwhile.
    What was embedded is kept in the library's folder until then; a later `Rebuild` to the same
    model goes on from it.
    """

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        """Look at what there is to do. Raises `LibraryHeld` where it is being done already."""
        self._folder = folder
        self._embedder = embedder
        self._identity = identity_of(embedder.name, embedder.config)
        self._path = folder / REBUILD / DRAFT
        self._path.parent.mkdir(exist_ok=True)
        self._lock = LibraryLock(self._path.parent)
        try:
            with faults_told(folder / CATALOGUE):
                self._catalogue = Catalogue(folder / CATALOGUE)
                self._draft = Draft.left_at(self._path, self._identity, embedder.dimensions)
                self.plan: Final = self._plan()
        except BaseException:
            self._lock.release()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go of the files. What is embedded but not in use stays for the next time."""
        if self._draft:
            self._draft.close()
            if not self.plan.needed:
                # Left by a process that was killed between the exchange and its tidying up.
                self._path.unlink()
        self._catalogue.close()
        self._lock.release()
        if not self._path.exists():
            shutil.rmtree(self._path.parent, ignore_errors=True)

    @property
    def model(self) -> str:
        """The model that the library is brought over to, in words."""
        return described(self._identity)

    def embed(self, progress: Progress) -> None:
        """Embed the passages that are not embedded yet; `progress` is told how many are, of all.

        Raises `ModelError` where the model fails; what was embedded until then is kept.
        """
        with faults_told(self._folder / CATALOGUE):
            if self._draft is None:
                self._draft = Draft.begin(self._path, self._identity, self._embedder.dimensions)
            held = self._draft.held()
            ids = self._catalogue.passage_ids()
            missing = [number for number in ids if number not in held]
            done = len(ids) - len(missing)
            for group in batches(missing, _GROUP):
                progress(done, len(ids))
                self._draft.add(self._embedded(self._catalogue.passages(group)))
                done += len(group)
            progress(done, len(ids))

    def exchange(self, progress: Progress) -> None:
        """Give the library its new vectors, and make its Chroma index of them.

        Raises `LibraryHeld` where another process has the library open. From one moment to the
        next the library is the new model's; Chroma is made good at the next opening if need be.
        """
        lock = LibraryLock(self._folder)
        try:
            # What was ingested since.
            self.embed(progress)
            with faults_told(self._folder / CATALOGUE):
                self._take_over()
                store = Store(self._folder / CHROMA, self._catalogue)
                store.rebuild(progress)
                store.close()
        finally:
            lock.release()

    def _take_over(self) -> None:
        if self._draft:
            self._draft.close()
            self._draft = None
        notes = {EMBEDDER: self._identity, DIMENSIONS: str(self._embedder.dimensions)}
        self._catalogue.exchange_vectors(self._path, notes)
        self._path.unlink()

    def _plan(self) -> RebuildPlan:
        built_by = self._noted(EMBEDDER)
        built_with, to = told_apart(built_by, self._identity)
        ids = self._catalogue.passage_ids()
        return RebuildPlan(
            library=self._folder,
            built_with=built_with,
            to=to,
            dimensions=self._embedder.dimensions,
            passages=len(ids),
            embedded=len(self._draft.held().intersection(ids)) if self._draft else 0,
            needed=self._needed(),
        )

    def _needed(self) -> bool:
        """Whether the library's vectors are another model's, or of another length."""
        dimensions = self._catalogue.meta(DIMENSIONS)
        other_length = dimensions is not None and int(dimensions) != self._embedder.dimensions
        return other_length or not same_vectors(self._noted(EMBEDDER), self._identity)

    def _noted(self, key: str) -> str:
        noted = self._catalogue.meta(key)
        if noted is None:
            raise damaged(self._folder / CATALOGUE)
        return noted

    def _embedded(self, passages: list[Stored]) -> list[tuple[int, Vectors, Vectors]]:
        texts = [list(texts_of(p.passage, p.text, p.lead_in)) for p in passages]
        vectors = iter(self._embedder.embed([text for each in texts for text in each]))
        return [
            (p.id, next(vectors), np.stack([next(vectors) for _ in p.passage.sentences]))
            for p in passages
        ]
