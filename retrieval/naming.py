"""Which known names are meant by "azhar", "Azar", "exponential view"? Parts and slips count."""

import re
import unicodedata
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from itertools import islice
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process

from retrieval.mending import mended
from retrieval.words import STOPWORDS

K = TypeVar("K", bound=Hashable)

_WORD = re.compile(r"\w+")
_POSSESSIVE = re.compile(r"['’]s?\b")
_SHORTEST_START, _SHORTEST_MISSPELT = 3, 4
# Two words this much alike (0 to 100) are one word misspelt: "Azar" and "Azhar" are 89, but
# "Wong" and "Wang" 75.
_MISSPELT = 80
_NEAREST = 3


class Names(Generic[K]):
    """Known names and what bears them, found by parts, whatever the case, accents and slips."""

    def __init__(self, bearers: Mapping[str, K], hidden: Collection[str] = ()) -> None:
        """`hidden` names are found, and never offered."""
        self._bearers = bearers
        self._folded = {name: folded(name) for name in bearers}
        self._offered = {n: plain for n, plain in self._folded.items() if n not in hidden}
        self._whole: dict[str, set[str]] = {}
        self._by_word: dict[str, set[str]] = {}
        for name, plain in self._folded.items():
            self._whole.setdefault(plain, set()).add(name)
            for word in plain.split():
                self._by_word.setdefault(word, set()).add(name)

    def find(self, value: str) -> frozenset[K]:
        """Whatever `value` names: by its whole name, or else by words of it.

        Beginnings of words count where no whole word does; a misspelt name only where it is like
        one alone.
        """
        found = self._whole.get(folded(value), set())
        # "The" is a part of many names, and means none.
        words = [word for word in _words(value) if word not in STOPWORDS]
        found = found or self._having(words, lambda word: [word])
        found = found or self._having(words, self._beginning)
        return self._borne(found) or self._misspelt(words)

    def is_whole(self, value: str) -> bool:
        """Whether `value` is all of a name."""
        return folded(value) in self._whole

    def nearest(self, value: str, count: int = _NEAREST) -> list[str]:
        """The known names that are most like `value`, at most `count`."""
        found = process.extract(folded(value), self._offered, scorer=fuzz.WRatio, limit=count)
        return [name for _, _, name in found]

    def beginning(self, typed: str, count: int) -> list[str]:
        """At most `count` names that somebody may be about to type, in the given order."""
        words = _words(typed)
        each = [
            {
                name
                for known in self._by_word
                if known.startswith(word)
                for name in self._by_word[known]
            }
            for word in words
        ]
        fitting = set.intersection(*each) if each else self._offered.keys()
        return list(islice((name for name in self._offered if name in fitting), count))

    def _borne(self, names: Iterable[str]) -> frozenset[K]:
        return frozenset(self._bearers[name] for name in names)

    def _misspelt(self, words: list[str]) -> frozenset[K]:
        """The one bearer of a name like these words, in whole rather than in part."""
        like = self._having(words, self._like)
        whole = [name for name in like if len(self._folded[name].split()) == len(words)]
        meant = self._borne(whole or like)
        return meant if len(meant) == 1 else frozenset()

    def _having(self, words: list[str], meant: Callable[[str], Iterable[str]]) -> set[str]:
        """The names that have, for every word, one that is meant by it; none for no words."""
        each = [
            {name for known in meant(word) for name in self._by_word.get(known, ())}
            for word in words
        ]
        return set.intersection(*each) if each else set()

    def _beginning(self, word: str) -> list[str]:
        if word.isascii():
            starts = len(word) >= _SHORTEST_START
            return [known for known in self._by_word if starts and known.startswith(word)]
        # Chinese and Japanese write no spaces: a part may stand anywhere.
        return [known for known in self._by_word if word in known]

    def _like(self, word: str) -> list[str]:
        if word in self._by_word:
            return [word]
        if len(word) < _SHORTEST_MISSPELT:
            return []
        found = process.extract(
            word, list(self._by_word), scorer=fuzz.ratio, score_cutoff=_MISSPELT, limit=None
        )
        return [known for known, _, _ in found]


def folded(name: str) -> str:
    """A name without case, accents, mojibake and marks: what its spellings have in common."""
    return " ".join(_words(name))


def _words(text: str) -> list[str]:
    """The words of a name, without case, accents, mojibake, possessives and marks."""
    bare = mended(text).casefold()
    if not bare.isascii():
        parts = unicodedata.normalize("NFKD", bare)
        bare = "".join(c for c in parts if not unicodedata.combining(c))
    return _WORD.findall(_POSSESSIVE.sub("", bare))
