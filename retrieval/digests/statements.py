"""What a digest may quote: of every passage on the subject, its most telling sentences."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from retrieval.digests.dullness import dullness, is_filler
from retrieval.digests.key_phrases import key_of, phrases_in
from retrieval.digests.pool import Floats
from retrieval.digests.related import LITTLE, MOST_NEAR, Related
from retrieval.mending import mended
from retrieval.models import Kind
from retrieval.quoting import quote_around
from retrieval.results import Quote
from retrieval.rows import Stored, Vectors, centroid

Chosen = NDArray[np.bool_]
# Two quotes whose vectors' cosine is above the first, or that share this much of the shorter one's
# words, say the same thing.
SAME_MEANING = 0.8
_SAME_WORDS = 0.7
_LEAST_WORDS = 5
# What a statement gains by the telling phrases that it holds beside the topic, and up to how many.
_SUBSTANCE, _ENOUGH_PHRASES = 0.3, 5
# Of few passages up to so many statements each; a further one is as near to the topic as this.
_EVERYTHING, _ON_IT = 3, 0.4
# What is quoted on a topic is as near to it as this: a passage may name it in a greeting alone.
LEAST_ON_IT = 0.32
_SAID = -9.0
# What a statement gains or loses by what a summary would likely say, for each deviation.
_TOLD = 0.12
_MOST_RELEVANT = MOST_NEAR + _SUBSTANCE + 2 * _TOLD


@dataclass(frozen=True, slots=True)
class Statement:
    """A quote that a digest may hold.

    `vector` is the mean of its sentences' vectors, at length 1: (dimensions,). `relevance` tells
    how much it is on the subject; `terms` are the words that it says, `phrases` (key_phrases.py)
    what they name. `voice` is who holds it; an unknown voice is another one in every document.
    """

    quote: Quote
    stored: Stored
    vector: Vectors
    relevance: float
    terms: frozenset[str]
    voice: str
    phrases: tuple[str, ...]

    @property
    def is_written_by_a_machine(self) -> bool:
        """Whether nobody said it."""
        return self.stored.passage.voice.kind is Kind.SUMMARY

    def likeness(self, other: "Statement") -> float:
        """The cosine of both vectors."""
        return float(self.vector @ other.vector)

    def says_the_same(self, other: "Statement") -> bool:
        """Whether one of both is enough."""
        shorter = min(len(self.terms), len(other.terms)) or 1
        shared = len(self.terms & other.terms) / shorter
        return self.likeness(other) > SAME_MEANING or shared > _SAME_WORDS


def statements_of(
    found: Sequence[Related],
    told: Mapping[int, Floats] | None = None,
    *,
    least: float = -np.inf,
    filler: bool = False,
) -> list[Statement]:
    """What each passage says most tellingly, the most relevant first, nothing of it twice.

    `told` is how much of a summary each sentence would be (telling.py), `least` how near to the
    subject a statement has to be. Where few passages are on the subject, all that each of them says
    of it. Greetings and housekeeping only where `filler` is wanted.
    """
    most = _EVERYTHING if len(found) < LITTLE else 1
    made = [
        statement
        for related in found
        for statement in _statements(
            related, (told or {}).get(related.stored.id), most, least, filler=filler
        )
    ]
    unique: dict[str, Statement] = {}
    for statement in sorted(made, key=lambda s: (-s.relevance, s.stored.id)):
        unique.setdefault(" ".join(statement.quote.text.split()).casefold(), statement)
    return list(unique.values())


def _statements(
    related: Related, told: Floats | None, most: int, least: float, *, filler: bool
) -> Iterator[Statement]:
    """Up to so many statements of a passage, none over the same sentences as another."""
    stored = related.stored
    nearness = related.nearness - _dullness(stored) + _TOLD * (0.0 if told is None else told)
    free = np.array([filler or not is_filler(text) for text in stored.sentences])
    for number in range(most):
        quote = quote_around(stored, np.where(free, nearness, _SAID))
        chosen = np.array([quote.start <= s.start < quote.end for s in stored.passage.sentences])
        near = float(related.nearness[chosen].max())
        if not free[chosen].all() or near < (max(least, _ON_IT) if number else least):
            return
        free &= ~chosen
        if len(quote.text.split()) >= _LEAST_WORDS:
            yield _statement(related, quote, float(nearness[chosen].max()), chosen)


def _statement(related: Related, quote: Quote, nearness: float, chosen: Chosen) -> Statement:
    stored, phrases = related.stored, tuple(phrases_in(mended(quote.text)))
    unit = centroid(stored.sentence_vectors[chosen])
    relevance = nearness + _substance(phrases)
    scored = replace(quote, score=round(max(0.0, relevance) / _MOST_RELEVANT, 4))
    terms = frozenset().union(*(related.terms[n] for n in np.flatnonzero(chosen)))
    return Statement(scored, stored, unit, relevance, terms, _voice(stored), phrases)


def _voice(stored: Stored) -> str:
    voice = stored.passage.voice
    heard = voice.quoted_speaker if voice.quotation else voice.speaker
    return heard or f"\n{stored.source}"


def _substance(phrases: Iterable[str]) -> float:
    """What a statement gains by how much it names."""
    return _SUBSTANCE * min(1.0, len(set(map(key_of, phrases))) / _ENOUGH_PHRASES)


def _dullness(stored: Stored) -> Vectors:
    """What each sentence loses for telling little: (sentences,)."""
    return np.array([dullness(text) for text in stored.sentences], np.float32)
