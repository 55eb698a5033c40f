"""A ranked passage to a verbatim quote: the sentences that answer, and enough to stand alone."""

import re
from pathlib import Path

import numpy as np

from retrieval.attribution import attributed
from retrieval.deep_links import closest_link
from retrieval.mending import mended
from retrieval.models import Sentence, Span
from retrieval.queries import Query
from retrieval.ranking import Candidate
from retrieval.results import Credit, Quote
from retrieval.rows import Stored
from retrieval.terms import coverage
from retrieval.words import terms_in

MOST_WORDS = 60
MOST_SENTENCES = 3
_ENOUGH_WORDS = 35
# A sentence that opens so leans on the one before it.
_LEANS_BACK = re.compile(
    r"(?:(?:and|but|so|or|then|also|because|which)[ ,]+)*"
    r"(?:it|its|they|their|them|this|that|these|those|he|she|his|her|such|the former|the latter)\b",
    re.IGNORECASE,
)
_LEADS_ON = (":", ",", ";", "—")
_SHARE_BEFORE = 0.6
_SHARE_AFTER = 0.2
# How much the question's words in a sentence weigh against its nearness in meaning.
_WORDS_WEIGHT = 0.5


def quote_from(query: Query, candidate: Candidate) -> Quote:
    """The best one to three whole sentences of a passage, of at most about sixty words.

    The sentence that is nearest to the question, in meaning and in its rare words, is taken; one
    that opens with "It" or "They" brings the one before it; a short one is joined by its better
    neighbour. No quote crosses a segment. Its score is 0 until it has been judged.
    """
    stored = candidate.stored
    return quote_around(stored, candidate.sentence_cosines + _WORDS_WEIGHT * _shared(query, stored))


def quote_around(stored: Stored, nearness: np.ndarray) -> Quote:
    """As `quote_from`, around the sentence that is highest in `nearness`, (sentences,)."""
    return quote_of(stored, _choose(stored, nearness))


def _shared(query: Query, stored: Stored) -> np.ndarray:
    """The share of the question's terms, weighted by rarity, in each sentence: (sentences,)."""
    wanted = query.terms_for(stored)
    texts = (mended(_text(stored, sentence)) for sentence in stored.passage.sentences)
    return np.array([coverage(wanted, terms_in(text)) for text in texts])


def _choose(stored: Stored, nearness: np.ndarray) -> range:
    best = max(range(len(nearness)), key=lambda n: (_stands(stored, n), nearness[n]))
    first, last = best, best
    while (
        first > 0
        and leans_back(_text(stored, stored.passage.sentences[first]))
        and _fits(stored, first - 1, last)
    ):
        first -= 1
    while _words(stored, first, last) < _ENOUGH_WORDS:
        grown = _grow(stored, nearness, first, last)
        if grown is None:
            break
        first, last = grown
    return range(first, last + 1)


def _grow(stored: Stored, nearness: np.ndarray, first: int, last: int) -> tuple[int, int] | None:
    """The range with its better neighbour, if one fits and is worth its words."""
    options = [(first - 1, last), (first, last + 1)]
    fitting = [o for o in options if o[0] >= 0 and o[1] < len(nearness) and _fits(stored, *o)]
    best = nearness[first : last + 1].max()
    worth = [o for o in fitting if nearness[_new(o, first)] > _share(o, first) * best]
    return max(worth, key=lambda o: float(nearness[_new(o, first)]), default=None)


def _share(option: tuple[int, int], first: int) -> float:
    """How near a neighbour must be: what follows an answer more often belongs to it."""
    return _SHARE_BEFORE if option[0] < first else _SHARE_AFTER


def _new(option: tuple[int, int], first: int) -> int:
    return option[0] if option[0] < first else option[1]


def _fits(stored: Stored, first: int, last: int) -> bool:
    sentences = stored.passage.sentences[first : last + 1]
    return (
        len(sentences) <= MOST_SENTENCES
        and len({s.segment for s in sentences}) == 1
        and _words(stored, first, last) <= MOST_WORDS
        and _stands(stored, last)
    )


def _stands(stored: Stored, number: int) -> bool:
    """Whether a quote may end with this sentence: one that ends in a colon leads to another."""
    return not _text(stored, stored.passage.sentences[number]).endswith(_LEADS_ON)


def leans_back(text: str) -> bool:
    """Whether a text opens with a word such as "It" or "They", that means what was said before."""
    return bool(_LEANS_BACK.match(text))


def _words(stored: Stored, first: int, last: int) -> int:
    sentences = stored.passage.sentences
    return len(_slice(stored, sentences[first].start, sentences[last].end).split())


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
