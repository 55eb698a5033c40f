"""Chroma's own query, with the product's model: vectors alone."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.config import Settings

from comparison.systems import DEPTH, Found, Passage
from retrieval.embedding import Embedder

COLLECTION = "compared"
PLACE = "place"
_BATCH = 1000


class ChromaQuery:
    """The question embedded, then `collection.query`; its score is the best passage's cosine."""

    name = "Chroma's own query"

    def __init__(self, client: Client, embedder: Embedder) -> None:
        """Search the collection that `filled` made, with the model that made its vectors."""
        self._collection = client.get_collection(COLLECTION)
        self._embedder = embedder

    def search(self, question: str) -> Found:
        """Texts and metadata are fetched too, as they are by default: a quote needs them."""
        vector = self._embedder.embed_queries([question])
        found = self._collection.query(query_embeddings=vector, n_results=DEPTH)
        distances = (found["distances"] or [[]])[0]
        score = 1.0 - distances[0] if distances else 0.0
        return Found(tuple(int(place) for place in found["ids"][0]), score)


@contextmanager
def filled(passages: Sequence[Passage]) -> Iterator[Client]:
    """A client of a collection of the passages on disk, which is removed afterwards.

    An id is the passage's place in `passages`; its metadata say it too. The space is cosine, the
    vectors are those that the product stored, all else is Chroma's default.
    """
    with TemporaryDirectory() as folder:
        # Without _env_file=None Chroma would read the bot's own .env.
        settings = Settings(_env_file=None, anonymized_telemetry=False)  # type: ignore[call-arg]  # pydantic-settings adds it
        client = chromadb.PersistentClient(path=str(Path(folder)), settings=settings)
        assert isinstance(client, Client)  # noqa: S101 - its declared type lacks close()
        try:
            _fill(client, passages)
            yield client
        finally:
            client.close()


def _fill(client: Client, passages: Sequence[Passage]) -> None:
    collection = client.create_collection(
        COLLECTION, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
    )
    for start in range(0, len(passages), _BATCH):
        batch = passages[start : start + _BATCH]
        places = [str(start + n) for n in range(len(batch))]
        collection.add(
            ids=places,
            embeddings=np.stack([passage.vector for passage in batch]),
            documents=[passage.text for passage in batch],
            metadatas=[{PLACE: place} for place in places],
        )
