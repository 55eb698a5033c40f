"""What topics does a library hold? Its key phrases, the most telling first.

A phrase counts by how many passages hold it by itself and not only inside a longer one, as the
C-value has it (Frantzi and others, "Automatic recognition of multi-word terms", 2000).
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from rapidfuzz import fuzz, process

from retrieval.digests.key_phrases import key_of

_MOST_TOPICS = 10_000
# In a library of fewer passages a phrase need not come twice to be a topic.
_SMALL = 400
_LEAST_LIKE = 60
# What a phrase of one, two, three and more words is worth: two and three read most like a topic.
_LENGTH_WEIGHTS = (1.0, 1.6, 1.6, 1.2)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class PhraseCounts:
    """In how many of the `total` passages each phrase (by `key_of`) stands, and how it is written.

    `alone` counts the passages where it is no part of a longer phrase.
    """

    held: Counter[str]
    alone: Counter[str]
    written: dict[str, str]
    total: int

    def rarity(self, key: str) -> float:
        """A phrase's inverse document frequency."""
        return math.log(1 + self.total / (1 + self.held[key]))


def counted(passages: Iterable[Sequence[str]]) -> PhraseCounts:
    """Count the phrases of passages."""
    surfaces: Counter[str] = Counter()
    total = 0
    for phrases in passages:
        total += 1
        surfaces.update(set(phrases))
    alone: Counter[str] = Counter()
    held: Counter[str] = Counter()
    written: dict[str, str] = {}
    # The most usual spelling comes first.
    for phrase, count in surfaces.most_common():
        alone[key_of(phrase)] += count
        for part in parts_of(phrase):
            held[key := key_of(part)] += count
            if part == phrase:
                written.setdefault(key, phrase)
    return PhraseCounts(held, alone, written, total)


def parts_of(phrase: str) -> Iterator[str]:
    """The phrase and every shorter run of its words."""
    words = phrase.split(" ")
    for first in range(len(words)):
        for last in range(first + 1, len(words) + 1):
            yield " ".join(words[first:last])


class Topics:
    """The topics of a library, to be completed and guessed."""

    def __init__(self, counts: PhraseCounts, rarity_in_language: Callable[[str], float]) -> None:
        """`rarity_in_language` tells how seldom a word is in the language, near 0 to 1."""
        self._counts = counts
        self._rarity = rarity_in_language
        least = 1 if counts.total < _SMALL else 2
        known = [k for k, count in counts.alone.items() if count >= least]
        best = sorted(known, key=lambda k: (-self.worth(counts.written[k]), k))[:_MOST_TOPICS]
        self._names = [counts.written[key] for key in best]
        self._folded = [_folded(name) for name in self._names]

    def worth(self, phrase: str) -> float:
        """How telling a phrase is: how often it stands, and how much it reads like a topic."""
        return math.log1p(self._counts.alone[key_of(phrase)]) * self.likely(phrase)

    def likely(self, phrase: str) -> float:
        """How much a phrase reads like a topic: how long it is, how rare its words are."""
        words = _WORD.findall(phrase)
        rare = sum(map(self._rarity, words)) / (len(words) or 1)
        return _LENGTH_WEIGHTS[min(len(words), len(_LENGTH_WEIGHTS)) - 1] * rare

    def beginning(self, typed: str, count: int) -> list[str]:
        """At most `count` topics with words that begin as those typed, the most telling first.

        Where there is none, those that are spelt most like it.
        """
        starts = [f" {word}" for word in _folded(typed).split()]
        fitting = (
            name
            for name, folded in zip(self._names, self._folded, strict=True)
            if all(start in folded for start in starts)
        )
        return list(islice(fitting, count)) or self.alike(typed, count)

    def alike(self, typed: str, count: int, least: int = _LEAST_LIKE) -> list[str]:
        """At most `count` topics that are spelt like what was typed, most alike first.

        At least so much alike, of 100.
        """
        found = process.extract(
            _folded(typed),
            self._folded,
            scorer=fuzz.ratio,
            limit=count,
            score_cutoff=least,
        )
        return [self._names[n] for _, _, n in found]


def _folded(name: str) -> str:
    return "".join(f" {word}" for word in _WORD.findall(name.casefold()))
