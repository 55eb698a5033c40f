"""The four things that a library is made of, handed down together."""

from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import Protocol

from retrieval.catalogue import Catalogue
from retrieval.embedding import Embedder
from retrieval.keywords import KeywordIndex, Keywords
from retrieval.rows import Vectors
from retrieval.store import Store


class Nearest(Protocol):
    """Finds passages by their vectors."""

    def search(
        self, vector: Vectors, count: int, permitted: frozenset[int] | None = None
    ) -> list[tuple[int, float]]:
        """The `count` nearest passages, as `Store.search`."""


@dataclass(frozen=True, slots=True)
class Indexes:
    """The catalogue, what is made from it, and the model that made its vectors, to be read.

    All of them hold the same passages: all, or those that some readers may read. `vanished` tells
    which documents their sources no longer offer, by `Document.source`, whoever may read them.
    """

    catalogue: Catalogue
    keywords: Keywords
    store: Nearest
    embedder: Embedder
    vanished: Callable[[], Container[str]] = frozenset


@dataclass(frozen=True, slots=True)
class OwnIndexes(Indexes):
    """The indexes of all passages, which documents are taken into."""

    keywords: KeywordIndex
    store: Store
