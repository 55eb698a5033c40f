"""What could one ask? Questions that this library is known to answer."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Final

from retrieval.answering import Answerer
from retrieval.askable import Excluded, introduces, questions_in, topics_of
from retrieval.catalogue import Catalogue
from retrieval.digests.known import KnownTopics
from retrieval.models import Kind
from retrieval.profiles.spread import spread
from retrieval.results import Quote
from retrieval.rows import Stored

# So many documents are tried, so many passages of each are read, so many topics are asked about.
_DOCUMENTS_TRIED: Final = 24
_PASSAGES_READ: Final = 24
_TOPICS_TRIED: Final = 12
# A shorter first quote answers nothing.
_FEWEST_WORDS: Final = 8
# Where so many speak of a topic, it is asked who does.
_MANY_VOICES: Final = 3
# What stands behind a noun that ends there, and not behind "the open model" of "… ecosystem".
_ENDS: Final = (
    r"(?=[^\w\s]|$|\s(?:is|was|are|has|had|of|in|on|to|that|and|for|at|wanted|sets|does)\b)"
)


class Examples:
    """Finds questions to a library's documents in their own words."""

    def __init__(
        self, catalogue: Catalogue, answerer: Answerer, topics: KnownTopics, excluded: Excluded
    ) -> None:
        """`excluded` tells of words whether nobody would ask about them: voices, ordinary words."""
        self._catalogue = catalogue
        self._answerer = answerer
        self._topics = topics
        self._excluded = excluded

    def some(self, count: int) -> list[str]:
        """Up to `count` questions, each on another document if there are enough of them.

        Documents with a named voice come first: "what does she say about …" is what members ask.
        """
        shelves = [self.shelf(n) for n in spread(self._catalogue.document_ids(), _DOCUMENTS_TRIED)]
        shelves.sort(key=lambda shelf: not any(s.passage.voice.speaker for s in shelf))
        one_each = (q for shelf in shelves for q in islice(self._answered(shelf), 1))
        # A small library has to give more than one for a document.
        more = (q for shelf in shelves for q in self._answered(shelf))
        found: dict[str, None] = {}
        for question in chain(one_each, more):
            if len(found) == count:
                break
            found[question] = None
        return list(found)

    def shelf(self, document: int) -> list[Stored]:
        """Passages from all over a document."""
        ids = spread(self._catalogue.passage_ids(document), _PASSAGES_READ)
        return self._catalogue.passages(ids)

    def questions_on(self, shelf: Sequence[Stored]) -> list[str]:
        """Questions on what a document speaks of: those that it asks itself, then on its topics."""
        topics = topics_of(shelf, self._topics, self._excluded)
        own = questions_in(shelf, topics)
        return [*own, *(_question(topic, shelf) for topic in topics[:_TOPICS_TRIED])]

    def is_answered_by(self, question: str, shelf: Sequence[Stored]) -> bool:
        """Whether the answer to a question begins with telling words of this document on it."""
        _, quotes = self._answerer.answer(question)
        if not quotes or quotes[0].source != shelf[0].source:
            return False
        topic = question.rpartition(" about ")[2].rstrip("?").removeprefix("the ")
        on_topic = topic == question.rstrip("?") or topic.casefold() in quotes[0].text.casefold()
        return on_topic and _tells(quotes[0])

    def _answered(self, shelf: Sequence[Stored]) -> Iterator[str]:
        """A document's questions that its own words answer first."""
        return (q for q in self.questions_on(shelf) if self.is_answered_by(q, shelf))


def _question(topic: str, shelf: Sequence[Stored]) -> str:
    """What a reader would ask about a topic, of the first who speaks of it there."""
    voices = Counter(s.passage.voice for s in shelf if topic.casefold() in s.text.casefold())
    voice = next((voice for voice, _ in voices.most_common()), None)
    topic = f"the {topic}" if _has_article(topic, shelf) else topic
    if len({voice.speaker for voice in voices} - {None}) >= _MANY_VOICES:
        return f"Who talks about {topic}?"
    if voice and voice.kind is Kind.COMMENT:
        return f"What do readers say about {topic}?"
    if voice and voice.speaker and not voice.quotation:
        return f"What does {voice.speaker} say about {topic}?"
    return f"What is said about {topic}?"


def _has_article(topic: str, shelf: Sequence[Stored]) -> bool:
    """Whether a topic mostly goes with "the"."""
    text = " ".join(stored.text for stored in shelf).casefold()
    led = re.findall(rf"\bthe {re.escape(topic.casefold())}{_ENDS}", text)
    return 2 * len(led) > text.count(topic.casefold())


def _tells(quote: Quote) -> bool:
    """Whether a quote answers anything: no greeting, no question, not a word or two."""
    text = quote.text
    return len(text.split()) >= _FEWEST_WORDS and not introduces(text) and "?" not in text
