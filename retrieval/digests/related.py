"""Which passages are on a subject, and whether the library holds it at all.

A topic is no question: no passage answers it, and any may speak of it. So a passage is on it if it
holds its words, or nearly all of them and is near in meaning, or is very near (docs/digests.md has
the measurement).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.digests.subjects import Subject
from retrieval.indexes import Indexes
from retrieval.queries import Wording
from retrieval.rows import Stored, Vectors
from retrieval.terms import QueryTerm, coverage
from retrieval.words import terms_in

# The share of the topic's words (by rarity) in a passage, and the cosine of its best sentence:
# either pair is enough.
_BOUNDS = ((0.75, 0.2), (0.6, 0.65), (0.0, 0.72))
# A name alone may be misheard: what sounds much like it will do.
_BOUNDS_OF_ONE = ((0.7, 0.2), *_BOUNDS[1:])
# Where little is on the topic outright, what else may be quoted: what is a little on it, and near
# to the sentences that are.
_LOOSE_BOUNDS = ((0.3, 0.0), (0.0, 0.3))
_NEAR_TO_FOUND = 0.55
LITTLE = 6
_LEAST_COVERED = _BOUNDS[0][0]
# So many passages are read; of those that hold the topic's words, all are counted.
_BY_WORDS, _BY_MEANING = 90, 60
_WORDS_WEIGHT = 0.35
# What a sentence's nearness cannot exceed.
MOST_NEAR = 1 + _WORDS_WEIGHT
# Of a time or a voice with more passages than this, the last ones are looked at.
_MOST_LOOKED_AT = 2000
_READ_OF_ALL = 120


@dataclass(frozen=True, slots=True)
class Related:
    """A passage on the subject.

    `nearness` (sentences,) tells how much each sentence is on it, `relevance` how much the passage.
    """

    stored: Stored
    nearness: Vectors
    relevance: float


@dataclass(frozen=True, slots=True)
class Findings:
    """What a library has on a subject: the best passages, best first, and the ids of all."""

    best: tuple[Related, ...] = ()
    ids: frozenset[int] = frozenset()


class Finder:
    """Finds the passages on subjects."""

    def __init__(self, indexes: Indexes) -> None:
        self._indexes = indexes

    def find(self, subject: Subject) -> Findings:
        """The passages on a subject; none where the library does not hold it."""
        if subject.is_nothing:
            return Findings()
        return self._on_topic(subject) if subject.words else self._all(subject)

    def among(self, subject: Subject, ids: Sequence[int]) -> list[Related]:
        """These passages as they are related to a subject, on it or not, most relevant first."""
        read = self._read(ids[:_READ_OF_ALL])
        if subject.words:
            wording = self._wording(subject.words)
            found = [_measured(stored, wording) for stored in read]
        else:
            middle = np.mean([v for stored in read for v in stored.sentence_vectors], axis=0)
            found = [_central(stored, middle) for stored in read]
        return sorted(found, key=_by_relevance)

    def _on_topic(self, subject: Subject) -> Findings:
        wording = self._wording(subject.words)
        if not wording.terms:
            return Findings()
        holding = self._holding(wording.terms, subject.permitted)
        search = self._indexes.store.search
        near = [n for n, _ in search(wording.vector, _BY_MEANING, subject.permitted)]
        by_words = self._indexes.keywords.search(wording.terms, _BY_WORDS, subject.permitted)
        pool = list(dict.fromkeys([*(n for n, _ in by_words), *near]))
        read = self._read(pool)
        bounds = _BOUNDS if len(wording.terms) > 1 else _BOUNDS_OF_ONE
        found = [s for s in read if _is_on(s, wording, bounds)]
        if not found:
            return Findings()
        ids = holding | {stored.id for stored in found}
        if len(found) < LITTLE:
            found += _beside(found, read, wording)
        best = sorted((_measured(s, wording) for s in found), key=_by_relevance)
        return Findings(tuple(best), ids)

    def _wording(self, words: str) -> Wording:
        terms = tuple(_unjoined(self._indexes.keywords.analyse(words)))
        return Wording(self._indexes.embedder.embed_queries([words])[0], terms)

    def _holding(
        self, terms: Sequence[QueryTerm], permitted: frozenset[int] | None
    ) -> frozenset[int]:
        """The passages that hold all of the topic's words, or nearly all by their rarity."""
        total = sum(term.weight for term in terms)
        covered: dict[int, float] = {}
        for term in terms:
            for number, _ in self._indexes.keywords.search([term], _EVERY, permitted):
                covered[number] = covered.get(number, 0.0) + term.weight
        return frozenset(n for n, weight in covered.items() if weight >= _LEAST_COVERED * total)

    def _read(self, ids: Sequence[int]) -> list[Stored]:
        return self._indexes.catalogue.passages(ids)

    def _all(self, subject: Subject) -> Findings:
        """What is most in the middle of all that is permitted."""
        permitted = sorted(subject.permitted or ())
        looked_at = permitted[-_MOST_LOOKED_AT:]
        vectors = self._indexes.catalogue.vectors(looked_at)
        middle = vectors.mean(axis=0)
        order = np.argsort(-(vectors @ middle), kind="stable")[:_READ_OF_ALL]
        read = self._read([looked_at[n] for n in order])
        unit = middle / (np.linalg.norm(middle) or 1.0)
        best = [_central(stored, unit) for stored in read]
        return Findings(tuple(sorted(best, key=_by_relevance)), frozenset(permitted))


