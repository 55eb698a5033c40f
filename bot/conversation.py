"""What is answered to a wish, the same in Discord and in a terminal."""

from typing import Protocol

from bot import replies
from bot.parts import Reply
from bot.questions import (
    AboutEpisode,
    AboutPerson,
    Deeper,
    Hello,
    Lost,
    Question,
    Thanks,
    Topic,
    Unreadable,
    Wish,
)
from bot.replies import Place
from bot.wording import digests, episodes, people
from retrieval import NO_FILTERS, Answer, Digest, Episode, Filters, Length, Person


class Answering(Protocol):
    """The part of a library that a conversation needs; a test brings its own."""

    def ask(self, question: str, filters: Filters = NO_FILTERS) -> Answer:
        """Return the quotes that answer a question and pass the filters, or silence."""
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
        case Question(text, repeated, filters):
            reply = replies.answer(library.ask(text, filters))
            asked = f"{text} {filters}".strip()
            return replies.under_question(asked, reply) if repeated else reply
        case Topic() | Deeper() | AboutPerson() | AboutEpisode():
            return _overview(wish, library)
        case Lost():
            return replies.how_to_ask(place, library.example_questions(2))
        case Hello():
            return replies.hello(place)
        case Thanks():
            return replies.welcome()
        case Unreadable():
            return replies.NEEDS_MENTION


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
