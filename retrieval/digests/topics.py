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
from rapidfuzz.distance import OSA

from retrieval.digests.key_phrases import key_of

_MOST_TOPICS = 10_000
# In a library of fewer passages a phrase need not come twice to be a topic.
_SMALL = 400
_LEAST_LIKE = 60
# Words this much alike (0 to 1) may be one, misspelt; of more words, a topic is judged as a whole.
_LIKE_WORD, _MOST_WORDS = 0.6, 6
# How little a topic is less like what was typed for all the words that it has beside.
_BESIDE = 0.2
# What a phrase of one, two, three and more words is worth: two and three read most like a topic.
_LENGTH_WEIGHTS = (1.0, 1.6, 1.6, 1.2)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class PhraseCounts:
    """In how many of the `total` passages each phrase (by `key_of`) stands, and how it is written.

    `alone` counts the passages where it is no part of a longer phrase; `words` how often each word
    stands in a phrase, as it is spelt, in lower case.
    """

    held: Counter[str]
    alone: Counter[str]
    written: dict[str, str]
    total: int
    words: Counter[str]

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
    words: Counter[str] = Counter()
    # The most usual spelling comes first.
    for phrase, count in surfaces.most_common():
        alone[key_of(phrase)] += count
        for word in phrase.casefold().split():
            words[word] += count
        for part in parts_of(phrase):
            held[key := key_of(part)] += count
            if part == phrase:
                written.setdefault(key, phrase)
    return PhraseCounts(held, alone, written, total, words)


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
        self._parts = [folded.split() for folded in self._folded]
        self._words = list({word for parts in self._parts for word in parts})

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

        At least so much alike, of 100, as a whole or word by word.
        """
        folded = _folded(typed)
        whole = process.extract(
            folded, self._folded, scorer=fuzz.ratio, limit=None, score_cutoff=least
        )
        likeness = {n: score for _, score, n in whole}
        for n, score in self._alike_by_words(folded.split()):
            likeness[n] = max(score, likeness.get(n, 0.0))
        near = sorted(likeness, key=lambda n: (-likeness[n], n))
        return [self._names[n] for n in near if likeness[n] >= least][:count]

    def _alike_by_words(self, typed: Sequence[str]) -> Iterator[tuple[int, float]]:
        """Topics (by their place) with a word like each that was typed, and how alike (to 100)."""
        if not 0 < len(typed) <= _MOST_WORDS:
            return
        each = [self._like_word(word) for word in typed]
        for n, parts in enumerate(self._parts):
            best = [max(like.get(part, 0.0) for part in parts) for like in each]
            if all(best):
                beside = 1 - len(typed) / max(len(typed), len(parts))
                yield n, 100 * sum(best) / len(best) * (1 - _BESIDE * beside)

    def _like_word(self, word: str) -> dict[str, float]:
        """The topics' words that are spelt like this one: how alike, two letters swapped or not."""
        found = process.extract(
            word,
            self._words,
            scorer=OSA.normalized_similarity,
            limit=None,
            score_cutoff=_LIKE_WORD,
        )
        return {known: score for known, score, _ in found}


def _folded(name: str) -> str:
    return "".join(f" {word}" for word in _WORD.findall(name.casefold()))
