"""Candidates to one order: keywords and vectors, fused, then decided sentence by sentence."""

from collections.abc import Mapping
from dataclasses import dataclass

from retrieval.aspects import AspectFinder, Aspects
from retrieval.indexes import Indexes
from retrieval.rows import Stored, Vectors
from retrieval.terms import PassageTerms, QueryTerm, coverage

CANDIDATES = 100
RESCORED = 50
# Weights of the fused order and of the best sentence, after each is scaled to [0, 1] or is a
# cosine; chosen on the development questions named in docs/retrieval.md.
_KEYWORD_WEIGHT = 0.5
_VECTOR_WEIGHT = 0.5
_SENTENCE_WEIGHT = 1.0
_COVERAGE_WEIGHT = 0.6
# What a passage is preferred by if the question names its voice or its kind.
_ASKED_FOR = 0.5


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the indexes see it: its unit vector (dimensions,) and its terms.

    `topic` is the same of what is left of the question without the voices and kinds that it
    names; for passages in those voices and of those kinds, only that has to be answered.
    `permitted` are the only passages that may answer, None where all of them may.
    """

    text: str
    vector: Vectors
    terms: tuple[QueryTerm, ...]
    aspects: Aspects
    topic_vector: Vectors
    topic_terms: tuple[QueryTerm, ...]
    permitted: frozenset[int] | None = None

    def vector_for(self, stored: Stored) -> Vectors:
        """The vector that this passage is compared with."""
        return self.topic_vector if self.aspects.match(stored.passage.voice) else self.vector

    def terms_for(self, stored: Stored) -> tuple[QueryTerm, ...]:
        """The terms that this passage has to hold."""
        return self.topic_terms if self.aspects.match(stored.passage.voice) else self.terms


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage with the evidence for it.

    `cosine` is that of the passage's vector, `sentence_cosines` (sentences,) those of its
    sentences, `terms` are what it holds. `coverage` is the share (0 to 1) of the question's terms,
    weighted by rarity, that it or what surrounds it holds; `name_coverage` the same of name-like
    terms only (1 where the question names nothing). `asked_for` is true where the question names
    its voice or kind.
    """

    stored: Stored
    cosine: float
    sentence_cosines: Vectors
    terms: PassageTerms
    coverage: float
    name_coverage: float
    asked_for: bool
    score: float


class Ranker:
    """Ranks the library's passages for a question."""

    def __init__(self, indexes: Indexes) -> None:
        self._indexes = indexes
        self._aspects: AspectFinder | None = None

    def query(self, question: str, permitted: frozenset[int] | None = None) -> Query:
        """Embed and analyse a question, and what is left of it without its aspects."""
        aspects = self._finder().find(question)
        vectors = self._indexes.embedder.embed_queries(
            list(dict.fromkeys([question, aspects.topic]))
        )
        terms = tuple(self._indexes.keywords.analyse(question))
        topic = terms
        if aspects.topic != question:
            left = {term.term for term in self._indexes.keywords.analyse(aspects.topic)}
            topic = tuple(term for term in terms if term.term in left)
        return Query(question, vectors[0], terms, aspects, vectors[-1], topic, permitted)

    def refresh(self) -> None:
        """Look again which voices and kinds there are: documents came or went."""
        self._aspects = None

    def _finder(self) -> AspectFinder:
        if self._aspects is None:
            voices, kinds = self._indexes.catalogue.voices(), self._indexes.catalogue.kinds()
            self._aspects = AspectFinder(voices, kinds, self._indexes.keywords.is_ordinary)
        return self._aspects

    def rank(self, query: Query) -> list[Candidate]:
        """The best passages for `query`, best first, at most `RESCORED`.

        BM25 and cosine are min-max scaled over their candidates and summed (convex fusion, after
        Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", 2023); the
        best are scored again by their best sentence's cosine and by their share of the question's
        rare terms. Equal scores keep the order of ingestion.
        """
        fused = _fused(
            dict(self._indexes.keywords.search(query.terms, CANDIDATES, query.permitted)),
            dict(self._indexes.store.search(query.vector, CANDIDATES, query.permitted)),
        )
        best = sorted(fused, key=lambda i: (-fused[i], i))[:RESCORED]
        vectors = self._indexes.catalogue.vectors(best) if best else ()
        terms = self._indexes.keywords.terms(best)
        candidates = [
            _candidate(query, stored, vector, terms[stored.id], fused[stored.id])
            for stored, vector in zip(self._indexes.catalogue.passages(best), vectors, strict=True)
        ]
        return sorted(candidates, key=lambda c: (-c.score, c.stored.id))


def _fused(keyword: Mapping[int, float], dense: Mapping[int, float]) -> dict[int, float]:
    scaled, near = _scaled(keyword), _scaled(dense)
    return {
        number: _KEYWORD_WEIGHT * scaled.get(number, 0.0) + _VECTOR_WEIGHT * near.get(number, 0.0)
        for number in keyword.keys() | dense.keys()
    }


def _candidate(
    query: Query, stored: Stored, vector: Vectors, held: PassageTerms, fused: float
) -> Candidate:
    asked, terms = query.vector_for(stored), query.terms_for(stored)
    sentences = stored.sentence_vectors @ asked
    covered = coverage(terms, held.all)
    asked_for = query.aspects.match(stored.passage.voice)
    return Candidate(
        stored=stored,
        cosine=float(vector @ asked),
        sentence_cosines=sentences,
        terms=held,
        coverage=covered,
        name_coverage=coverage([t for t in terms if t.name_like], held.all),
        asked_for=asked_for,
        score=fused
        + _SENTENCE_WEIGHT * float(sentences.max())
        + _COVERAGE_WEIGHT * covered
        + _ASKED_FOR * asked_for,
    )


def _scaled(scores: Mapping[int, float]) -> dict[int, float]:
    """Scores scaled so that the best is 1, and 0 what is no candidate or the worst of many.

    Where there are few, the worst is still better than any that is none.
    """
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    if len(scores) < CANDIDATES:
        low = min(low, 0.0)
    span = high - low
    return {i: (s - low) / span if span else 1.0 for i, s in scores.items()}
