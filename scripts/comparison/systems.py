"""What a system that is compared does, and the passages that all of them are given."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from retrieval.beir import Query
from retrieval.catalogue import Catalogue
from retrieval.evaluation import Outcome
from retrieval.rows import Vectors

# Enough for ten documents. With 100 they take longer, and fusion by rank does a little worse.
DEPTH = 20
_QUOTES = 3
_PAGE = 5000


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as Pullquote cut it: the row of the corpus it stands in, its text and vector.

    `vector` is (dimensions,), of length 1, by the product's own model.
    """

    source: str
    text: str
    vector: Vectors


@dataclass(frozen=True, slots=True)
class Found:
    """What a system found: places in the list of passages, best first, and its score of the best.

    `score` is 0 where it found nothing, NaN where it gives none.
    """

    places: tuple[int, ...]
    score: float


class System(Protocol):
    """A way of finding passages, over the passages that it was made with."""

    @property
    def name(self) -> str:
        """What the table calls it."""
        ...

    def search(self, question: str) -> Found:
        """The `DEPTH` best passages for a question."""
        ...


def searched(system: System, passages: Sequence[Passage], query: Query) -> Outcome:
    """Put one query to a system. A document's rank is that of its first passage.

    What it would quote are whole passages: they are all that it has to show.
    """
    began = time.perf_counter()
    found = system.search(query.text)
    seconds = time.perf_counter() - began
    hits = [passages[place] for place in found.places]
    ranking = tuple(dict.fromkeys(passage.source for passage in hits))
    return Outcome(query, ranking, tuple(p.text for p in hits[:_QUOTES]), found.score, seconds)


def passages_in(catalogue: Path) -> list[Passage]:
    """Every passage of the library whose catalogue is the file `catalogue`."""
    held = Catalogue(catalogue)
    try:
        ids = held.passage_ids()
        pages = (ids[start : start + _PAGE] for start in range(0, len(ids), _PAGE))
        return [passage for page in pages for passage in _read(held, page)]
    finally:
        held.close()


def _read(catalogue: Catalogue, ids: Sequence[int]) -> Iterator[Passage]:
    vectors = catalogue.vectors(ids)
    for stored, vector in zip(catalogue.passages(ids), vectors, strict=True):
        yield Passage(stored.source, stored.text, vector)