_EVERY = 1 << 30


def _unjoined(terms: Sequence[QueryTerm]) -> list[QueryTerm]:
    """The terms without those of words written as one, where the words themselves are there too.

    "promptengin" would outweigh "prompt" and "engin", which nearly all passages on it hold.
    """
    parts = {a.term + b.term for a in terms for b in terms}
    stems = [t.term for t in terms]
    return [t for t in terms if t.term not in parts and not _joined(t.term, stems)]


def _joined(term: str, stems: Sequence[str]) -> bool:
    """Whether a term begins with another one and ends with a third: "opensourc"."""
    return any(
        term != a and term.startswith(a[:-1]) and any(term != b and term.endswith(b) for b in stems)
        for a in stems
        if len(a) > 1
    )


def _beside(found: Sequence[Stored], read: Sequence[Stored], wording: Wording) -> list[Stored]:
    """What else was read and is near to what was found (pseudo-relevance feedback)."""
    told = np.stack(
        [s.sentence_vectors[(s.sentence_vectors @ wording.vector).argmax()] for s in found]
    )
    known = {stored.id for stored in found}
    return [
        stored
        for stored in read
        if stored.id not in known
        and _is_on(stored, wording, _LOOSE_BOUNDS)
        and float((stored.sentence_vectors @ told.T).max()) >= _NEAR_TO_FOUND
    ]


def _by_relevance(related: Related) -> tuple[float, int]:
    return -related.relevance, related.stored.id


def _is_on(stored: Stored, wording: Wording, bounds: Sequence[tuple[float, float]]) -> bool:
    """Whether a passage holds so much of the topic's words and is so near to it as any of these."""
    covered = coverage(wording.terms, terms_in(stored.text))
    nearest = float((stored.sentence_vectors @ wording.vector).max())
    return any(covered >= words and nearest >= cosine for words, cosine in bounds)


def _measured(stored: Stored, wording: Wording) -> Related:
    texts = _sentences(stored)
    shares = np.array([coverage(wording.terms, terms_in(text)) for text in texts], np.float32)
    nearness = stored.sentence_vectors @ wording.vector + _WORDS_WEIGHT * shares
    return Related(stored, nearness, float(nearness.max()))


def _central(stored: Stored, middle: Vectors) -> Related:
    nearness = stored.sentence_vectors @ middle
    return Related(stored, nearness, float(nearness.max()))


def _sentences(stored: Stored) -> list[str]:
    first = stored.passage.start
    return [stored.text[s.start - first : s.end - first] for s in stored.passage.sentences]
