"""The part of a library's indexes that some readers may read, as if there were nothing else."""

from collections.abc import Collection
from pathlib import Path

import numpy as np

from retrieval.audiences import catalogue_for
from retrieval.catalogue import Catalogue
from retrieval.indexes import Indexes, OwnIndexes
from retrieval.keywords import KeywordIndex, Keywords
from retrieval.lexicon import Lexicon
from retrieval.rows import Vectors
from retrieval.store import Store
from retrieval.turns import Turn


def indexes_for(whole: OwnIndexes, path: Path, audiences: Collection[str]) -> Indexes:
    """What the readers of these audiences may read of `whole`, whose catalogue lies at `path`.

    Its catalogue is to be closed when it is needed no longer.
    """
    catalogue = catalogue_for(path, audiences)
    keywords = ReadableKeywords(whole.keywords, catalogue)
    store = ReadableStore(whole.store, catalogue, audiences)
    return Indexes(catalogue, keywords, store, whole.embedder, whole.vanished)


class ReadableKeywords(Keywords):
    """The part of an index that a catalogue's readers may read (audiences.py), by itself."""

    def __init__(self, whole: KeywordIndex, catalogue: Catalogue) -> None:
        super().__init__(catalogue)
        self._catalogue = catalogue
        self._whole = whole
        self._seen: Lexicon | None = None
        self._mine: Lexicon | None = None

    @property
    def lexicon(self) -> Lexicon:
        """What is searched; taken from the whole when first asked for, and after a change."""
        whole = self._whole.lexicon
        if self._mine is None or (whole is not self._seen and not self._whole.lags):
            self._seen, self._mine = whole, self._part_of(whole)
        return self._mine

    def renew(self, turn: Turn) -> None:
        """As `Keywords.renew`; what is searched is taken from the whole again."""
        with turn():
            whole = self._whole.lexicon
            mine = self._part_of(whole)
        mine.warm_up()
        with turn():
            self._seen, self._mine = whole, mine

    def _part_of(self, whole: Lexicon) -> Lexicon:
        return whole.among(np.array(self._catalogue.passage_ids(), np.int64))


class ReadableStore:
    """The part of a store that a catalogue's readers may read (audiences.py)."""

    def __init__(self, whole: Store, catalogue: Catalogue, audiences: Collection[str]) -> None:
        """`catalogue` is as the readers of `audiences` see it."""
        self._whole = whole
        self._catalogue = catalogue
        self._audiences = audiences

    def search(
        self, vector: Vectors, count: int, permitted: frozenset[int] | None = None
    ) -> list[tuple[int, float]]:
        """The `count` nearest passages that may be read, as `Store.search`."""
        found = self._whole.search(vector, count, permitted, self._audiences)
        # Whatever was looked among, only what may be read is found.
        readable = self._catalogue.known([number for number, _ in found])
        return [(number, cosine) for number, cosine in found if number in readable]
