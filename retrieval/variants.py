"""Terms of a library that are likely a question's name, misheard or mistyped."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from retrieval.grams import GramIndex
from retrieval.words import SPLIT

_MOST_CANDIDATES = 64
_MOST_VARIANTS = 6
_SHORTEST = 3
# How alike (0 to 1) a term has to be: to a word that the library does not have, and to a name that
# it has, which is likely written right and may have a namesake.
_ALIKE, _ALIKE_TO_KNOWN = 0.7, 0.82
# ... and how much less alike than the best one.
_WORSE_THAN_BEST = 0.12
# What a term that is only like the question's is worth: nothing where it is no more alike than any
# two words, and nearly as much as the name itself where one letter of many is wrong.
_UNLIKE, _VERY_ALIKE, _MOST_WORTH = 0.5, 0.92, 0.9
# What is heard wrong is seldom a word of the language, or one that many passages say: what a common
# word loses.
_ORDINARY, _OFTEN = 0.1, 0.15
# How fast a term's worth falls with what it is less alike than the best one.
_FALL = 8.0
# Letters that are taken for one another: those of one sound, with and without voice, and vowels.
_SOUNDS = (("ph", "f"), ("ck", "k"), ("tion", "sn"), ("sh", "s"), ("ch", "c"), ("qu", "kf"))
_CLASSES = str.maketrans(
    {
        letter: group[0]
        for group in ("aeiouy", "pb", "td", "kgqc", "szx", "mn", "fvw")
        for letter in group
    }
    | {"h": ""}
)
_DOUBLED = re.compile(r"([^\n])\1+")

Floats = NDArray[np.float32]


class _Spellings:
    """Terms by their letters and by their sounds; made when a name is first looked for."""

    def __init__(self, terms: list[str]) -> None:
        self._terms = terms
        self._letters = [term.removeprefix(SPLIT) for term in terms]
        self._sounds = sounds_of(self._letters)
        self._by_letters = GramIndex(self._letters)
        self._by_sounds = GramIndex(self._sounds)

    def alike(self, term: str) -> dict[str, float]:
        """The terms that are most like this one, and how alike they are (0 to 1)."""
        (sound,) = sounds_of([term])
        shares = self._by_letters.shares(term) + self._by_sounds.shares(sound)
        near = [n for n in _largest(shares, _MOST_CANDIDATES) if _may_be(term, self._terms[n])]
        letters, sounds = [self._letters[n] for n in near], [self._sounds[n] for n in near]
        likeness = _likeness(term, letters, sound, sounds).tolist()
        return dict(zip((self._terms[n] for n in near), likeness, strict=True))


class VariantFinder:
    """Knows a library's terms, by their letters and by their sounds."""

    def __init__(
        self, held: Mapping[str, int], total: int, rarity_in_language: Callable[[str], float]
    ) -> None:
        """`held` tells how many of the `total` passages hold each term.

        `rarity_in_language` tells how seldom a word is in the language, near 0 to 1.
        """
        self._held = held
        self._total = total
        self._rarity = rarity_in_language

    def find(self, term: str) -> dict[str, float]:
        """Terms that are likely this one, best first, and what each is worth (0 to 1) in its place.

        Fewer where the library has the term itself.
        """
        if not (_is_spelt(term) and self._held):
            return {}
        alike = self._alike(term)
        least = _ALIKE_TO_KNOWN if term in self._held else _ALIKE
        best = max(alike.values(), default=0.0)
        near = [t for t, score in alike.items() if score >= max(least, best - _WORSE_THAN_BEST)]
        near.sort(key=lambda t: (-alike[t], t))
        return {t: _worth(alike[t], best) for t in near[:_MOST_VARIANTS]}

    @cached_property
    def _spellings(self) -> _Spellings:
        # However the library came to hold them: of equally alike ones only some are looked at.
        return _Spellings(sorted(t for t in self._held if _is_spelt(t)))

    def _alike(self, term: str) -> dict[str, float]:
        return {
            t: score - _ORDINARY * (1 - self._rarity(t)) - _OFTEN * self._share(t)
            for t, score in self._spellings.alike(term).items()
        }

    def _share(self, term: str) -> float:
        """How often passages say a term, on a scale of magnitudes: 0 (one does) to 1 (all do)."""
        return math.log(self._held[term]) / math.log(self._total + 1)


def _is_spelt(term: str) -> bool:
    """Whether a term has letters enough to be misspelt."""
    return len(term) >= _SHORTEST and not term.isdigit()


def _worth(alike: float, best: float) -> float:
    likely = min(1.0, max(0.0, alike - _UNLIKE) / (_VERY_ALIKE - _UNLIKE))
    return _MOST_WORTH * likely * math.exp(_FALL * (alike - best))


def _likeness(term: str, terms: Sequence[str], sound: str, sounds: Sequence[str]) -> Floats:
    """How alike a term is to each of some terms, in its letters, sounds, beginning and end."""
    alike: Floats = (
        _compare(DamerauLevenshtein.normalized_similarity, term, terms)
        + _compare(DamerauLevenshtein.normalized_similarity, sound, sounds)
        + _compare(JaroWinkler.similarity, term, terms)
        + _compare(JaroWinkler.similarity, term[::-1], [t[::-1] for t in terms])
    ) / np.float32(4)
    return alike


def _compare(scorer: Callable[..., float], text: str, others: Sequence[str]) -> Floats:
    alike: Floats = process.cdist([text], others, scorer=scorer, dtype=np.float32)[0]
    return alike


def sounds_of(terms: Sequence[str]) -> list[str]:
    """Each term with letters of like sounds made one; all together, since that is much faster."""
    text = "\n".join(terms)
    for spelt, sound in _SOUNDS:
        text = text.replace(spelt, sound)
    return _DOUBLED.sub(r"\1", text.translate(_CLASSES)).split("\n")


def _largest(values: Floats, count: int) -> Sequence[int]:
    if len(values) <= count:
        return range(len(values))
    found: list[int] = np.argpartition(-values, count)[:count].tolist()
    return found


def _may_be(a: str, b: str) -> bool:
    """Whether these are two words, and agree in their digits: those are seldom misheard."""
    return a != b and [c for c in a if c.isdigit()] == [c for c in b if c.isdigit()]
