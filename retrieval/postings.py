"""Which passages hold which terms, and how often: an inverted index in memory, scored by BM25.

Postings are arrays, sorted by term and then by passage, so that a term's are one slice and a
question costs a few array operations for each of its terms. BM25 by Robertson and Zaragoza, "The
Probabilistic Relevance Framework" (2009); what surrounds a passage is a field that counts less.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from itertools import islice

import numpy as np
from numpy.typing import NDArray

_K1, _B = 1.2, 0.75
# What surrounds a passage (title, speaker, heading) counts less than what it says. Counted in
# fifths, so that a posting's count fits in a byte.
_SAID, _AROUND, _FIFTHS = 5, 3, 5
_MOST = 255
# What a posting's count is marked with: said, not only around; written as a name.
_MARK = 8
SAID, AS_NAME = 1, 2
# A posting while it is sorted: term, place of the passage, whether as a name, count.
_TERM, _PLACE = 40, 16
_LOW = (1 << _PLACE) - 1
# Rows that are counted at once: enough for speed, and few enough to need little memory.
_AT_ONCE = 8192

# A passage's id; the terms that it says, those around it and those written as names, by spaces.
Row = tuple[int, str, str, str]
Floats = NDArray[np.float32]
Integers = NDArray[np.int64]


class TermNumbers(dict[str, int]):
    """Numbers terms from 0, in the order in which they are first looked up."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number


class Postings:
    """The terms of some passages: their `ids`, (passages,), in the order in which they came.

    `lengths` (passages,) are in terms; `alive` (passages,) is False for what was forgotten.
    """

    def __init__(self, rows: Iterable[Row], numbers: TermNumbers) -> None:
        """Index `rows`. `numbers`, which may be shared, is given the terms that it lacks."""
        self._numbers = numbers
        ids, lengths, blocks = array("q"), [], []
        remaining = iter(rows)
        while block := list(islice(remaining, _AT_ONCE)):
            counted, sizes = _count(block, len(ids), numbers)
            ids.extend(row[0] for row in block)
            blocks.append(counted)
            lengths.append(sizes)
        self.ids: Integers = np.array(ids, np.int64)
        self.lengths: Floats = np.concatenate(lengths or [np.empty(0, np.float32)])
        self.alive = np.ones(len(ids), np.bool_)
        self._sort(np.concatenate(blocks or [np.empty(0, np.int64)]))

    @property
    def last(self) -> int:
        """The last passage's id, 0 if there is none."""
        return int(self.ids[-1]) if len(self.ids) else 0

    def forget(self, ids: Iterable[int]) -> None:
        """Find these passages no longer."""
        self.alive &= ~np.isin(self.ids, list(ids))

    def among(self, ids: Integers) -> "Postings":
        """Only these passages; what is indexed is shared."""
        kept = copy(self)
        kept.alive = self.alive & np.isin(self.ids, ids)
        return kept

    def scores(self, weights: Mapping[str, float], mean_length: float) -> Floats:
        """BM25 of every passage, (passages,), with each term's weight in place of its idf."""
        norms = _K1 * (1 - _B + _B / mean_length * self.lengths)
        scores = np.zeros(len(self.ids), np.float32)
        for term, weight in weights.items():
            mine = self._slice(term)
            places, often = self._places[mine], self._counts[mine] * np.float32(1 / _FIFTHS)
            scores[places] += (weight * (_K1 + 1)) * often / (often + norms[places])
        scores[~self.alive] = 0
        return scores

    def held(self, mark: int = 0) -> Integers:
        """How many passages hold each term, (terms,) by its number; with a mark, only such."""
        counted = self.alive[self._places]
        if mark:
            counted &= (self._marks & mark) > 0
        sums = np.concatenate(([0], np.cumsum(counted, dtype=np.int32)))
        held = np.zeros(len(self._numbers), np.int64)
        held[: len(self._starts) - 1] = np.diff(sums[self._starts])
        return held

    def _sort(self, counted: Integers) -> None:
        counted.sort()
        self._starts = np.searchsorted(counted, np.arange(len(self._numbers) + 1) << _TERM)
        self._places = (counted >> _PLACE & (1 << _TERM - _PLACE) - 1).astype(np.int32)
        self._counts = (counted & _MOST).astype(np.uint8)
        self._marks = (counted >> _MARK & (SAID | AS_NAME)).astype(np.uint8)

    def _slice(self, term: str) -> slice:
        number = self._numbers.get(term, len(self._starts))
        # Others that share the numbers may have met the term since.
        if number + 1 >= len(self._starts):
            return slice(0)
        return slice(self._starts[number], self._starts[number + 1])


def _count(rows: Sequence[Row], first: int, numbers: TermNumbers) -> tuple[Integers, Floats]:
    """The postings of rows of which the first has the place `first`, and the rows' lengths."""
    _, said, around, names = zip(*rows, strict=True)
    places = np.arange(first, first + len(rows)) << _PLACE
    worths = ((said, _SAID | SAID << _MARK), (around, _AROUND), (names, AS_NAME << _MARK))
    found = [(*_numbered(texts, numbers), worth) for texts, worth in worths]
    tokens = np.concatenate(
        [terms << _TERM | np.repeat(places, sizes) | worth for terms, sizes, worth in found]
    )
    tokens.sort()
    starts = np.flatnonzero(np.diff(tokens >> _PLACE, prepend=-1))
    counts = np.minimum(np.add.reduceat(tokens & _MOST, starts), _MOST)
    marks = np.bitwise_or.reduceat(tokens & (SAID | AS_NAME) << _MARK, starts)
    postings = tokens[starts] & ~_LOW | counts | marks
    lengths = found[0][1] + found[1][1] * (_AROUND / _SAID)
    return postings, lengths.astype(np.float32)


def _numbered(texts: Iterable[str], numbers: TermNumbers) -> tuple[Integers, Integers]:
    """The terms of all texts by their numbers, in a row, and how many each text has."""
    terms, sizes = array("q"), array("q")
    for text in texts:
        words = text.split()
        terms.extend(map(numbers.__getitem__, words))
        sizes.append(len(words))
    return np.array(terms, np.int64), np.array(sizes, np.int64)
