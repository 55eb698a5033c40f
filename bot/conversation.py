"""What is answered to a wish, the same in Discord and in a terminal."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final, Protocol

from bot import pursuing, replies
from bot.parts import Buttons, Reply
from bot.replies import Place
from bot.talking.posts import asked_in
from bot.talking.restraint import restrained
from bot.wishes import (
    AboutEpisode,
    AboutPerson,
    Around,
    Complaint,
    Deeper,
    Evidence,
    Hello,
    Lost,
    More,
    Question,
    SmallTalk,
    Thanks,
    Topic,
    Unreadable,
    Wish,
)
from bot.wording import answers, digests, episodes, finding, follow_ups, people, talking
from retrieval import (
    NO_FILTERS,
    Answer,
    Digest,
    Episode,
    Filters,
    Length,
    Person,
)

# Questions that are offered each week. Always as many, so that they are looked for once.
STARTERS: Final = 5
_MOST_EXAMPLES: Final = 3


class Answering(pursuing.Pursued, Protocol):
    """The part of a library that a conversation needs; a test brings its own."""

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

    def starters(self, week: date, count: int) -> list[str]:
        """Return questions that would be answered, others in the week of another day."""
        ...


def compose(wish: Wish, library: Answering, place: Place) -> Reply:
    """Ask the library where it is needed and return what is said. Takes as long as the library."""
    match wish:
        case Question():
            return _answer(wish, library, place)
        case More() | Around() | Evidence():
            return _beyond(wish, library)
        case Topic() | Deeper() | AboutPerson() | AboutEpisode():
            return _overview(wish, library)
        case Lost():
            return replies.how_to_ask(place, _examples(library))
        case Hello() | Thanks() | Complaint() | SmallTalk() | Unreadable():
            return _courtesy(wish, place)


def _examples(library: Answering) -> list[str]:
    return library.starters(datetime.now(UTC).date(), STARTERS)[:_MOST_EXAMPLES]


def _courtesy(wish: Hello | Thanks | Complaint | SmallTalk | Unreadable, place: Place) -> Reply:
    match wish:
        case Hello():
            return replies.hello(place)
        case Thanks():
            return replies.welcome()
        case Complaint(before):
            buttons = (
                (Buttons(before[-1] if before else ""),) if place is not Place.TERMINAL else ()
            )
            return (*talking.not_it(), *buttons)
        case SmallTalk():
            return talking.listening()
        case Unreadable():
            return replies.NEEDS_MENTION


def _answer(wish: Question, library: Answering, place: Place) -> Reply:
    found = restrained(wish, _found(wish, library))
    ended = found.further and not (found.answered or found.problems)
    said = answers.no_more() if ended else replies.answer(found)
    reply = follow_ups.understood_as(found.understood, said, wish.before)
    if place is not Place.TERMINAL:
        understood = found.understood or wish.written
        reply = answers.with_buttons(reply, Buttons(understood))
    return replies.under_question(wish.written, reply) if wish.repeated else reply


def _found(wish: Question, library: Answering) -> Answer:
    """Ask; what only tells a story around its question is asked by that alone."""
    found = library.ask(wish.text, wish.filters, before=wish.before)
    asked = asked_in(wish.text)
    if found.answered or found.problems or found.further or asked in {"", wish.text}:
        return found
    again = library.ask(asked, wish.filters, before=wish.before)
    return replace(again, understood=again.understood or asked) if again.answered else found


def _beyond(wish: More | Around | Evidence, library: Answering) -> Reply:
    match wish:
        case More():
            return pursuing.further(library, wish)
        case Evidence():
            return finding.sources(library.evidence(wish.stated), wish)
        case Around():
            return pursuing.neighbours(library, wish)


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
