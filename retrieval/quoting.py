"""A ranked passage to a verbatim quote: the sentences that answer, and enough to stand alone."""

from pathlib import Path

import numpy as np

from retrieval.attribution import attributed
from retrieval.deep_links import closest_link
from retrieval.discourse import asks, points_away
from retrieval.mending import mended
from retrieval.models import Sentence, Span
from retrieval.queries import Query
from retrieval.ranking import Candidate
from retrieval.results import Credit, Quote
from retrieval.rows import Stored
from retrieval.terms import coverage
from retrieval.windows import window
from retrieval.words import terms_in

# How much the question's words in a sentence weigh against its nearness in meaning.
_WORDS_WEIGHT = 0.5
# What a sentence loses that asks, tells where more is to be found, or lacks the sort of thing that
# is asked for; what one gains that says what the thing asked for is, and the first ones of a reply.
_ASKING, _POINTS_AWAY, _LACKS, _DEFINES = 0.2, 0.2, 0.25, 0.2
_OPENING = np.array([0.3, 0.2, 0.1])


def quote_from(query: Query, candidate: Candidate) -> Quote:
    """The best one to three whole sentences of a passage, of at most about sixty words.

    The sentence that is nearest to the question, in meaning and in its rare words, is taken, a
    question only where it is much the nearest; of a reply, one near its beginning. windows.py
    tells what comes with it. No quote crosses a segment. Its score is 0 until it has been judged.
    """
    stored = candidate.stored
    nearness = candidate.sentence_cosines + _WORDS_WEIGHT * _shared(query, stored)
    nearness += np.array([_told(query, text) for text in stored.sentences])
    if candidate.replies_to:
        nearness[: len(_OPENING)] += _OPENING[: len(nearness)]
    return quote_around(stored, nearness)


def _told(query: Query, text: str) -> float:
    """What a sentence gains or loses by telling what is asked for, or asking itself."""
    asking = asks(text) and not query.wanted.questions
    empty = _ASKING * asking + _POINTS_AWAY * points_away(text)
    return _DEFINES * query.wanted.defines(text) - empty - _LACKS * query.wanted.lacks(text)


def quote_around(stored: Stored, nearness: np.ndarray) -> Quote:
    """As `quote_from`, around the sentence that is highest in `nearness`, (sentences,)."""
    return quote_of(stored, window(stored, nearness))


def _shared(query: Query, stored: Stored) -> np.ndarray:
    """The share of the question's terms, weighted by rarity, in each sentence: (sentences,)."""
    wanted = query.terms_for(stored)
    texts = (mended(_text(stored, sentence)) for sentence in stored.passage.sentences)
    return np.array([coverage(wanted, terms_in(text)) for text in texts])


def _text(stored: Stored, sentence: Sentence) -> str:
    return _slice(stored, sentence.start, sentence.end)


def _slice(stored: Stored, start: int, end: int) -> str:
    return stored.text[start - stored.passage.start : end - stored.passage.start]


def quote_of(stored: Stored, chosen: range) -> Quote:
    """These sentences of a passage, by their numbers, as a quote; its score is 0."""
    sentences = [stored.passage.sentences[n] for n in chosen]
    start, end = sentences[0].start, sentences[-1].end
    voice, work, name = stored.passage.voice, stored.work, Path(stored.source).name
    at = stored.at[chosen[0]]
    credit = Credit(voice, work, name, at, stored.passage.heading)
    return Quote(
        text=_slice(stored, start, end),
        speaker=voice.speaker,
        quoted_speaker=voice.quoted_speaker,
        kind=voice.kind,
        attribution=attributed(credit),
        title=work.title,
        publisher=work.publisher,
        published=at.published or work.published,
        source=stored.source,
        source_name=name,
        url=work.url,
        start=start,
        end=end,
        timestamp=at.timestamp,
        score=0.0,
        sentences=tuple(Span(s.start - start, s.end - start) for s in sentences),
        audience=work.audience,
        role=voice.role,
        replying_to=voice.replying_to,
        heading=stored.passage.heading,
        page=at.page,
        language=stored.passage.language,
        link=closest_link(at, work),
        credit=credit,
    )
