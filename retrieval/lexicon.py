"""What is searched for words at one moment: passages by their terms, and how rare each term is.

It is never changed: when documents come or go, another takes its place.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import numpy as np

from retrieval.analysis import Analyser, Vocabulary
from retrieval.postings import AS_NAME, SAID, Floats, Integers, Postings, TermNumbers
from retrieval.terms import QueryTerm
from retrieval.words import is_stopword, running_terms, term_of, words_of

# A term in more than about a fifth of all passages tells little.
_COMMON = 1.6
# Long questions are mostly talk; their rarest terms find what all of them find.
_MOST_LOOKED_UP = 12


class Lexicon:
    """The passages of some postings, and the words of these passages and no others."""

    def __init__(
        self,
        numbers: TermNumbers,
        parts: Sequence[Postings],
        rarity_in_language: Callable[[str], float],
    ) -> None:
        """`parts` share `numbers`; their ids rise from one to the next.

        `rarity_in_language` tells how seldom a word is in the language, near 0 to 1.
        """
        self._numbers = numbers
        self._rarity_in_language = rarity_in_language
        self.parts = parts

    def among(self, ids: Integers) -> "Lexicon":
        """Only these passages, as if there were no others: rarity too is told from them alone."""
        parts = [part.among(ids) for part in self.parts]
        return Lexicon(self._numbers, parts, self._rarity_in_language)

    def warm_up(self) -> None:
        """Count what the first question would otherwise wait for."""
        _ = self._analyser, self._mean_length

    def is_ordinary(self, word: str) -> bool:
        """Whether the texts use a word, and mostly not as a name."""
        return self._known.is_ordinary(word)

    def knows(self, word: str) -> bool:
        """Whether any passage, or what surrounds it, holds a word."""
        return term_of(word) in self._known.held

    def knows_any(self, text: str) -> bool:
        """Whether a word of a text is held, or of the language; any in another script may be."""
        return any(
            is_stopword(word)
            or not word.surface.isascii()
            or self._rarity_in_language(word.surface) < 1
            or self.knows(word.surface.casefold())
            for word in words_of(text)
        )

    @property
    def terms(self) -> Iterable[str]:
        """Every term that a passage, or what surrounds it, holds."""
        return self._known.held

    def surprise(self, terms: Iterable[str]) -> list[float]:
        """How seldom each term is said here: minus the logarithm of its share of all words.

        Taken from how many passages say it, so that it counts once in each.
        """
        said = self._known.said
        words = self._known.total * self._mean_length + 1
        return [math.log(words / (said.get(term, 0) + 0.5)) for term in terms]

    def says(self, words: str) -> bool:
        """Whether any passage, or what surrounds it, holds each of these words."""
        return all(term in self._known.held for term in running_terms(words))

    def says_rather(self, words: str, others: str) -> bool:
        """Whether the texts say these words more often than others, each by its rarest."""
        said, other = (
            max(self.surprise(running_terms(each)), default=0) for each in (words, others)
        )
        return said < other

    def analyse(self, question: str) -> list[QueryTerm]:
        """The question's terms, without grammar words, rarest first."""
        return self._analyser.analyse(question)

    def search(
        self, terms: Sequence[QueryTerm], count: int, permitted: frozenset[int] | None
    ) -> list[tuple[int, float]]:
        """The `count` best passages for these terms by BM25 (k1 1.2, b .75): ids and scores.

        Only those of `permitted`, where it is given.
        """
        weights = {
            term: worth * self._known.rarity(term) for term, worth in looked_up(terms).items()
        }
        ids = np.concatenate([part.ids for part in self.parts])
        scores = np.concatenate([part.scores(weights, self._mean_length) for part in self.parts])
        if permitted is not None:
            scores[~np.isin(ids, list(permitted))] = 0
        return _best(ids, scores, count)

    # Counted when first asked for: of the whole nobody may ask but for a part.
    @cached_property
    def _known(self) -> Vocabulary:
        return vocabulary_of(self._numbers, self.parts)

    @cached_property
    def _analyser(self) -> Analyser:
        return Analyser(self._known, self._rarity_in_language)

    @cached_property
    def _mean_length(self) -> float:
        lengths = np.concatenate([part.lengths[part.alive] for part in self.parts])
        return float(lengths.mean()) if len(lengths) else 1.0


def looked_up(terms: Sequence[QueryTerm]) -> dict[str, float]:
    """Those of a question's terms by which passages are found, and variants: what each is worth."""
    telling = ([t for t in terms if t.weight >= _COMMON] or list(terms))[:_MOST_LOOKED_UP]
    worths: dict[str, float] = {}
    for wanted in telling:
        for term, worth in {**wanted.variants, wanted.term: 1.0}.items():
            worths[term] = max(worths.get(term, 0.0), worth)
    return worths


def vocabulary_of(numbers: TermNumbers, parts: Sequence[Postings]) -> Vocabulary:
    """Which terms the passages of `parts`, which share `numbers`, hold, and in how many."""

    def counted(mark: int = 0) -> dict[str, int]:
        held = np.sum([part.held(mark) for part in parts], axis=0).tolist()
        return {term: count for term, count in zip(numbers, held, strict=True) if count}

    total = sum(int(part.alive.sum()) for part in parts)
    return Vocabulary(counted(), counted(SAID), counted(AS_NAME), total)


def _best(ids: Integers, scores: Floats, count: int) -> list[tuple[int, float]]:
    """The best `count` that score at all, best first, of equal ones the earlier."""
    found = np.flatnonzero(scores)
    if len(found) > count:
        least = np.partition(scores[found], -count)[-count]
        found = found[scores[found] >= least]
    order = found[np.lexsort((ids[found], -scores[found]))][:count]
    return list(zip(ids[order].tolist(), scores[order].tolist(), strict=True))
