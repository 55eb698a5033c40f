"""Which passages are on a subject, and whether the library holds it at all.

A topic is no question: no passage answers it, and any may speak of it. So a passage is on it if it
holds its words, or nearly all of them and is near in meaning, or is very near (docs/digests.md has
the measurement).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.digests.subjects import Subject
from retrieval.indexes import Indexes
from retrieval.queries import Wording
from retrieval.rows import Stored, Vectors, centroid
from retrieval.terms import QueryTerm, coverage
from retrieval.words import running_terms, terms_in

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
_ALL = 0.999
# So many passages are read; of those that hold the topic's words, all are counted.
_BY_WORDS, _BY_MEANING = 70, 50
_MOST_MEASURED = 60
_WORDS_WEIGHT = 0.35
# What a sentence's nearness cannot exceed.
MOST_NEAR = 1 + _WORDS_WEIGHT
# Of a time or a voice with more passages than this, the last ones are looked at.
_MOST_LOOKED_AT = 2000
_READ_OF_ALL = 120
_EVERY = 1 << 30


@dataclass(frozen=True, slots=True)
class Related:
    """A passage on the subject.

    `nearness` (sentences,) tells how much each sentence is on it, `terms` what each says.
    """

    stored: Stored
    nearness: Vectors
    terms: tuple[frozenset[str], ...]

    @property
    def relevance(self) -> float:
        """How much the passage is on the subject."""
        return float(self.nearness.max())


@dataclass(frozen=True, slots=True)
class Findings:
    """What a library has on a subject: the best passages, best first, and the ids of all.

    `wording` is the topic, None where everything that is permitted was asked for.
    """

    best: tuple[Related, ...] = ()
    ids: frozenset[int] = frozenset()
    wording: Wording | None = None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A passage, the share of the topic's words that it holds, and its best sentence's cosine.

    `outright` is true where it says the topic word by word.
    """

    stored: Stored
    covered: float
    nearest: float
    outright: bool

    def is_on(self, bounds: Sequence[tuple[float, float]]) -> bool:
        """Whether it says the topic, or holds so much and is so near as any of these pairs."""
        near = (self.covered >= words and self.nearest >= cosine for words, cosine in bounds)
        return self.outright or any(near)


class Finder:
    """Finds the passages on subjects."""

    def __init__(self, indexes: Indexes) -> None:
        self._indexes = indexes

    def find(self, subject: Subject) -> Findings:
        """The passages on a subject; none where the library does not hold it."""
        if subject.is_nothing:
            return Findings()
        return self._on_topic(subject) if subject.words else self._all(subject)

    def among(self, found: Findings, document: int) -> list[Related]:
        """What was found in a document, the most relevant first."""
        ids = [n for n in self._indexes.catalogue.passage_ids(document) if n in found.ids]
        read = self._read(ids[:_READ_OF_ALL])
        if found.wording:
            return _ordered(_measured(stored, found.wording) for stored in read)
        middle = np.mean([v for stored in read for v in stored.sentence_vectors], axis=0)
        return _ordered(_related(stored, stored.sentence_vectors @ middle) for stored in read)

    def _on_topic(self, subject: Subject) -> Findings:
        wording = self._wording(subject.words)
        if not wording.terms:
            return Findings()
        holding = self._holding(wording.terms, subject.permitted)
        search = self._indexes.store.search
        near = [n for n, _ in search(wording.vector, _BY_MEANING, subject.permitted)]
        by_words = self._indexes.keywords.search(wording.terms, _BY_WORDS, subject.permitted)
        candidates = self._candidates([*(n for n, _ in by_words), *near], wording, subject.words)
        bounds = _BOUNDS if len(wording.terms) > 1 else _BOUNDS_OF_ONE
        found = [c.stored for c in candidates if c.is_on(bounds)][:_MOST_MEASURED]
        if not found:
            return Findings()
        ids = holding | {stored.id for stored in found}
        if len(found) < LITTLE:
            found += _beside(found, candidates, wording)
        return Findings(tuple(_ordered(_measured(s, wording) for s in found)), ids, wording)

    def _candidates(self, ids: Sequence[int], wording: Wording, topic: str) -> list[_Candidate]:
        """These passages, the likeliest first."""
        pool = list(dict.fromkeys(ids))
        held = self._indexes.keywords.terms(pool)
        phrase = _run(topic)
        found = []
        for stored in self._read(pool):
            covered = coverage(wording.terms, held[stored.id].said)
            nearest = float((stored.sentence_vectors @ wording.vector).max())
            outright = covered >= _ALL and phrase in _run(stored.text)
            found.append(_Candidate(stored, covered, nearest, outright))
        return sorted(found, key=lambda c: (-c.nearest - _WORDS_WEIGHT * c.covered, c.stored.id))

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
        middle = centroid(vectors)
        order = np.argsort(-(vectors @ middle), kind="stable")[:_READ_OF_ALL]
        read = self._read([looked_at[n] for n in order])
        best = (_related(stored, stored.sentence_vectors @ middle) for stored in read)
        return Findings(tuple(_ordered(best)), frozenset(permitted))


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


def _run(text: str) -> str:
    """A text's terms in their order, each between spaces."""
    return f" {' '.join(running_terms(text))} "


def _beside(
    found: Sequence[Stored], candidates: Sequence[_Candidate], wording: Wording
) -> list[Stored]:
    """What else was read and is near to what was found (pseudo-relevance feedback)."""
    told = np.stack(
        [s.sentence_vectors[(s.sentence_vectors @ wording.vector).argmax()] for s in found]
    )
    known = {stored.id for stored in found}
    return [
        c.stored
        for c in candidates
        if c.stored.id not in known
        and c.is_on(_LOOSE_BOUNDS)
        and float((c.stored.sentence_vectors @ told.T).max()) >= _NEAR_TO_FOUND
    ]


def _ordered(found: Iterable[Related]) -> list[Related]:
    return sorted(found, key=lambda related: (-related.relevance, related.stored.id))


def _measured(stored: Stored, wording: Wording) -> Related:
    related = _related(stored, stored.sentence_vectors @ wording.vector)
    shares = [coverage(wording.terms, terms) for terms in related.terms]
    weighed = related.nearness + _WORDS_WEIGHT * np.array(shares, np.float32)
    return Related(stored, weighed, related.terms)


def _related(stored: Stored, nearness: Vectors) -> Related:
    return Related(stored, nearness, tuple(map(terms_in, stored.sentences)))
