"""How texts become vectors, and whose vectors may be compared."""

import functools
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol

import numpy as np
import platformdirs
from numpy.typing import NDArray

from retrieval.errors import ModelError
from retrieval.minilm.cache import keep, read_kept
from retrieval.minilm.encoder import MiniLmEmbedder
from retrieval.minilm.shape import BUILDER, MAX_TOKENS, NAME
from retrieval.minilm.weights import (
    TOKENIZER_SHA256,
    WEIGHTS_SHA256,
    ModelFiles,
    find_files,
    read_tokenizer,
    read_weights,
)

if TYPE_CHECKING:
    from chromadb.api.types import Documents, EmbeddingFunction

_CONFIG: Final = {
    "weights_sha256": WEIGHTS_SHA256,
    "tokenizer_sha256": TOKENIZER_SHA256,
    "quantisation": "int8",
    "builder": BUILDER,
    "max_tokens": str(MAX_TOKENS),
}
_KEPT_AS: Final = f"{NAME}-int8-{BUILDER}-{WEIGHTS_SHA256[:12]}.model"


class Embedder(Protocol):
    """Turns texts into vectors.

    Vectors are comparable where `name` and `config` are equal. `dimensions` is their length.
    """

    @property
    def name(self) -> str:
        """The model's published name."""
        ...

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        ...

    @property
    def config(self) -> Mapping[str, str]:
        """Everything that the vectors depend on."""
        ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row of length 1 for each text, in order: shape `(len(texts), dimensions)`."""
        ...


def load_default_embedder(cache: Path | None = None) -> Embedder:
    """all-MiniLM-L6-v2, English, 384 dimensions; needs neither a network nor a key.

    The first call prepares the model (about a second) and keeps it in `cache`, by default the
    user's cache folder. Raises `ModelError` if the published files are missing or damaged.
    """
    return prepare(find_files(), cache or platformdirs.user_cache_path("pullquote"))


def prepare(files: ModelFiles, cache: Path) -> Embedder:
    """Make the embedder from these files, or from what an earlier call kept in `cache`.

    A kept model that is damaged is made anew. Raises `ModelError` as `load_default_embedder`.
    """
    tokenizer = read_tokenizer(files)
    path = cache / _KEPT_AS
    kept = read_kept(path)
    if kept is not None:
        # A whole file that onnxruntime refuses was kept by another version of it.
        with suppress(ModelError):
            return MiniLmEmbedder(kept, tokenizer, _CONFIG)
    model = _build(files)
    keep(path, model)
    return MiniLmEmbedder(model, tokenizer, _CONFIG)


def _build(files: ModelFiles) -> bytes:
    # Only the first start needs `onnx`: 0.4 s and 40 MB that every other start is spared.
    from retrieval.minilm.graph import build_graph  # noqa: PLC0415

    return build_graph(read_weights(files))


def chroma_embedding_function(embedder: Embedder) -> "EmbeddingFunction[Documents]":
    """Let a Chroma collection record, in its configuration, who made its vectors."""
    return _chroma_class()(embedder)


@functools.cache
def _chroma_class() -> Callable[[Embedder], "EmbeddingFunction[Documents]"]:
    # Importing chromadb takes more than a second, and only a collection needs it.
    from chromadb.api.types import EmbeddingFunction  # noqa: PLC0415
    from chromadb.utils.embedding_functions import register_embedding_function  # noqa: PLC0415

    class PullquoteEmbeddingFunction(_ChromaMethods, EmbeddingFunction[list[str]]):
        pass

    # Without this, Chroma cannot read back the configuration of a collection that names it.
    register_embedding_function(PullquoteEmbeddingFunction)  # type: ignore[no-untyped-call]  # untyped
    return PullquoteEmbeddingFunction


class _ChromaMethods:
    """What Chroma asks of an embedding function (chromadb.api.types.EmbeddingFunction)."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def __call__(self, input: list[str]) -> list[NDArray[Any]]:  # noqa: A002  # Chroma's own name
        return list(self._embedder.embed(input))

    @staticmethod
    def name() -> str:
        return "pullquote"

    def default_space(self) -> Literal["cosine"]:
        return "cosine"

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> "EmbeddingFunction[Documents]":
        return chroma_embedding_function(_Recorded(config))

    def get_config(self) -> dict[str, Any]:
        own = self._embedder
        return {"model": own.name, "dimensions": own.dimensions, "config": dict(own.config)}


class _Recorded:
    """The identity of an embedder, read back from a collection's record.

    Chroma rebuilds the function whenever it reads the record. That must not load a model, let
    alone one that differs from the recorded one, so this one only tells who it was.
    """

    def __init__(self, record: Mapping[str, Any]) -> None:
        self.name: Final[str] = record["model"]
        self.dimensions: Final[int] = record["dimensions"]
        self.config: Final[Mapping[str, str]] = dict(record["config"])

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        message = (
            f"{len(texts)} texts cannot be embedded from a collection's record of {self.name}: "
            "open the collection through the library."
        )
        raise ModelError(message)
