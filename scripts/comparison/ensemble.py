"""Both fused by rank, as LangChain does it: its EnsembleRetriever over its Chroma store and BM25.

Reciprocal-rank fusion is by Cormack, Clarke and Büttcher (SIGIR 2009), with their constant of 60.
"""

import math
from collections.abc import Sequence

from chromadb.api.client import Client
from langchain_chroma import Chroma
from langchain_classic.retrievers import EnsembleRetriever
from langchain_core.documents import Document
from langchain_core.runnables import RunnableLambda

from comparison.chroma import COLLECTION, PLACE
from comparison.systems import DEPTH, Found, Passage, System
from retrieval.embedding import Embedder


class Ensemble:
    """LangChain's fusion, weights .5 and .5, constant 60. It gives no score."""

    name = "LangChain ensemble (RRF)"

    def __init__(
        self, client: Client, embedder: Embedder, passages: Sequence[Passage], words: System
    ) -> None:
        """Fuse the collection that `chroma.filled` made and `words`, over the same passages."""
        store = Chroma(COLLECTION, _Embeddings(embedder), client=client)
        documents = [Document(p.text, metadata={PLACE: str(n)}) for n, p in enumerate(passages)]
        # LangChain's own BM25Retriever lives in a package that is no longer maintained, splits at
        # spaces and finds less; any function may stand in its place.
        by_words = RunnableLambda(lambda text: [documents[n] for n in words.search(text).places])
        by_vectors = store.as_retriever(search_kwargs={"k": DEPTH})
        self._retriever = EnsembleRetriever(
            retrievers=[by_words, by_vectors], weights=[0.5, 0.5], c=60, id_key=PLACE
        )

    def search(self, question: str) -> Found:
        """Up to twice `DEPTH`: what either found."""
        found = self._retriever.invoke(question)
        return Found(tuple(int(document.metadata[PLACE]) for document in found), math.nan)


class _Embeddings:
    """The product's model in the shape in which LangChain asks for one."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = self._embedder.embed_queries([text])[0].tolist()
        return vector
