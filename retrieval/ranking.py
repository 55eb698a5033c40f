"""Candidates to one order: keywords and vectors, fused, then decided sentence by sentence."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from retrieval.aspects import AspectFinder
from retrieval.fusion import CANDIDATES, Fused, fuse
from retrieval.indexes import Indexes
from retrieval.mending import mended
from retrieval.queries import Analyst, Query
from retrieval.rows import Stored, Vectors
from retrieval.speech import is_spoken
from retrieval.terms import PassageTerms, coverage
from retrieval.weights import rank_weights
from retrieval.words import terms_in

RESCORED = 50
# What a passage is preferred by, as log odds, if the question names its voice, its kind or its
# work; and if it is of a work or time that the question names.
_ASKED_FOR = 2.0
_PREFERRED = 1.2
# What another person's words are worth to whoever asked for somebody's.
_ABOUT_THEM = 0.5
_OF_SOMEBODY_ELSE = 0.15
# How much of the evidence for a question is evidence for what is said to it.
_INHERITED = 0.9


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage with the evidence for it.

    `cosine` is that of the passage's vector, `sentence_cosines` (sentences,) those of its
    sentences, `terms` are what it holds. `coverage` is the share (0 to 1) of the question's terms,
    weighted by rarity, that it or what surrounds it holds; `name_coverage` the same of name-like
    terms only (1 where the question names nothing). `asked_for` is true where the question names
    its voice, kind or work, `preferred` where it is of a work or time that the question names.
    `trust` (0 to 1) is what is left of its worth where somebody's words are asked for. `evidence`
    is what `score`, in log odds, was made from, in the order of `weights.EVIDENCE`. `nearest` is
    the cosine of its best sentence, or what is left of that of the question that it replies to;
    `replies_to` is that question, "" where it replies to none.
    """

    stored: Stored
    cosine: float
    sentence_cosines: Vectors
    terms: PassageTerms
    coverage: float
    name_coverage: float
    asked_for: bool
    preferred: bool
    trust: float
    evidence: tuple[float, ...]
    score: float
    nearest: float
    replies_to: str = ""


class Ranker:
    """Ranks the library's passages for a question."""

    def __init__(self, indexes: Indexes, today: Callable[[], date]) -> None:
        """`today` tells what "last month" in a question is counted from."""
        self._indexes = indexes
        self._analyst = Analyst(indexes, today)

    def query(self, question: str, permitted: frozenset[int] | None = None) -> Query:
        """Embed and analyse a question; only `permitted` passages may answer, where given."""
        return self._analyst.query(question, permitted)

    def finder(self) -> AspectFinder:
        """What finds the voices, kinds, works and times that a question names."""
        return self._analyst.finder()

    def refresh(self) -> None:
        """Look again which voices, kinds and works there are: documents came or went."""
        self._analyst.refresh()

    def rank(self, query: Query) -> list[Candidate]:
        """The best passages for `query`, best first, at most `RESCORED`.

        The best by keywords and vectors are scored again by a linear model over their evidence
        (see weights.py). Equal scores keep the order of ingestion.
        """
        fused = self._fused(query)
        best = _best(fused, query.preferred or frozenset())
        vectors = self._indexes.catalogue.vectors(best) if best else ()
        terms = self._indexes.keywords.terms(best)
        candidates = [
            _candidate(query, stored, vector, terms[stored.id], fused)
            for stored, vector in zip(self._indexes.catalogue.passages(best), vectors, strict=True)
        ]
        return sorted(candidates, key=lambda c: (-c.score, c.stored.id))

    def _fused(self, query: Query) -> Fused:
        """All candidates, those of a named work or time among them."""
        keyword, dense = self._search(query, query.permitted)
        if query.preferred:
            words, meaning = self._search(query, query.preferred)
            keyword, dense = keyword | words, dense | meaning
        works = self._indexes.catalogue.work_of([*keyword.keys() | dense.keys()])
        return fuse(keyword, dense, works)

    def _search(
        self, query: Query, among: frozenset[int] | None
    ) -> tuple[dict[int, float], dict[int, float]]:
        """BM25 scores and cosines of the best, by id."""
        return (
            dict(self._indexes.keywords.search(query.searched.terms, CANDIDATES, among)),
            dict(self._indexes.store.search(query.searched.vector, CANDIDATES, among)),
        )


def _best(fused: Fused, preferred: frozenset[int]) -> list[int]:
    """The best `RESCORED`, up to half of them preferred ones however many others are better."""
    order = fused.order()
    kept = [number for number in order if number in preferred][: RESCORED // 2]
    return list(dict.fromkeys([*kept, *order]))[:RESCORED]


def reply_to(
    query: Query, asked: Candidate, stored: Stored, vector: Vectors, held: PassageTerms
) -> Candidate:
    """A passage that replies to the question in another one, as a candidate.

    What that question holds is what the reply is about: most of the evidence is the reply's, too.
    """
    covering = replace(held, around=held.around | asked.terms.said)
    own = _evidence(query, stored, vector, covering, (0.0, 0.0, 0.0))
    inherited = (_INHERITED * value for value in asked.evidence)
    reply = _made(query, stored, covering, tuple(map(max, own, inherited)))
    return replace(reply, replies_to=mended(asked.stored.text))


def _candidate(
    query: Query, stored: Stored, vector: Vectors, held: PassageTerms, fused: Fused
) -> Candidate:
    """A passage that was found, as a candidate."""
    context = (
        fused.keyword.get(stored.id, 0.0),
        fused.of_its_work(stored.id),
        fused.before(stored.id) if is_spoken(stored) else 0.0,
    )
    return _made(query, stored, held, _evidence(query, stored, vector, held, context))


def _evidence(
    query: Query,
    stored: Stored,
    vector: Vectors,
    held: PassageTerms,
    context: tuple[float, float, float],
) -> tuple[float, ...]:
    """The evidence in the order of `weights.EVIDENCE`; `context` is its first and last two."""
    asked = query.vector_for(stored)
    keyword, of_work, before = context
    return (
        keyword,
        float(vector @ asked),
        float((stored.sentence_vectors @ asked).max()),
        coverage(query.terms_for(stored), held.all),
        of_work,
        before,
    )


def _made(
    query: Query, stored: Stored, held: PassageTerms, evidence: tuple[float, ...]
) -> Candidate:
    _, cosine, nearest, covered, *_ = evidence
    names = [term for term in query.terms_for(stored) if term.name_like]
    preferred = query.preferred is not None and stored.id in query.preferred
    asked_for = query.aspects.match(stored.passage.voice, stored.document_id)
    trust = _trust(query, stored, held)
    return Candidate(
        stored=stored,
        cosine=cosine,
        sentence_cosines=stored.sentence_vectors @ query.vector_for(stored),
        terms=held,
        coverage=covered,
        name_coverage=coverage(names, held.all),
        asked_for=asked_for,
        preferred=preferred,
        trust=trust,
        evidence=evidence,
        score=rank_weights().score(evidence)
        + _ASKED_FOR * asked_for
        + _PREFERRED * preferred
        + math.log(trust),
        nearest=nearest,
    )


def _trust(query: Query, stored: Stored, held: PassageTerms) -> float:
    """What is left of a passage's worth where somebody's words are asked for: all if it has them.

    Words about that person may still answer; words that do not even name them hardly do.
    """
    aspects = query.aspects
    if aspects.speaks(stored.passage.voice) and not aspects.stranger:
        return 1.0
    names = [*aspects.voices, aspects.stranger or ""]
    named = any(name and terms_in(name) <= held.said for name in names)
    return _ABOUT_THEM if named else _OF_SOMEBODY_ELSE
