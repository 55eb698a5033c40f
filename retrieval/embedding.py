"""How texts become vectors, and by which model."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, Protocol

import numpy as np
import platformdirs
from numpy.typing import NDArray

from retrieval.batches import batches
from retrieval.function_embedder import FunctionEmbedder
from retrieval.mending import mended
from retrieval.minilm.cache import prepared
from retrieval.minilm.encoder import MiniLmEmbedder
from retrieval.minilm.shape import BUILDER, MAX_TOKENS, NAME
from retrieval.minilm.vocabulary import rarity_of
from retrieval.minilm.weights import (
    TOKENIZER_SHA256,
    WEIGHTS_SHA256,
    ModelFiles,
    find_files,
    read_tokenizer,
    read_weights,
)
from retrieval.models import Passage
from retrieval.registry import make_function, registered_name
from retrieval.settings import BUILT_IN, ModelChoice

_CONFIG: Final = {
    "weights_sha256": WEIGHTS_SHA256,
    "tokenizer_sha256": TOKENIZER_SHA256,
    "quantisation": "int8",
    "builder": BUILDER,
    "max_tokens": str(MAX_TOKENS),
}
_KEPT_AS: Final = f"{NAME}-int8-{BUILDER}-{WEIGHTS_SHA256[:12]}.model"
_FEW: Final = 8


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
    def config(self) -> Mapping[str, object]:
        """Everything that the vectors depend on, as it may be kept: without keys."""
        ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row of length 1 for each text, in order: shape `(len(texts), dimensions)`."""
        ...

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The same for questions: some models read them otherwise than what answers them."""
        ...

    def rarity(self, word: str) -> float:
        """How seldom a word is in the model's language, near 0 (common) to 1 (not known)."""
        ...


def texts_of(passage: Passage, text: str, lead_in: str) -> Iterator[str]:
    """What is embedded for a passage whose own text is `text`: it, then each of its sentences.

    `lead_in` is the sentence that leads to a quotation; it goes before each of them. Mojibake is
    mended: no model has learned it.
    """
    yield mended(f"{lead_in} {text}".strip())
    for sentence in passage.sentences:
        start, end = sentence.start - passage.start, sentence.end - passage.start
        yield mended(f"{lead_in} {text[start:end]}".strip())


def embed_gently(embedder: Embedder, texts: Sequence[str]) -> NDArray[np.float32]:
    """The same as `embedder.embed`, so that a question that comes meanwhile hardly waits for it.

    The built-in model reads one text after the other in the caller's own thread. Another may be a
    service to which every call is a request.
    """
    together = 1 if isinstance(embedder, MiniLmEmbedder) else _FEW
    done = [embedder.embed(few) for few in batches(texts, together)]
    return np.concatenate([np.empty((0, embedder.dimensions), np.float32), *done])


def load_embedder(
    choice: ModelChoice, cache: Path | None = None, dimensions: int | None = None
) -> Embedder:
    """The model that is set: the built-in one, or a function of Chroma's registry.

    `dimensions` is the length of its vectors where that is known, so that it need not be found
    out. Raises as `load_default_embedder` and `registry.make_function`.
    """
    if choice.name == BUILT_IN:
        return load_default_embedder(cache)
    function = make_function(choice)
    # How seldom words are is a matter of the language, not of the model that embeds them.
    tokenizer = read_tokenizer(find_files())
    name = registered_name(function, choice.name)
    return FunctionEmbedder(name, function, lambda word: rarity_of(word, tokenizer), dimensions)


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
    return prepared(
        cache / _KEPT_AS,
        lambda model: MiniLmEmbedder(model, tokenizer, _CONFIG),
        lambda: _build(files),
    )


def _build(files: ModelFiles) -> bytes:
    # Only the first start needs `onnx`: 0.4 s and 40 MB that every other start is spared.
    from retrieval.minilm.graph import build_graph  # noqa: PLC0415

    return build_graph(read_weights(files))
