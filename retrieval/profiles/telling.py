"""The few quotes that tell most of some passages."""

from collections.abc import Sequence

import numpy as np

from retrieval.models import Quote
from retrieval.quoting import quote_around
from retrieval.rows import Stored, Vectors

_FEWEST_WORDS = 12


def telling_quotes(passages: Sequence[Stored], count: int) -> list[Quote]:
    """At most `count` quotes, the most telling first: those nearest to what all passages say.

    Nearness to the centroid as in Radev et al., "Centroid-based summarization of multiple
    documents" (2004), on sentence vectors.
    """
    if not passages:
        return []
    middle = _middle(passages)
    near = sorted(passages, key=lambda stored: -float((stored.sentence_vectors @ middle).max()))
    quotes = [quote_around(stored, stored.sentence_vectors @ middle) for stored in near]
    # What is short tells little, and is better than nothing.
    return sorted(quotes, key=lambda quote: len(quote.text.split()) < _FEWEST_WORDS)[:count]


def _middle(passages: Sequence[Stored]) -> Vectors:
    mean = np.concatenate([stored.sentence_vectors for stored in passages]).mean(axis=0)
    middle: Vectors = mean / np.linalg.norm(mean)
    return middle
