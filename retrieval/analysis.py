"""A question to its terms: which words tell its topic, how rare they are, what they also mean."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from retrieval.terms import QueryTerm
from retrieval.territories import in_one_name, names_of
from retrieval.variants import VariantFinder
from retrieval.words import Word, adjacent_joins, compounds_of, is_stopword, term_of, words_of

_MOST_TERMS = 48
_REMEMBERED = 4096
_UNTOLD = 0.15
# What is so rare in the language and unknown to the library is likely a name, however written.
_A_NAME = 0.9


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms of a library: how many passages hold each, how many say it, how many as a name.

    What is held, but not said, stands around a passage. `total` is the number of passages.
    """

    held: Mapping[str, int]
    said: Mapping[str, int]
    held_as_name: Mapping[str, int]
    total: int

    def is_ordinary(self, word: str) -> bool:
        """Whether the library's texts say a word, and mostly not as a name."""
        term = term_of(word)
        return self.said.get(term, 0) > 2 * self.held_as_name.get(term, 0)

    def rarity(self, term: str) -> float:
        """A term's inverse document frequency, in BM25's form."""
        held = self.held.get(term, 0)
        return math.log(1 + (self.total - held + 0.5) / (held + 0.5))


class Analyser:
    """Cuts questions into terms, as a library with this vocabulary knows them."""

    def __init__(self, vocabulary: Vocabulary, rarity_in_language: Callable[[str], float]) -> None:
        """`rarity_in_language` tells how seldom a word is in the language, near 0 to 1."""
        self._vocabulary = vocabulary
        self._rarity_in_language = rarity_in_language
        finder = VariantFinder(vocabulary.held, vocabulary.total, rarity_in_language)
        # Questions share most of their words, and a part of a question all of them.
        self._variants_of = lru_cache(maxsize=_REMEMBERED)(finder.find)

    def analyse(self, question: str) -> list[QueryTerm]:
        """The question's terms, without grammar words, rarest first."""
        question = in_one_name(question)
        words = words_of(question)
        telling = [w for w in words if not is_stopword(w)]
        joined = [
            Word(t, t, name_like=False) for t in [*compounds_of(question), *adjacent_joins(words)]
        ]
        chosen = [*telling, *(w for w in joined if w.term in self._vocabulary.held)]
        unique = {w.term: w for w in reversed(chosen)}
        terms = [self._query_term(w) for w in unique.values()]
        return sorted(terms, key=lambda t: -t.weight)[:_MOST_TERMS]

    def _query_term(self, word: Word) -> QueryTerm:
        called = [name for name in names_of(word.term) if name in self._vocabulary.held]
        if called:
            weight = min(map(self._vocabulary.rarity, called))
            return QueryTerm(word.term, weight, name_like=True, variants=dict.fromkeys(called, 1.0))
        known = word.term in self._vocabulary.held
        name_like = word.name_like or word.term in self._vocabulary.held_as_name
        meaning = 1.0 if known or name_like else self._meaning(word)
        likely_a_name = name_like or (not known and meaning > _A_NAME)
        variants = self._variants_of(word.term) if likely_a_name else {}
        weight = meaning * self._vocabulary.rarity(word.term)
        return QueryTerm(word.term, weight, name_like, variants)

    def _meaning(self, word: Word) -> float:
        """What a word that the library never uses tells of the question's topic, near 0 to 1.

        A common word is likely a way of putting it ("get rid of"), a rare one the topic itself. A
        pair of characters from a run of CJK is mostly no word at all.
        """
        return self._rarity_in_language(word.surface) if word.surface.isascii() else _UNTOLD
