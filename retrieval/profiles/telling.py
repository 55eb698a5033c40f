"""The few quotes that tell most of some passages, and stand alone."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from retrieval.digests.dullness import dullness, is_filler
from retrieval.discourse import asks, leans_back
from retrieval.quoting import quote_around
from retrieval.results import Quote
from retrieval.rows import Stored, Vectors, centroid
from retrieval.words import terms_in

# So few words tell nothing.
_FEWEST_WORDS: Final = 5
_WORD: Final = re.compile(r"(?<![\w/.])[^\W\d_]+")
# Two quotes whose vectors have such a cosine, or that share so much of the shorter one's words, say
# the same.
_SAME, _SAME_WORDS = 0.8, 0.7
# What is left of a sentence's worth, for each thing that keeps it from standing alone; and of a
# quote's from a work that was quoted already.
_DISCOUNT: Final = 0.75
# What has lost so much is no quote to fill the space with.
_WORTHLESS: Final = 0.42
_ANSWERS = (
    r"^(?:yeah|yes|yep|no|nope|sure|right|okay|ok|oh|wow|well|so|and|but|or|exactly|absolutely"
    r"|definitely|totally|awesome|great|cool|gotcha|fantastic|i mean|you know|thanks?|then|also"
    r"|again|alright|like|anyway|now|another|one other|i guess|as i|because|plus)\b"
)
_SPEAKS_TO_SOMEBODY = (
    r"\b(?:you(?:'|’)ve (?:said|talked)|(?:as|like) you said|you asked|your question|let me"
    r"|i wonder|could you|my name is|joined (?:as always )?by)\b"
)
_NOT_UNDERSTOOD = r"\[[^\]]*\]"
_BROKEN_OFF = r"(?:\.\.|…|--|—|,)[\"'”’)\]]*$"
_STAMMERED = r" -- |\.\.\. .*\.\.\. |\b(\w+)[,.]* \1\b|\b(?:kind of|sort of|you know)\b"
# What somebody else says may be what the speaker is against.
_REPORTED = r"\b(?:sa(?:y|ys|id|ying)|mention(?:s|ed)|tweet(?:s|ed)|post(?:s|ed)|like)[,:]? [\"“]"
_WEAKNESSES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        *(_ANSWERS, _SPEAKS_TO_SOMEBODY, _NOT_UNDERSTOOD),
        *(_BROKEN_OFF, _STAMMERED, _REPORTED),
    )
)


@dataclass(frozen=True, slots=True)
class _Told:
    quote: Quote
    vector: Vectors
    worth: float

    def says_the_same(self, other: "_Told") -> bool:
        mine, theirs = terms_in(self.quote.text), terms_in(other.quote.text)
        shared = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
        return shared >= _SAME_WORDS or float(self.vector @ other.vector) >= _SAME


@dataclass(frozen=True, slots=True)
class Group:
    """Passages that have something in common: a topic, by the phrase that names it, or ""."""

    passages: Sequence[Stored]
    topic: str = ""


def telling_quotes(groups: Iterable[Group], count: int) -> list[Quote]:
    """At most `count` quotes, the most telling one of each group of passages, in turn.

    The most telling is nearest to what all of the group say (the centroid, as in Radev and others,
    "Centroid-based summarization of multiple documents", 2004) among those that stand alone, and
    names their topic. No two say the same; another work comes before one that was quoted already.
    """
    chosen: list[_Told] = []
    for group in groups:
        if len(chosen) == count:
            break
        if best := max(_fresh(group, chosen), key=lambda told: told.worth, default=None):
            chosen.append(best)
    return [told.quote for told in chosen]


def _fresh(group: Group, chosen: Sequence[_Told]) -> Iterator[_Told]:
    """The quotes of a group that say something new, those of works quoted already at a discount."""
    works = {told.quote.source for told in chosen}
    for told in _told(group):
        if not any(told.says_the_same(other) for other in chosen):
            worth = told.worth * (_DISCOUNT if told.quote.source in works else 1.0)
            yield _Told(told.quote, told.vector, worth)


def _told(group: Group) -> Iterator[_Told]:
    if not group.passages:
        return
    middle = centroid(np.concatenate([stored.sentence_vectors for stored in group.passages]))
    for stored in group.passages:
        worths = stored.sentence_vectors @ middle * _standing(stored, group.topic.casefold())
        quote = quote_around(stored, worths)
        left = _left(quote.text) * _DISCOUNT ** leans_back(quote.text)
        if any(asks(quote.text[s.start : s.end]) for s in quote.sentences):
            continue
        if left >= _WORTHLESS and len(_WORD.findall(quote.text)) >= _FEWEST_WORDS:
            yield _Told(quote, _vector(stored, quote), float(worths.max()) * left)


def _standing(stored: Stored, topic: str) -> Vectors:
    """What is left of the worth of sentences, (sentences,), that lean on others or on no topic."""
    left = [_left(text) * _DISCOUNT ** (topic not in text.casefold()) for text in stored.sentences]
    return np.array(left, np.float32)


def _left(text: str) -> float:
    """What is left (0 to 1) of the worth of a text that may be dull or not stand alone."""
    if is_filler(text):
        return 0.0
    weak = sum(bool(pattern.search(text)) for pattern in _WEAKNESSES)
    return max(0.0, 1 - dullness(text)) * _DISCOUNT**weak


def _vector(stored: Stored, quote: Quote) -> Vectors:
    """The unit vector of a quote's sentences."""
    sentences = stored.passage.sentences
    held = [n for n, each in enumerate(sentences) if quote.start <= each.start < quote.end]
    return centroid(stored.sentence_vectors[held])
