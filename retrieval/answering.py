"""A question to an answer: rank, decide whether to speak, and choose up to four quotes."""

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.confidence import Model, features_of
from retrieval.models import Quote, Voice
from retrieval.quoting import quote_from
from retrieval.ranking import Candidate, Query, Ranker
from retrieval.words import terms_in

MOST_QUOTES = 4
_CONSIDERED = 12
# A further quote must be nearly as sure as the best one: no weak quote to fill the space.
_SHARE_OF_BEST = 0.7
# Two quotes that share this much of the shorter one's words say the same thing.
_SAME_WORDS = 0.8
# What a voice that already speaks must be better by than one that does not.
_REPEATED_VOICE = 0.1


@dataclass(frozen=True, slots=True)
class Considered:
    """A ranked candidate, its probability (0 to 1) of answering, and the quote it would give."""

    candidate: Candidate
    probability: float
    quote: Quote


class Answerer:
    """Answers questions from what a ranker finds, or stays silent."""

    def __init__(self, ranker: Ranker, model: Model) -> None:
        self._ranker = ranker
        self._model = model

    def answer(self, question: str) -> tuple[float, tuple[Quote, ...]]:
        """The confidence that the library holds an answer, and the quotes; none in silence."""
        considered = self.consider(question)
        confidence = max((c.probability for c in considered), default=0.0)
        if confidence < self._model.threshold:
            return confidence, ()
        return confidence, tuple(c.quote for c in self.choose(considered))

    def consider(self, question: str) -> list[Considered]:
        """The best candidates in their order, before silence and choice are decided."""
        if not any(character.isalnum() for character in question):
            return []
        query = self._ranker.query(question)
        if not query.terms:
            return []
        ranked = self._ranker.rank(query)
        return [self._considered(query, c) for c in ranked[:_CONSIDERED]]

    def choose(self, considered: Sequence[Considered]) -> list[Considered]:
        """Up to four that say different things, different voices and works first, best first.

        Maximal marginal relevance (Carbonell and Goldstein, 1998) over voices, with
        near-duplicates ruled out. The best one always leads.
        """
        best = max((c.probability for c in considered), default=0.0)
        floor = max(self._model.threshold, _SHARE_OF_BEST * best)
        pool = [c for c in considered if c.probability >= floor]
        chosen: list[Considered] = []
        while pool and len(chosen) < MOST_QUOTES:
            pick = max(pool, key=lambda c: _worth(c, chosen))
            chosen.append(pick)
            pool = [c for c in pool if c is not pick and not _same_thing(c, pick)]
        return chosen

    def _considered(self, query: Query, candidate: Candidate) -> Considered:
        probability = self._model.probability(features_of(query, candidate))
        return Considered(
            candidate, probability, quote_from(query, candidate, round(probability, 4))
        )


def _worth(considered: Considered, chosen: Sequence[Considered]) -> float:
    voices = [_voice(c) for c in chosen]
    return considered.probability - _REPEATED_VOICE * voices.count(_voice(considered))


def _voice(considered: Considered) -> tuple[Voice, str]:
    stored = considered.candidate.stored
    return stored.passage.voice, stored.source


def _same_thing(a: Considered, b: Considered) -> bool:
    left, right = terms_in(a.quote.text), terms_in(b.quote.text)
    shorter = min(len(left), len(right))
    return bool(shorter) and len(left & right) / shorter >= _SAME_WORDS
