"""A question to an answer: rank, decide whether to speak, and choose up to four quotes."""

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.confidence import Model, features_of
from retrieval.models import Quote, Voice
from retrieval.queries import Query
from retrieval.quoting import quote_from
from retrieval.ranking import Candidate, Ranker
from retrieval.words import terms_in

MOST_QUOTES = 4
_CONSIDERED = 12
# A further quote must be at least half as sure as the best one: no weak quote to fill the space.
_SHARE_OF_BEST = 0.5
# What another person's words are worth to whoever asked for somebody's.
_ABOUT_THEM = 0.5
_OF_SOMEBODY_ELSE = 0.15
# Two quotes that share this much of the shorter one's words say the same thing.
_SAME_WORDS = 0.8
# What a quote from a named work or time may be less likely by and still come first.
_PREFERRED = 0.3
# What a voice that already speaks must be better by than one that does not.
_REPEATED_VOICE = 0.15


@dataclass(frozen=True, slots=True)
class Considered:
    """A ranked candidate, its probability (0 to 1) of answering, and the quote it would give.

    `features` is the evidence for the probability, in the order of `confidence.FEATURES`.
    """

    candidate: Candidate
    features: tuple[float, ...]
    probability: float
    quote: Quote


@dataclass(frozen=True, slots=True)
class Examination:
    """What the library has to say to a question, before it is decided whether to say it.

    `considered` are the best candidates, best first; `others` the ranked rest.
    """

    considered: tuple[Considered, ...] = ()
    others: tuple[Candidate, ...] = ()

    @property
    def confidence(self) -> float:
        """The probability (0 to 1) that the likeliest candidate answers the question."""
        return max((c.probability for c in self.considered), default=0.0)

    @property
    def ranking(self) -> list[Candidate]:
        """All candidates, in the order from which quotes are taken."""
        return [*(c.candidate for c in self.considered), *self.others]


class Answerer:
    """Answers questions from what a ranker finds, or stays silent."""

    def __init__(self, ranker: Ranker, model: Model) -> None:
        self._ranker = ranker
        self._model = model

    def answer(
        self, question: str, permitted: frozenset[int] | None = None
    ) -> tuple[float, tuple[Quote, ...]]:
        """The confidence that the library holds an answer, and the quotes; none in silence."""
        found = self.examine(question, permitted)
        if found.confidence < self._model.threshold:
            return found.confidence, ()
        chosen = choose(found.considered, self._model.threshold)
        return found.confidence, tuple(c.quote for c in chosen)

    def examine(self, question: str, permitted: frozenset[int] | None = None) -> Examination:
        """Rank the library for a question, and estimate of the best how surely they answer it.

        Only the passages of `permitted`, where it is given.
        """
        if not any(character.isalnum() for character in question):
            return Examination()
        query = self._ranker.query(question, permitted)
        if not query.terms:
            return Examination()
        ranked = self._ranker.rank(query)
        considered = [self._considered(query, c) for c in ranked[:_CONSIDERED]]
        considered.sort(key=lambda c: -_preference(c))
        return Examination(tuple(considered), tuple(ranked[_CONSIDERED:]))

    def _considered(self, query: Query, candidate: Candidate) -> Considered:
        features = features_of(query, candidate)
        probability = self._model.probability(features) * _trust(query, candidate)
        quote = quote_from(query, candidate, round(probability, 4))
        return Considered(candidate, features, probability, quote)


def _trust(query: Query, candidate: Candidate) -> float:
    """What is left of a probability where somebody's words are asked for and these are another's.

    Words about that person may still answer; words that do not even name them hardly do.
    """
    aspects = query.aspects
    if aspects.speaks(candidate.stored.passage.voice) and not aspects.stranger:
        return 1.0
    return _ABOUT_THEM if _names_them(query, candidate) else _OF_SOMEBODY_ELSE


def _names_them(query: Query, candidate: Candidate) -> bool:
    names = [*query.aspects.voices, query.aspects.stranger or ""]
    return any(name and terms_in(name) <= candidate.terms.said for name in names)


def choose(considered: Sequence[Considered], threshold: float = 0.0) -> list[Considered]:
    """Up to four that say different things, different voices and works first, best first.

    Maximal marginal relevance (Carbonell and Goldstein, 1998) over voices, with near-duplicates
    ruled out, among those that reach `threshold` and a share of the best one's probability; the
    best one always leads.
    """
    best = max((c.probability for c in considered), default=0.0)
    floor = max(threshold, _SHARE_OF_BEST * best)
    pool = [c for c in considered if c.probability >= floor]
    chosen: list[Considered] = []
    while pool and len(chosen) < MOST_QUOTES:
        pick = max(pool, key=lambda c: _worth(c, chosen))
        chosen.append(pick)
        pool = [c for c in pool if c is not pick and not _same_thing(c, pick)]
        pool = [c for c in pool if _worth(c, chosen) >= floor]
    return chosen


def _worth(considered: Considered, chosen: Sequence[Considered]) -> float:
    voices = [_voice(c) for c in chosen]
    return _preference(considered) - _REPEATED_VOICE * voices.count(_voice(considered))


def _preference(considered: Considered) -> float:
    """What orders quotes: how likely they answer, and whether they are from where was asked."""
    return considered.probability + _PREFERRED * considered.candidate.preferred


def _voice(considered: Considered) -> tuple[Voice, str]:
    stored = considered.candidate.stored
    return stored.passage.voice, stored.source


def _same_thing(a: Considered, b: Considered) -> bool:
    left, right = terms_in(a.quote.text), terms_in(b.quote.text)
    shorter = min(len(left), len(right))
    return bool(shorter) and len(left & right) / shorter >= _SAME_WORDS
