"""How a question and a text are read together by the re-scorer."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import numpy as np
from tokenizers import Tokenizer

from retrieval.minilm.encoder import MOST_THREADS, open_session, plain
from retrieval.minilm.shape import INPUT, LOGIT, TYPES

# A long question's end is what it asks; a long text's beginning is what it is about.
QUESTION_TOKENS: Final = 64
TEXT_TOKENS: Final = 160


class CrossEncoder:
    """Scores texts against a question; may be called from several threads at once."""

    def __init__(self, model: bytes, tokenizer: Tokenizer) -> None:
        """Take a model from `build_pair_graph`. Raises `ModelError` if onnxruntime refuses it."""
        self._tokenizer = tokenizer
        # What the tokenizer puts around every text.
        self._first, self._end = tokenizer.encode("").ids
        self._session = open_session(model)
        threads = min(os.cpu_count() or 1, MOST_THREADS)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="rescoring")

    def score(self, question: str, texts: Sequence[str]) -> list[float]:
        """A logit for each text, above 0 where it more likely answers the question than not."""
        asked = self._ids(question)[-QUESTION_TOKENS:]
        return list(self._pool.map(lambda text: self._score_one(asked, text), texts))

    def _score_one(self, asked: list[int], text: str) -> float:
        told = self._ids(text)[:TEXT_TOKENS]
        tokens = np.array([[self._first, *asked, self._end, *told, self._end]], np.int32)
        types = np.array([[0] * (len(asked) + 2) + [1] * (len(told) + 1)], np.int32)
        (logit,) = self._session.run([LOGIT], {INPUT: tokens, TYPES: types})
        return float(logit.item())

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(plain(text), add_special_tokens=False).ids
        return ids
