"""What somebody, or a part of a work, speaks of more than the rest: their key phrases."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from retrieval.digests.key_phrases import key_of

# A phrase ought to stand in so many passages, and in one more of so many.
_LEAST, _MOST_LEAST, _STEP = 2, 3, 50
# Where nothing is said more than elsewhere, what is said most counts a little.
_SAID: Final = 0.01

Weigh = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of some passages: how many hold each (by `key_of`), and how it is written."""

    often: Mapping[str, int]
    written: Mapping[str, str]
    passages: int

    def most_telling(self, whole: "Phrases", weigh: Weigh, count: int) -> list[str]:
        """At most `count` phrases that these passages, a part of `whole`, hold more than the rest.

        Told by the log-likelihood ratio (Dunning, "Accurate Methods for the Statistics of Surprise
        and Coincidence", 1993), times what `weigh` makes of a phrase by its key; what is said once
        or twice among very much comes last.
        """
        return [self.written[key] for key in _different(self._ranked(whole, weigh), count)]

    def _ranked(self, whole: "Phrases", weigh: Weigh) -> Iterator[str]:
        """The keys of all phrases, the most telling first; those said seldom only if asked for."""
        least = min(_MOST_LEAST, _LEAST + self.passages // _STEP)
        for seldom in (False, True):
            worth = {
                key: self._keyness(key, whole) * weigh(key)
                for key, often in self.often.items()
                if (often < least) is seldom
            }
            yield from sorted(worth, key=lambda key: (-worth[key], key))

    def _keyness(self, key: str, whole: "Phrases") -> float:
        often = self.often[key]
        expected = self.passages * whole.often[key] / whole.passages
        return 2 * often * max(0.0, math.log(often / expected)) + _SAID * often


def phrases_of(passages: Iterable[Sequence[str]]) -> Phrases:
    """Count the phrases of passages."""
    often: Counter[str] = Counter()
    spelt: dict[str, Counter[str]] = {}
    total = 0
    for phrases in passages:
        total += 1
        found = {key_of(phrase): phrase for phrase in phrases}
        often.update(found.keys())
        for key, phrase in found.items():
            spelt.setdefault(key, Counter())[phrase] += 1
    written = {key: each.most_common(1)[0][0] for key, each in spelt.items()}
    return Phrases(often, written, total)


def _different(keys: Iterable[str], count: int) -> list[str]:
    """The first `count` that neither hold a better one nor stand in it."""
    kept: list[set[str]] = []
    chosen: list[str] = []
    for key in keys:
        if len(chosen) == count:
            break
        words = set(key.split())
        if not any(words <= other or words >= other for other in kept):
            kept.append(words)
            chosen.append(key)
    return chosen
