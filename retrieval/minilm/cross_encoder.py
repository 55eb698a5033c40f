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
        self._session = open_session(model)
        threads = min(os.cpu_count() or 1, MOST_THREADS)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="rescoring")

    def score(self, question: str, texts: Sequence[str]) -> list[float]:
        """A logit for each text, above 0 where it more likely answers the question than not."""
        asked = self._tokenizer.encode(plain(question)).ids
        return list(self._pool.map(lambda text: self._score_one(asked, text), texts))

    def _score_one(self, asked: Sequence[int], text: str) -> float:
        tokens, types = joined(asked, self._tokenizer.encode(plain(text)).ids)
        inputs = {INPUT: np.array([tokens], np.int32), TYPES: np.array([types], np.int32)}
        (logit,) = self._session.run([LOGIT], inputs)
        return float(logit.item())


def joined(asked: Sequence[int], told: Sequence[int]) -> tuple[list[int], list[int]]:
    """The tokens of a question and of a text as one, and the types that tell them apart.

    Both are given as the tokenizer encodes them, with the marks that it puts around every text.
    """
    first, *question, end = asked
    question = question[-QUESTION_TOKENS:]
    text = told[1:-1][:TEXT_TOKENS]
    types = [0] * (len(question) + 2) + [1] * (len(text) + 1)
    return [first, *question, end, *text, end], types
