"""A question to an answer: rank, decide whether to speak, and choose up to four quotes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.adjacency import Adjacency, Found
from retrieval.confidence import Model, features_of, load_model
from retrieval.elsewhere import Elsewhere
from retrieval.indexes import Indexes
from retrieval.kept import is_kept
from retrieval.matters import same_matter
from retrieval.mending import mended
from retrieval.models import Voice
from retrieval.queries import Query
from retrieval.quoting import quote_from
from retrieval.ranking import Candidate, Ranker
from retrieval.rescoring import Rescorer, text_of
from retrieval.results import Quote
from retrieval.rows import Stored
from retrieval.settings import DEFAULT_ANSWERS
from retrieval.substance import emptiness, weakness
from retrieval.weights import rank_weights
from retrieval.words import denial, terms_in

MOST_QUOTES = 4
# How many are judged and read: with more, only the time grows (docs/retrieval.md).
CONSIDERED = 8
# And so many more where somebody has seen those and asks for further ones.
_CONSIDERED_FURTHER = 24
# What is behind by so many log odds is not made the best by reading it.
_TOO_FAR = 2.5
# A further quote must be at least half as sure as the best one: no weak quote to fill the space.
_SHARE_OF_BEST = 0.5
# Two quotes that share this much of the shorter one's words say the same thing.
_SAME_WORDS = 0.8
# What a quote gains, in log odds, that says what a thing is where that is asked.
_DEFINES = 1.5
# What a weak quote loses at most of its place in the order; what is unlikely is not quoted anyway.
_MOST_LOST = 1.5
_DENIES = denial()
# What a quote from a named work or time may be less likely by and still come first.
_PREFERRED = 0.3
# What a voice that already speaks must be better by than one that does not.
_REPEATED_VOICE = 0.15


@dataclass(frozen=True, slots=True)
class Considered:
    """A ranked candidate, its probability (0 to 1) of answering, and the quote it would give.

    `features` is the evidence for the probability, in the order of the model's; `score`, in log
    odds, is what it is ranked by, once the re-scorer has read the quote.
    """

    candidate: Candidate
    features: tuple[float, ...]
    probability: float
    score: float
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
        """The probability (0 to 1) that the surest of the candidates answers the question."""
        return max((c.probability for c in self.considered), default=0.0)

    @property
    def ranking(self) -> list[Candidate]:
        """All candidates, in the order from which quotes are taken."""
        return [*(c.candidate for c in self.considered), *self.others]


@dataclass(frozen=True, slots=True)
class Judge:
    """What decides which quotes are good enough: the model of confidence, and the re-scorer."""

    model: Model
    rescorer: Rescorer | None


def judge_by(answers: float = DEFAULT_ANSWERS, rescorer: Rescorer | None = None) -> Judge:
    """The judge that answers this share (0 to 1) of answerable questions."""
    return Judge(load_model(answers, rescored=rescorer is not None), rescorer)


class Answerer:
    """Answers questions from what a ranker finds, or stays silent."""

    def __init__(self, ranker: Ranker, judge: Judge, indexes: Indexes) -> None:
        self._ranker = ranker
        self._adjacency = Adjacency(indexes)
        self._elsewhere = Elsewhere(indexes)
        self._model = judge.model
        self._rescorer = judge.rescorer

    def answer(
        self, question: str, permitted: frozenset[int] | None = None
    ) -> tuple[float, tuple[Quote, ...]]:
        """The confidence that the library holds an answer, and the quotes; none in silence."""
        found = self.examine(question, permitted)
        if found.confidence < self._model.threshold:
            return found.confidence, ()
        chosen = choose(found.considered, self._model.threshold)
        return found.confidence, tuple(self._told(c, permitted) for c in chosen)

    def further(
        self, question: str, permitted: frozenset[int] | None, shown: int
    ) -> tuple[float, tuple[Quote, ...]]:
        """As `answer`, the quotes that come after the first `shown` ones; none where none do.

        The first are those of `answer`; each is sure enough by itself, and says something else.
        """
        found = self.examine(question, permitted)
        if found.confidence < self._model.threshold:
            return found.confidence, ()
        chosen = choose(found.considered, self._model.threshold)
        query = self._ranker.query(question, permitted)
        others = self._considered(query, found.others[:_CONSIDERED_FURTHER])
        unseen = [c for c in found.considered if c not in chosen] + others
        rest = _further(unseen, chosen, self._model.threshold)
        following = [*chosen, *rest][shown : shown + MOST_QUOTES]
        return found.confidence, tuple(self._told(c, permitted) for c in following)

    def _told(self, considered: Considered, permitted: frozenset[int] | None) -> Quote:
        """The quote with where else it stands; from where was asked for, if anything was."""
        candidate, quote = considered.candidate, considered.quote
        if candidate.asked_for or candidate.preferred:
            return self._elsewhere.named(quote, permitted)
        return self._elsewhere.most_telling(quote, candidate.stored, permitted)

    def examine(self, question: str, permitted: frozenset[int] | None = None) -> Examination:
        """Rank the library for a question, and estimate of the best how surely they answer it.

        Only the passages of `permitted`, where it is given.
        """
        if not any(character.isalnum() for character in question):
            return Examination()
        query = self._ranker.query(question, permitted)
        if not query.terms:
            return Examination()
        ranked = [c for c in self._ranker.rank(query) if _may_answer(question, c.stored)]
        if not ranked:
            return Examination()
        near = [c for c in ranked[:CONSIDERED] if c.score > ranked[0].score - _TOO_FAR]
        considered = self._considered(query, near)
        read = {c.candidate.stored.id for c in considered}
        return Examination(tuple(considered), tuple(c for c in ranked if c.stored.id not in read))

    def _considered(self, query: Query, candidates: Sequence[Candidate]) -> list[Considered]:
        """The candidates with their quotes, in the order that these decide."""
        found = [(candidate, quote_from(query, candidate)) for candidate in candidates]
        followed = self._adjacency.followed(query, found)
        logits = self._read(query, followed)
        judged = [
            self._judged(query, *each, logit) for each, logit in zip(followed, logits, strict=True)
        ]
        return sorted(judged, key=lambda c: -c.score)

    def _read(self, query: Query, found: Sequence[Found]) -> list[float | None]:
        """What the re-scorer makes of each quote; None where there is none."""
        if self._rescorer is None:
            return [None] * len(found)
        texts = [text_of(quote, candidate.replies_to) for candidate, quote in found]
        return [*self._rescorer.score(query.text, texts)]

    def _judged(
        self, query: Query, candidate: Candidate, quote: Quote, logit: float | None
    ) -> Considered:
        features = features_of(query, candidate, logit)
        weak = weakness(query.wanted, candidate, quote)
        lost = weak + emptiness(query.wanted, candidate, quote)
        probability = self._model.probability(features, lost) * candidate.trust
        defines = query.wanted.defines(mended(quote.text))
        read = rank_weights().rescorer * (logit or 0.0)
        score = candidate.score + read + _DEFINES * defines - min(weak, _MOST_LOST)
        sure = replace(quote, score=round(probability, 4))
        return Considered(candidate, features, probability, score, sure)


def _may_answer(question: str, stored: Stored) -> bool:
    """Whether a passage may be quoted at all: a member's message only to what it was kept for."""
    return not is_kept(stored.source) or same_matter(question, stored.lead_in)


