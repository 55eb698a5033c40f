"""How much less a quote is worth than its words promise: it asks, announces, or is a scrap.

A question holds the words of its answer and tells nothing; so does "There are three reasons.".
"""

from typing import Final

from retrieval.digests.dullness import is_filler
from retrieval.discourse import announces, answers, asks, points_away
from retrieval.mending import mended
from retrieval.models import Kind, Role
from retrieval.ranking import Candidate
from retrieval.results import Quote
from retrieval.rows import Stored
from retrieval.speech import is_spoken
from retrieval.wanted import Wanted
from retrieval.windows import MOST_WORDS

# What a quote loses, in log odds: one that asks in talk where a question is to be answered, and one
# that asks elsewhere; one that says only that something comes, or stands elsewhere, greets or is a
# scrap; one without the sort of thing that is wanted; and for so many words too many.
_ASKING: Final = 8.0
_ASKING_IN_WRITING: Final = 2.0
# What is left of that where the voice, the kind or the work is asked for.
_OF_ASKED_FOR: Final = 0.5
_ANNOUNCING: Final = 0.7
_GREETING: Final = 0.7
_SCRAP: Final = 2.0
_LACKING: Final = 3.0
_LONG: Final = 60
_FEWEST_WORDS: Final = 5
_MOST_OF_A_GREETING: Final = 15
# Whoever writes, or talks at length, may ask and answer; what is short asks for an answer.
_ANSWERS_ITSELF: Final = frozenset((Kind.TRANSCRIPT, Kind.ESSAY, Kind.TEXT))


def weakness(wanted: Wanted, candidate: Candidate, quote: Quote) -> float:
    """What a quote that tells something loses, in log odds, by how little it is; 0 or more."""
    sentences = sentences_of(quote)
    words = sum(map(_length, sentences))
    spoken = is_spoken(candidate.stored)
    # An answer may be as short as it likes, and so may a link.
    scrap = spoken and words < _FEWEST_WORDS and not candidate.replies_to
    greeting = words < _MOST_OF_A_GREETING and all(map(is_filler, sentences))
    return (
        _ANNOUNCING * (announces(sentences[-1]) or points_away(sentences[0]))
        + _GREETING * greeting
        + _SCRAP * scrap
        + _LACKING * wanted.lacks(" ".join(sentences))
        + max(0, words - MOST_WORDS) / _LONG
    )


def emptiness(wanted: Wanted, candidate: Candidate, quote: Quote) -> float:
    """What a quote loses, in log odds, for asking; 0 or more.

    Less in writing, where it may be how something is said; nothing where a question is wanted.
    """
    if wanted.questions:
        return 0.0
    spoken = wanted.answer and is_spoken(candidate.stored)
    lost = _ASKING if spoken else _ASKING_IN_WRITING
    # Whoever wants what somebody says, or what a work holds, wants that.
    return (
        lost
        * (_OF_ASKED_FOR if candidate.asked_for else 1.0)
        * asking_share(candidate.stored, quote)
    )


def asking_share(stored: Stored, quote: Quote) -> float:
    """How much (0 to 1) of a quote asks.

    All of one that ends with a question, or whose voice asks again at the end of its passage; none
    where a question is answered behind it. A host seldom answers himself.
    """
    sentences = sentences_of(quote)
    asking = [asks(sentence) for sentence in sentences]
    if not any(asking):
        return 0.0
    if asking[-1] or asks(stored.sentences[-1]):
        return 1.0
    if quote.role is Role.HOST:
        last = max(number for number, asked in enumerate(asking) if asked)
        return 0.0 if answers(sentences[last + 1]) else 1.0
    asked = sum(_length(s) for s, question in zip(sentences, asking, strict=True) if question)
    return 0.0 if quote.kind in _ANSWERS_ITSELF else asked / sum(map(_length, sentences))


def sentences_of(quote: Quote) -> list[str]:
    """The words of a quote, sentence by sentence."""
    return [mended(quote.text[span.start : span.end]) for span in quote.sentences]


def _length(text: str) -> int:
    return len(text.split())
