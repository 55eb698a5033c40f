"""What is answered to a wish, the same in Discord and in a terminal."""

from collections.abc import Sequence
from typing import Protocol

from bot import replies
from bot.parts import Reply
from bot.questions import (
    AboutEpisode,
    AboutPerson,
    Around,
    Deeper,
    Evidence,
    Hello,
    Lost,
    More,
    Question,
    Thanks,
    Topic,
    Unreadable,
    Wish,
)
from bot.replies import Place
from bot.wording import digests, episodes, follow_ups, people
from retrieval import (
    NO_FILTERS,
    Answer,
    Digest,
    Episode,
    Filters,
    Length,
    Person,
    QuoteGone,
    Surroundings,
)


class Answering(Protocol):
    """The part of a library that a conversation needs; a test brings its own."""

    def ask(
        self, question: str, filters: Filters = NO_FILTERS, *, before: Sequence[str] = ()
    ) -> Answer:
        """Return the quotes that answer a question and pass the filters, or silence."""
        ...

    def more(
        self,
        question: str,
        filters: Filters = NO_FILTERS,
        *,
        before: Sequence[str] = (),
        shown: int,
    ) -> Answer:
        """Return the next quotes after the first `shown` ones, or silence."""
        ...

    def around(self, source: str, start: int, end: int, text: str | None = None) -> Surroundings:
        """Return what stands around a quote; raises QuoteGone."""
        ...

    def evidence(self, text: str) -> Answer:
        """Return the quotes that speak to a message, or silence."""
        ...

    def digest(
        self, topic: str, filters: Filters = NO_FILTERS, length: Length = Length.MEDIUM
    ) -> Digest:
        """Return what is said on a topic, or the nearest topics."""
        ...

    def person(self, name: str) -> Person:
        """Return what is held of whoever goes by this name."""
        ...

    def episode(self, title: str) -> Episode:
        """Return the work of this title at a glance."""
        ...

    def example_questions(self, count: int = 2) -> list[str]:
        """Return questions that would be answered."""
        ...


def compose(wish: Wish, library: Answering, place: Place) -> Reply:
    """Ask the library where it is needed and return what is said. Takes as long as the library."""
    match wish:
        case Question():
            return _answer(wish, library)
        case More() | Around() | Evidence():
            return _beyond(wish, library)
        case Topic() | Deeper() | AboutPerson() | AboutEpisode():
            return _overview(wish, library)
        case Lost():
            return replies.how_to_ask(place, library.example_questions(2))
        case Hello() | Thanks() | Unreadable():
            return _courtesy(wish, place)


def _courtesy(wish: Hello | Thanks | Unreadable, place: Place) -> Reply:
    match wish:
        case Hello():
            return replies.hello(place)
        case Thanks():
            return replies.welcome()
        case Unreadable():
            return replies.NEEDS_MENTION


def _answer(wish: Question, library: Answering) -> Reply:
    found = library.ask(wish.text, wish.filters, before=wish.before)
    reply = follow_ups.understood_as(found.understood, replies.answer(found))
    asked = f"{wish.text} {wish.filters}".strip()
    return replies.under_question(asked, reply) if wish.repeated else reply


def _beyond(wish: More | Around | Evidence, library: Answering) -> Reply:
    match wish:
        case More(text, shown, filters, before):
            more = library.more(text, filters, before=before, shown=shown)
            return replies.answer(more) if more.answered else follow_ups.no_more()
        case Evidence(text):
            found = library.evidence(text)
            return replies.answer(found) if found.answered else follow_ups.nothing_speaks()
        case Around():
            return _around(wish, library)


def _around(wish: Around, library: Answering) -> Reply:
    try:
        found = library.around(wish.source, wish.start, wish.end, wish.text)
    except QuoteGone:
        return follow_ups.gone()
    return follow_ups.surroundings(found)


def _overview(wish: Topic | Deeper | AboutPerson | AboutEpisode, library: Answering) -> Reply:
    match wish:
        case Topic(text, length, repeated, filters):
            reply = digests.page(library.digest(text, filters, length), wish.written, length)
            return replies.under_question(wish.written, reply) if repeated else reply
        case Deeper(written, length, heading):
            return digests.deeper(library.digest(written, NO_FILTERS, length), heading)
        case AboutPerson(name):
            return people.page(name, library.person(name))
        case AboutEpisode(title):
            return episodes.page(title, library.episode(title))
