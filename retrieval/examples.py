"""What could one ask? Questions that this library is known to answer."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, groupby, islice, pairwise

from retrieval.answering import Answerer
from retrieval.catalogue import Catalogue
from retrieval.rows import Stored
from retrieval.words import Word, is_stopword, words_of

_DOCUMENTS_TRIED = 24
_PASSAGES_TRIED = 12
_PHRASES_TRIED = 12
_SHORTEST_WORD = 4
_LONGEST_NAME = 3
_SELDOM_NOUNS = ("ly", "ing", "ed", "ould", "ever")
# A phrase does not run over these.
_BREAKS = re.compile(r"[^\w\s'’-]+|\s+(?:and|or|of|to|in|for|the|an?)\s+", re.IGNORECASE)


def example_questions(catalogue: Catalogue, answerer: Answerer, count: int) -> list[str]:
    """Up to `count` questions, each on another document if there are enough of them.

    Documents with a named voice come first: "what did she say about …" is what members ask.
    """
    ids = catalogue.document_ids()
    spread = ids[:: max(1, len(ids) // _DOCUMENTS_TRIED)][:_DOCUMENTS_TRIED]
    shelves = [
        catalogue.passages(catalogue.passage_ids(number)[:_PASSAGES_TRIED]) for number in spread
    ]
    shelves.sort(key=lambda shelf: not any(s.passage.voice.speaker for s in shelf))
    one_each = (q for shelf in shelves for q in islice(_answered(answerer, shelf), 1))
    # A small library has to give more than one for a document.
    more = (q for shelf in shelves for q in _answered(answerer, shelf))
    found: dict[str, None] = {}
    for question in chain(one_each, more):
        found[question] = None
        if len(found) == count:
            break
    return list(found)


def _answered(answerer: Answerer, shelf: Sequence[Stored]) -> Iterator[str]:
    """A document's questions that its own words answer first."""
    return (q for q in questions_on(shelf) if is_answered_by(answerer, q, shelf))


def questions_on(shelf: Sequence[Stored]) -> list[str]:
    """Questions on what a document speaks of, the most telling first, in its voices' names."""
    spoken = Counter((s.passage.voice.speaker, p) for s in shelf for p in _phrases(s.text))
    topics = [
        (speaker, topic)
        for (speaker, topic), times in spoken.items()
        if (times > 1 or topic[0].isupper()) and topic not in (speaker or "")
    ]
    topics.sort(key=lambda t: (-_telling(t[1]), -spoken[t]))
    return [
        f"What did {speaker} say about “{topic}”?" if speaker else f"What about “{topic}”?"
        for speaker, topic in topics[:_PHRASES_TRIED]
    ]


def _phrases(text: str) -> list[str]:
    """Names, and pairs of telling words that stand together, in the order of the text."""
    runs = (_runs(words_of(clause)) for clause in _BREAKS.split(text))
    return list(dict.fromkeys(" ".join(run) for clause in runs for run in clause))


def _runs(words: Sequence[Word]) -> Iterator[tuple[str, ...]]:
    for is_name, group in groupby(words, key=lambda w: w.name_like):
        run = [w for w in group if w.surface.isascii()]
        name = tuple(w.surface for w in run[:_LONGEST_NAME])
        if is_name and len("".join(name)) > _SHORTEST_WORD:
            yield name
        elif not is_name:
            yield from ((a.surface, b.surface) for a, b in pairwise(run) if _is_topic(a, b))


def _telling(phrase: str) -> int:
    """How much a phrase is somebody's or something's own name: "High Flyer" more than "Asian"."""
    words = phrase.split()
    if all(word[0].isupper() for word in words):
        return 2 if len(words) > 1 or not phrase[1:].islower() else 0
    return 1


def _is_topic(*words: Word) -> bool:
    return all(
        len(w.surface) >= _SHORTEST_WORD
        and w.surface.islower()
        and not is_stopword(w)
        and not w.surface.endswith(_SELDOM_NOUNS)
        for w in words
    )


def is_answered_by(answerer: Answerer, question: str, shelf: Sequence[Stored]) -> bool:
    """Whether the answer to a question begins with the words of this document."""
    _, quotes = answerer.answer(question)
    return bool(quotes) and quotes[0].source == shelf[0].source
