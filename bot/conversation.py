"""What is answered to a wish, the same in Discord and in a terminal."""

from dataclasses import replace

from bot import pursuing, replies
from bot.answering import Answering
from bot.inquiries import questions_among
from bot.parts import Buttons, Reply
from bot.replies import Place
from bot.steering import how_to_ask, steered
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
from retrieval import NO_FILTERS, Answer


def compose(wish: Wish, library: Answering, place: Place) -> Reply:
    """Ask the library where it is needed and return what is said. Takes as long as the library."""
    match wish:
        case Question():
            asked = replace(wish, before=questions_among(wish.before))
            return steered(asked, library, place) or _answer(asked, library, place)
        case More() | Around() | Evidence():
            return _beyond(wish, library)
        case Topic() | Deeper() | AboutPerson() | AboutEpisode():
            return _overview(wish, library)
        case Lost():
            return how_to_ask(library, place)
        case Hello() | Thanks() | Complaint() | SmallTalk() | Unreadable():
            return _courtesy(wish, place)


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
