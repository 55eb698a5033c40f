"""BM25 alone, by bm25s (https://github.com/xhluca/bm25s)."""

from collections.abc import Sequence

import bm25s
import Stemmer

from comparison.systems import DEPTH, Found, Passage


class Bm25:
    """English words without the commonest, stemmed (Snowball); k1 1.5, b .75: bm25s's own manual.

    Its score is the best passage's. Passages without a word of the question are not found.
    """

    name = "BM25"

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._stemmer = Stemmer.Stemmer("english")
        self._index = bm25s.BM25(k1=1.5, b=0.75)
        self._index.index(self._words([p.text for p in passages]), show_progress=False)
        self._depth = min(DEPTH, len(passages))

    def search(self, question: str) -> Found:
        """The passages with the highest scores above 0."""
        words = self._words([question])
        places, scores = self._index.retrieve(words, k=self._depth, show_progress=False)
        hits = [(int(p), float(s)) for p, s in zip(places[0], scores[0], strict=True) if s > 0]
        return Found(tuple(place for place, _ in hits), hits[0][1] if hits else 0.0)

    # bm25s has no types: whatever it makes of texts goes back into it.
    def _words(self, texts: list[str]) -> object:
        return bm25s.tokenize(texts, stopwords="en", stemmer=self._stemmer, show_progress=False)
