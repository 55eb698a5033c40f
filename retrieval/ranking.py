"""Candidates to one order: keywords and vectors, fused, then decided sentence by sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from retrieval.indexes import Indexes
from retrieval.queries import Analyst, Query
from retrieval.rows import Stored, Vectors
from retrieval.terms import PassageTerms, coverage

CANDIDATES = 100
RESCORED = 50
# Weights of the fused order and of the best sentence, after each is scaled to [0, 1] or is a
# cosine; chosen on the development questions named in docs/retrieval.md.
_KEYWORD_WEIGHT = 0.5
_VECTOR_WEIGHT = 0.5
_SENTENCE_WEIGHT = 1.0
_COVERAGE_WEIGHT = 0.6
# What a passage is preferred by if the question names its voice, its kind or its work.
_ASKED_FOR = 0.5
# The same where it is of a work or time that the question names.
_PREFERRED = 0.3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage with the evidence for it.

    `cosine` is that of the passage's vector, `sentence_cosines` (sentences,) those of its
    sentences, `terms` are what it holds. `coverage` is the share (0 to 1) of the question's terms,
    weighted by rarity, that it or what surrounds it holds; `name_coverage` the same of name-like
    terms only (1 where the question names nothing). `asked_for` is true where the question names
    its voice, kind or work, `preferred` where it is of a work or time that the question names.
    """

    stored: Stored
    cosine: float
    sentence_cosines: Vectors
    terms: PassageTerms
    coverage: float
    name_coverage: float
    asked_for: bool
    preferred: bool
    score: float


class Ranker:
    """Ranks the library's passages for a question."""

    def __init__(self, indexes: Indexes, today: Callable[[], date]) -> None:
        """`today` tells what "last month" in a question is counted from."""
        self._indexes = indexes
        self._analyst = Analyst(indexes, today)

    def query(self, question: str, permitted: frozenset[int] | None = None) -> Query:
        """Embed and analyse a question; only `permitted` passages may answer, where given."""
        return self._analyst.query(question, permitted)

    def refresh(self) -> None:
        """Look again which voices, kinds and works there are: documents came or went."""
        self._analyst.refresh()

    def rank(self, query: Query) -> list[Candidate]:
        """The best passages for `query`, best first, at most `RESCORED`.

        BM25 and cosine are min-max scaled over their candidates and summed (convex fusion, after
        Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", 2023); the
        best are scored again by their best sentence's cosine and by their share of the question's
        rare terms. Equal scores keep the order of ingestion.
        """
        fused = self._fused(query)
        best = _best(fused, query.preferred or frozenset())
        vectors = self._indexes.catalogue.vectors(best) if best else ()
        terms = self._indexes.keywords.terms(best)
        candidates = [
            _candidate(query, stored, vector, terms[stored.id], fused[stored.id])
            for stored, vector in zip(self._indexes.catalogue.passages(best), vectors, strict=True)
        ]
        return sorted(candidates, key=lambda c: (-c.score, c.stored.id))

    def _fused(self, query: Query) -> dict[int, float]:
        """The fused scores of all candidates, those of a named work or time among them."""
        keyword, dense = self._search(query, query.permitted)
        if query.preferred:
            words, meaning = self._search(query, query.preferred)
            keyword, dense = keyword | words, dense | meaning
        return _fused(keyword, dense)

    def _search(
        self, query: Query, among: frozenset[int] | None
    ) -> tuple[dict[int, float], dict[int, float]]:
        return (
            dict(self._indexes.keywords.search(query.searched.terms, CANDIDATES, among)),
            dict(self._indexes.store.search(query.searched.vector, CANDIDATES, among)),
        )


def _fused(keyword: Mapping[int, float], dense: Mapping[int, float]) -> dict[int, float]:
    scaled, near = _scaled(keyword), _scaled(dense)
    return {
        number: _KEYWORD_WEIGHT * scaled.get(number, 0.0) + _VECTOR_WEIGHT * near.get(number, 0.0)
        for number in keyword.keys() | dense.keys()
    }


def _best(fused: Mapping[int, float], preferred: frozenset[int]) -> list[int]:
    """The best `RESCORED`, up to half of them preferred ones however many others are better."""
    order = sorted(fused, key=lambda i: (-fused[i], i))
    kept = [number for number in order if number in preferred][: RESCORED // 2]
    return list(dict.fromkeys([*kept, *order]))[:RESCORED]


def _candidate(
    query: Query, stored: Stored, vector: Vectors, held: PassageTerms, fused: float
) -> Candidate:
    asked, terms = query.vector_for(stored), query.terms_for(stored)
    sentences = stored.sentence_vectors @ asked
    covered = coverage(terms, held.all)
    preferred = query.preferred is not None and stored.id in query.preferred
    asked_for = query.aspects.match(stored.passage.voice, stored.document_id)
    return Candidate(
        stored=stored,
        cosine=float(vector @ asked),
        sentence_cosines=sentences,
        terms=held,
        coverage=covered,
        name_coverage=coverage([t for t in terms if t.name_like], held.all),
        asked_for=asked_for,
        preferred=preferred,
        score=fused
        + _SENTENCE_WEIGHT * float(sentences.max())
        + _COVERAGE_WEIGHT * covered
        + _ASKED_FOR * asked_for
        + _PREFERRED * preferred,
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