def choose(considered: Sequence[Considered], threshold: float = 0.0) -> list[Considered]:
    """Up to four that say different things, different voices and works first; the best leads.

    Maximal marginal relevance (Carbonell and Goldstein, 1998) over voices, with near-duplicates
    ruled out, among those that reach `threshold` and a share of the surest one's probability.
    """
    surest = max((c.probability for c in considered), default=0.0)
    floor = max(threshold, _SHARE_OF_BEST * surest)
    pool = [c for c in considered if c.probability >= floor]
    chosen: list[Considered] = []
    while pool and len(chosen) < MOST_QUOTES:
        pick = max(pool, key=lambda c: _worth(c, chosen)) if chosen else pool[0]
        chosen.append(pick)
        pool = [c for c in pool if c is not pick and not _same_thing(c, pick)]
        pool = [c for c in pool if _worth(c, chosen) >= floor]
    return chosen


def _further(
    unseen: Sequence[Considered], seen: Sequence[Considered], threshold: float
) -> list[Considered]:
    """All that are sure enough and say what is not said yet, in the order of `choose`."""
    chosen = list(seen)
    pool = [c for c in unseen if c.probability >= threshold]
    while pool := [c for c in pool if not any(_same_thing(c, known) for known in chosen)]:
        chosen.append(max(pool, key=lambda c: _worth(c, chosen)))
        pool.remove(chosen[-1])
    return chosen[len(seen) :]


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
    """Whether they say the same in nearly the same words; who denies it says the contrary."""
    if bool(_DENIES.search(a.quote.text)) != bool(_DENIES.search(b.quote.text)):
        return False
    left, right = terms_in(a.quote.text), terms_in(b.quote.text)
    shorter = min(len(left), len(right))
    return bool(shorter) and len(left & right) / shorter >= _SAME_WORDS
