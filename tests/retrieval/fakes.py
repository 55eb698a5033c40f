"""Stand-ins that can be predicted by eye."""

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval import Library
from retrieval.embedding import Embedder
from retrieval.lock import LibraryLock

DIMENSIONS = 32
_WORD = re.compile(r"\w+")


class HashEmbedder:
    """Each word has a fixed random direction, a text is the sum of its words, at length 1.

    `embedded` counts the texts it was given, so that a test can tell that nothing was embedded.
    """

    def __init__(self, version: str = "1") -> None:
        self.name = "hash"
        self.dimensions = DIMENSIONS
        self.config: Mapping[str, object] = {"version": version}
        self.embedded = 0

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += len(texts)
        return np.array([_direction(text) for text in texts], np.float32).reshape(-1, DIMENSIONS)

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.embed(texts)

    def rarity(self, word: str) -> float:  # noqa: ARG002 - every word is as rare as any other
        return 1.0


class CountingEmbedder:
    """The embedder it is made with; `embedded` counts the texts it was given."""

    def __init__(self, embedder: Embedder) -> None:
        self.name = embedder.name
        self.dimensions = embedder.dimensions
        self.config = embedder.config
        self.embedded = 0
        self._embedder = embedder

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += len(texts)
        return self._embedder.embed(texts)

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.embed(texts)

    def rarity(self, word: str) -> float:
        return self._embedder.rarity(word)


class BrokenEmbedder(HashEmbedder):
    """Fails as soon as a text holds `trigger`."""

    def __init__(self, trigger: str) -> None:
        super().__init__()
        self._trigger = trigger

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if any(self._trigger in text for text in texts):
            raise EmbedderBroke
        return super().embed(texts)


class EmbedderBroke(Exception):
    """What a broken embedder raises."""


@contextmanager
def opened(folder: Path, embedder: Embedder | None = None, **options: Any) -> Iterator[Library]:
    """The library in `folder`, made if need be, by the fake model if no other is given."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = LibraryLock(folder)
    try:
        library = Library(folder, embedder or HashEmbedder(), lock, **options)
    except BaseException:
        lock.release()
        raise
    with library:
        yield library


def _direction(text: str) -> NDArray[np.float32]:
    total = np.full(DIMENSIONS, 1e-3)
    for word in _WORD.findall(text.casefold()):
        seed = np.random.default_rng(zlib.crc32(word.encode("utf-8", "replace")))
        total += seed.standard_normal(DIMENSIONS)
    unit: NDArray[np.float32] = (total / np.linalg.norm(total)).astype(np.float32)
    return unit
