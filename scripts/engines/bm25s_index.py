"""bm25s (https://github.com/xhluca/bm25s): every term's score in every row, computed beforehand."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import bm25s
import numpy as np

from retrieval.lexicon import looked_up
from retrieval.postings import Row
from retrieval.terms import QueryTerm


class Bm25s:
    """One field: it knows no other. It cannot be changed, only built again, from all rows."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        if (folder / "ids.npy").exists():
            self._ids = np.load(folder / "ids.npy")
            self._index = bm25s.BM25.load(folder)

    def build(self, rows: Iterable[Row]) -> None:
        """Index all terms of the rows."""
        ids, terms = [], []
        for number, said, around, _ in rows:
            ids.append(number)
            terms.append([*said.split(), *around.split()])
        self._ids = np.array(ids)
        self._index = bm25s.BM25(k1=1.2, b=0.75)
        self._index.index(terms, show_progress=False)
        self._index.save(self._folder)
        np.save(self._folder / "ids.npy", self._ids)

    def search(self, question: Sequence[QueryTerm], count: int) -> list[int]:
        """The highest sums."""
        places, _ = self._index.retrieve([list(looked_up(question))], k=count, show_progress=False)
        return [int(self._ids[place]) for place in places[0]]

    def change(self, added: Sequence[Row], removed: Sequence[int]) -> None:
        """Not possible: the measurement builds it again."""
        raise NotImplementedError
