"""What could one ask? Questions that this library is known to answer."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from retrieval.answering import Answerer
from retrieval.catalogue import Catalogue, Stored
from retrieval.words import Word, is_stopword, words_of

_DOCUMENTS_TRIED = 24
_PASSAGES_TRIED = 12
_PHRASES_TRIED = 4
_SHORTEST_WORD = 4
_LONGEST_NAME = 3
_SELDOM_NOUNS = ("ly", "ing", "ed", "ould", "ever")
# A phrase does not run over these.
_BREAKS = re.compile(r"[^\w\s'’-]+|\s+(?:and|or|of|to|in|for|the|an?)\s+", re.IGNORECASE)


def example_questions(catalogue: Catalogue, answerer: Answerer, count: int) -> list[str]:
    """Up to `count` questions, each on another document, each answered by its voice first.

    Documents with a named voice come first: "what did she say about …" is what members ask.
    """
    ids = catalogue.document_ids()
    spread = ids[:: max(1, len(ids) // _DOCUMENTS_TRIED)][:_DOCUMENTS_TRIED]
    shelves = [
        catalogue.passages(catalogue.passage_ids(number)[:_PASSAGES_TRIED]) for number in spread
    ]
    shelves.sort(key=lambda shelf: not any(s.passage.voice.speaker for s in shelf))
    found: list[str] = []
    for shelf in shelves:
        if len(found) == count:
            break
        question = next((q for q in _questions(shelf) if _answers(answerer, q, shelf)), None)
        if question:
            found.append(question)
    return found


def _questions(shelf: Sequence[Stored]) -> Iterator[str]:
    """Questions on what a document speaks of most, in its voices' names."""
    spoken = Counter(p for stored in shelf for p in _phrases(stored.text))
    for stored in shelf:
        speaker = stored.passage.voice.speaker
        topics = [p for p in _phrases(stored.text) if not speaker or p not in speaker]
        for topic in sorted(topics, key=lambda p: -spoken[p])[:_PHRASES_TRIED]:
            yield f"What did {speaker} say about {topic}?" if speaker else f"What about {topic}?"


def _phrases(text: str) -> list[str]:
    """Names, and pairs of telling words that stand together, in the order of the text."""
    runs = (_runs(words_of(clause)) for clause in _BREAKS.split(text))
    return list(dict.fromkeys(" ".join(run) for clause in runs for run in clause))


def _runs(words: Sequence[Word]) -> Iterator[tuple[str, ...]]:
    for is_name, group in groupby(words, key=lambda w: w.name_like):
        run = [w for w in group if w.surface.isascii()]
        if is_name and run:
            yield tuple(w.surface for w in run[:_LONGEST_NAME])
        elif not is_name:
            yield from ((a.surface, b.surface) for a, b in pairwise(run) if _is_topic(a, b))


def _is_topic(*words: Word) -> bool:
    return all(
        len(w.surface) >= _SHORTEST_WORD
        and w.surface.islower()
        and not is_stopword(w)
        and not w.surface.endswith(_SELDOM_NOUNS)
        for w in words
    )


def _answers(answerer: Answerer, question: str, shelf: Sequence[Stored]) -> bool:
    _, quotes = answerer.answer(question)
    return bool(quotes) and quotes[0].source == shelf[0].source
