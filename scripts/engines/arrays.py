"""The product's own postings in memory."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from retrieval.catalogue import Catalogue
from retrieval.keywords import KeywordIndex
from retrieval.postings import Row
from retrieval.terms import QueryTerm


class Arrays:
    """As the product uses it, over terms in a catalogue without passages."""

    def __init__(self, folder: Path) -> None:
        self._catalogue = Catalogue(folder / "catalogue.sqlite")
        # There are no passages that the terms could belong to.
        self._catalogue.connection.execute("PRAGMA foreign_keys=OFF")
        self._index = KeywordIndex(self._catalogue, lambda _: 1.0)

    def build(self, rows: Iterable[Row]) -> None:
        """Write the rows down; the postings are made when the index is opened."""
        with self._catalogue.transaction():
            for row in rows:
                self._index.put(row)

    def search(self, question: Sequence[QueryTerm], count: int) -> list[int]:
        """By the product's own method."""
        return [number for number, _ in self._index.search(question, count)]

    def change(self, added: Sequence[Row], removed: Sequence[int]) -> None:
        """In one transaction."""
        with self._catalogue.transaction():
            for row in added:
                self._index.put(row)
            self._index.remove(removed)
