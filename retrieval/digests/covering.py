"""Which lines together say most in few words? Greedily the one that adds most, again and again.

What is maximised is the F1 of the words and pairs that a summary would likely use (ROUGE-1 and -2,
Lin 2004, as they are expected to be). A word that was said counts no further, so that each line
adds another side: coverage is submodular, and greedy choice near the best (Lin and Bilmes, "A Class
of Submodular Functions for Document Summarization", 2011).
"""

from typing import Final

import numpy as np

from retrieval.digests.chances import TIMES, Chances
from retrieval.digests.pool import Flags, Floats, Integers, Pool

# No two lines of a digest are nearer to each other than this (cosine of their vectors).
NEAREST: Final = 0.8
# How much a pair of words counts beside a word.
_PAIRS: Final = 12.0
# What was chosen for looking good is a little worse than it looks; a digest that reckons with a
# summary shorter by this factor stops in time.
_SHORTER: Final = 0.8


class Cover:
    """A choice of lines that grows; `chosen` are their numbers in the pool, in order of choice."""

    def __init__(self, pool: Pool, chances: Chances) -> None:
        """Begin with none."""
        self.chosen: list[int] = []
        self._pool = pool
        # What is said more often than a summary would has no chance left.
        self._words = np.pad(chances.words, ((0, 0), (0, 1)))
        self._pairs = chances.pairs.copy()
        self._said = np.zeros(len(chances.words), np.int64)
        self._sizes = np.bincount(pool.words.line, minlength=len(pool.lines))
        self._reached = np.zeros(2)
        self._size = 0
        self._length = _SHORTER * chances.length

    def worths(self) -> Floats:
        """The expected F1, of words and pairs together, with each line added: (lines,)."""
        return self._worth(self._reached[:, None] + self._gains(), self._size + self._sizes)

    @property
    def worth(self) -> float:
        """The expected F1 of what is chosen."""
        return float(self._worth(self._reached, self._size))

    def add(self, line: int) -> None:
        """Choose a line."""
        words = self._pool.words
        self._reached = self._reached + self._gains()[:, line]
        self._size += int(self._sizes[line])
        np.add.at(self._said, words.term[words.line == line], 1)
        self._pairs[words.pair[words.pair_line == line]] = 0
        self.chosen.append(line)

    def _gains(self) -> Floats:
        """The expected number of words and of pairs that each line adds: (2, lines)."""
        words, size = self._pool.words, len(self._pool.lines)
        time = np.minimum(self._said[words.term] + words.nth, TIMES)
        gained = np.bincount(words.line, self._words[words.term, time], size)
        return np.stack([gained, np.bincount(words.pair_line, self._pairs[words.pair], size)])

    def _worth(self, reached: Floats, sizes: Integers | int) -> Floats:
        return np.asarray(2 * (reached[0] + _PAIRS * reached[1]) / (sizes + self._length))


def cover(
    pool: Pool, chances: Chances, usable: Flags, words: int, first: Flags | None = None
) -> list[int]:
    """The numbers of the lines, of those that are `usable` (lines,), that say most in `words`.

    No two are nearer than `NEAREST`. One of `first` (lines,) is among them, if any of it fits.
    """
    covered = Cover(pool, chances)
    usable, left, among = usable.copy(), words, first
    while True:
        fitting = usable & (pool.lengths <= left)
        if among is not None and (fitting & among).any():
            fitting &= among
        among = None
        worths = np.where(fitting, covered.worths(), -1)
        best = int(worths.argmax())
        if worths[best] <= covered.worth:
            return covered.chosen
        covered.add(best)
        left -= int(pool.lengths[best])
        usable &= pool.vectors @ pool.vectors[best] <= NEAREST
        usable[best] = False
