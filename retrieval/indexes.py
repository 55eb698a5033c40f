"""The four things that a library is made of, handed down together."""

from dataclasses import dataclass

from retrieval.catalogue import Catalogue
from retrieval.embedding import Embedder
from retrieval.keywords import KeywordIndex
from retrieval.store import Store


@dataclass(frozen=True, slots=True)
class Indexes:
    """The catalogue, what is made from it, and the model that made its vectors."""

    catalogue: Catalogue
    keywords: KeywordIndex
    store: Store
    embedder: Embedder
