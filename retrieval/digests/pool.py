"""What a digest is chosen from: the sentences of passages, each a line, and their words as numbers.

Everything that is asked of a pool is asked of all its lines at once, so what they share with each
other is kept in arrays.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from retrieval.models import Voice
from retrieval.rows import Stored, Vectors
from retrieval.words import running_terms

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Line:
    """Whole sentences that stand side by side in one segment of a passage, and may be quoted.

    They are `stored.passage.sentences[first : last + 1]`; `text` is their verbatim slice.
    """

    stored: Stored
    first: int
    last: int

    @property
    def start(self) -> int:
        """Where it begins in its document, in code points."""
        return self.stored.passage.sentences[self.first].start

    @property
    def end(self) -> int:
        """Where it ends in its document, in code points."""
        return self.stored.passage.sentences[self.last].end

    @property
    def text(self) -> str:
        """Its words, as they stand in the document."""
        begin = self.stored.passage.start
        return self.stored.text[self.start - begin : self.end - begin]

    @property
    def voice(self) -> Voice:
        """Whose words they are."""
        return self.stored.passage.voice

    @property
    def said_by(self) -> str | None:
        """Whose words they are, by name: the person's whom the speaker quotes, or the speaker's."""
        voice = self.stored.passage.voice
        return voice.quoted_speaker if voice.quotation else voice.speaker

    @property
    def vectors(self) -> Vectors:
        """The unit vectors of its sentences: (sentences, dimensions)."""
        return self.stored.sentence_vectors[self.first : self.last + 1]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of all lines, as search terms, and the pairs of neighbours among them.

    `terms` are the different ones. Of each word that is said, in the order of lines, `term` is its
    number in `terms`, `line` the line, and `nth` how often this line said it before: `(words,)`.
    `pairs` are the different pairs, by the numbers of their terms: `(pairs, 2)`; `pair` and
    `pair_line` are each line's different pairs and the line: `(pairs said,)`.
    """

    terms: tuple[str, ...]
    term: Integers
    line: Integers
    nth: Integers
    pairs: Integers
    pair: Integers
    pair_line: Integers


class Pool:
    """The sentences of passages, each a line; of the same passages always in the same order."""

    def __init__(self, passages: Sequence[Stored]) -> None:
        """Take every sentence of `passages`, in the order of documents and of their texts."""
        ordered = sorted(passages, key=lambda p: (p.document_id, p.passage.start))
        self.lines = tuple(
            Line(stored, n, n) for stored in ordered for n in range(len(stored.passage.sentences))
        )

    @cached_property
    def vectors(self) -> Vectors:
        """The lines' unit vectors: (lines, dimensions)."""
        return np.concatenate([line.vectors for line in self.lines])

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The lines' words as they stand in their documents."""
        return tuple(line.text for line in self.lines)

    @cached_property
    def lengths(self) -> Integers:
        """How many words each line has, by white space: (lines,)."""
        return np.array([len(text.split()) for text in self.texts], np.int64)

    @cached_property
    def middles(self) -> Floats:
        """Where the middle of each line stands in its document, in code points: (lines,)."""
        return np.array([(line.start + line.end) / 2 for line in self.lines])

    @cached_property
    def documents(self) -> tuple[slice, ...]:
        """The lines of each document, in order."""
        ids = [line.stored.document_id for line in self.lines]
        edges = [n for n in range(1, len(ids)) if ids[n] != ids[n - 1]]
        return tuple(slice(a, b) for a, b in pairwise([0, *edges, len(ids)]) if a < b)

    @cached_property
    def voices(self) -> frozenset[str]:
        """Every named voice that speaks or is quoted in these lines."""
        voices = [line.voice for line in self.lines]
        names = (name for v in voices for name in (v.speaker, v.quoted_speaker))
        return frozenset(name for name in names if name)

    @cached_property
    def words(self) -> Words:
        """The words of all lines."""
        return _words([running_terms(text) for text in self.texts])


def _words(lines: Sequence[Sequence[str]]) -> Words:
    numbers: dict[str, int] = {}
    coded = [[numbers.setdefault(term, len(numbers)) for term in line] for line in lines]
    joined = [set(pairwise(terms)) for terms in coded]
    term = np.array([n for line in coded for n in line], np.int64)
    line = _each_line(coded)
    pairs, pair = _distinct(np.array([p for each in joined for p in each], np.int64))
    return Words(tuple(numbers), term, line, _nth(term, line), pairs, pair, _each_line(joined))


def _each_line(held: Sequence[Collection[object]]) -> Integers:
    """The number of each line as often as it holds something."""
    return np.repeat(np.arange(len(held)), np.array([len(each) for each in held], np.int64))


def _distinct(rows: Integers) -> tuple[Integers, Integers]:
    different, places = np.unique(rows.reshape(-1, 2), axis=0, return_inverse=True)
    return different, places.reshape(-1)


def _nth(term: Integers, line: Integers) -> Integers:
    """How often each word stood in its line before: (words,)."""
    order = np.lexsort((term, line))
    fresh = np.ones(len(order), bool)
    fresh[1:] = (np.diff(term[order]) != 0) | (np.diff(line[order]) != 0)
    runs = np.flatnonzero(fresh)
    nth = np.empty(len(order), np.int64)
    nth[order] = np.arange(len(order)) - np.repeat(runs, np.diff([*runs, len(order)]))
    return nth
