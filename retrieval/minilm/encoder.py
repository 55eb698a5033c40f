"""How texts run through the model.

Every text runs through the graph by itself, and several texts run side by side, one thread each.
Activations are quantised by the largest value in the run, so in a batch a text's vector depends on
its neighbours (in batches of 32, its cosine with the vector made alone is 0.995 on average and
0.990 at worst); alone it cannot, to the last bit. It is also the faster way on a processor: nothing
is padded and no thread waits for another (2 threads, passages of 115 tokens: 200 a second, against
160 to 180 in padded batches and 130 with both threads on one text).
"""

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, cast

import numpy as np
import onnxruntime  # type: ignore[import-untyped]  # the package ships no types
from tokenizers import Tokenizer

from retrieval.errors import ModelError
from retrieval.minilm.shape import DIMENSIONS, INPUT, NAME, OUTPUT
from retrieval.minilm.tensors import Floats
from retrieval.minilm.vocabulary import rarity_of

# More would crowd out what else the machine does, while a question needs only one.
MOST_THREADS: Final = 4


class MiniLmEmbedder:
    """all-MiniLM-L6-v2 as an `Embedder`; may be called from several threads at once."""

    name: Final = NAME
    dimensions: Final = DIMENSIONS

    def __init__(self, model: bytes, tokenizer: Tokenizer, config: Mapping[str, str]) -> None:
        """Take a model from `build_graph`. Raises `ModelError` if onnxruntime refuses it."""
        self.config: Final = config
        self._tokenizer = tokenizer
        self._session = open_session(model)
        threads = min(os.cpu_count() or 1, MOST_THREADS)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="embedding")

    def embed(self, texts: Sequence[str]) -> Floats:
        """Vectors of length 1, shape `(len(texts), 384)`; what lies past 256 tokens is cut off.

        One text is done in the caller's own thread, so a question never queues behind an ingest.
        """
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        if len(texts) == 1:
            return self._embed_one(texts[0])
        return np.concatenate(list(self._pool.map(self._embed_one, texts)))

    def embed_queries(self, texts: Sequence[str]) -> Floats:
        """The same as `embed`: this model reads questions as it reads passages."""
        return self.embed(texts)

    def rarity(self, word: str) -> float:
        """How seldom a word is in English, from 0.15 (everywhere) to 1 (not in the vocabulary)."""
        return rarity_of(word, self._tokenizer)

    def _embed_one(self, text: str) -> Floats:
        encoding = self._tokenizer.encode(plain(text))
        tokens = np.array([encoding.ids], np.int32)
        (vector,) = self._session.run([OUTPUT], {INPUT: tokens})
        return cast("Floats", vector)


def plain(text: str) -> str:
    """The text without lone surrogates: they are no characters, and the tokenizer refuses them."""
    return text.encode("utf-8", "replace").decode("utf-8")


def open_session(model: bytes) -> onnxruntime.InferenceSession:
    """Open a session that works in its caller's thread. Raises `ModelError` on a bad model."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # Every length of text is a shape of its own: a plan for each is memory without a gain.
    options.enable_mem_pattern = False
    try:
        return onnxruntime.InferenceSession(model, options, ["CPUExecutionProvider"])
    except Exception as error:  # its exceptions share no base class that it names
        message = f"onnxruntime cannot run the embedding model ({error}): install it again."
        raise ModelError(message) from error
