"""What is answered to what asks about the bot, all that it holds, or the answer before."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from bot import pursuing, replies
from bot.answering import Answering
from bot.inquiries import Profile, about, profile
from bot.inquiry_forms import About
from bot.parts import Reply
from bot.replies import Place
from bot.wishes import Around, Asked, Question
from bot.wording import digests, episodes, holdings, people
from bot.wording.finding import quotes_of
from retrieval import Answer, Digest, Length, SourceSummary, is_kept

# Questions that are offered each week. Always as many, so that they are looked for once.
STARTERS: Final = 5
_MOST_EXAMPLES: Final = 3
_MOST_TOPICS: Final = 5


def steered(wish: Question, library: Answering, place: Place) -> Reply | None:
    """Return what is said instead of quotes; None where a question is the library's to answer.

    What people say to each other is never taken for something of the kind.
    """
    if wish.of is not Asked.THE_BOT or wish.filters:
        return None
    if asked := about(wish.text):
        return _told(asked, wish, library, place)
    named = profile(wish.text)
    return _profiled(named, library) if named else None


def how_to_ask(library: Answering, place: Place) -> Reply:
    """Return how to ask, with questions that the library can answer."""
    examples = library.starters(datetime.now(UTC).date(), STARTERS)[:_MOST_EXAMPLES]
    return replies.how_to_ask(place, examples)


def _told(asked: About, wish: Question, library: Answering, place: Place) -> Reply | None:
    match asked:
        case About.BOT:
            return how_to_ask(library, place)
        case About.ADDING:
            return holdings.adding(in_server=place is not Place.TERMINAL)
        case About.HOLDINGS | About.WORKS | About.VOICES:
            return _held(asked, library, place)
        case About.OPINION:
            return (holdings.only_quotes(),)
        case About.CONTEXT | About.OTHER_SIDE | About.IN_SHORT:
            return _of_the_last(asked, wish.before, library)


def _held(asked: About, library: Answering, place: Place) -> Reply:
    """Return what there is: works, voices, topics; how to ask where there is nothing."""
    held = [one for one in library.sources() if not is_kept(one.source)]
    told = holdings.voices(held) if asked is About.VOICES else _works(held)
    if asked is About.HOLDINGS:
        told = (*holdings.topics(library.topics("", _MOST_TOPICS)), *told)
    return told or how_to_ask(library, place)


def _works(held: Sequence[SourceSummary]) -> Reply:
    return holdings.newest(held) if held else ()


def _of_the_last(asked: About, before: Sequence[str], library: Answering) -> Reply:
    """Return what is asked for of the last answer; what can be done where there is none."""
    found = _last_answer(before, library)
    if found is None:
        return (holdings.only_quotes(),)
    if asked is About.CONTEXT:
        return pursuing.neighbours(library, Around(tuple(quotes_of(found))[:1]))
    topic = found.understood or found.question
    return _digested(asked, library.digest(topic), topic)


def _digested(asked: About, found: Digest, topic: str) -> Reply:
    if asked is About.IN_SHORT:
        return (
            digests.page(found, topic, Length.MEDIUM)
            if found.sections
            else (holdings.only_quotes(),)
        )
    return digests.opposed(found) or (holdings.no_other_side(),)


def _last_answer(before: Sequence[str], library: Answering) -> Answer | None:
    """Return the answer to the last question that had one."""
    for place in range(len(before) - 1, -1, -1):
        found = library.ask(before[place], before=before[:place])
        if found.answered:
            return found
    return None


def _profiled(named: Profile, library: Answering) -> Reply | None:
    """Return a page of a work, a person or a topic; None where nothing goes by that name."""
    if named.person:
        person = library.person(named.name)
        return people.page(named.name, person) if person.name else None
    episode = library.episode(named.name)
    if episode.title and (named.work or _plain(episode.title) == _plain(named.name)):
        return episodes.page(named.name, episode)
    found = library.digest(named.name)
    return digests.page(found, named.name, Length.MEDIUM) if found.sections else None


def _plain(title: str) -> str:
    return "".join(filter(str.isalnum, title.casefold()))
