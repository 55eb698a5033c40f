"""The line under a quote: whose words these are, in what, from whom, when, and of what kind.

It is written in English, or in any other language by its `Words`.
"""

import math
from collections.abc import Callable

from retrieval.models import NOWHERE, Kind, Locator, Role, Voice, Work, clock
from retrieval.results import Credit
from retrieval.saying import ENGLISH, Words, noted

# Speech and prose need no label; every other kind of text does, so that nobody is misled by it.
_NOBODY_SPEAKS = frozenset({Kind.SUMMARY, Kind.NOTES})

# A longer heading tells less than it hides.
_LONGEST_HEADING = 100
# What readers of sources say themselves of texts, and of works whose titles nobody tells.
_REMARKS = frozenset({noted("speech recognition"), noted("edited")})
_DESCRIPTIONS = frozenset(
    {
        noted("web page"),
        noted("web page with readers' comments"),
        noted("comments under an article"),
        noted("forum thread"),
        noted("messages on Discord"),
        noted("podcast episode, title unknown"),
        noted("podcast appearance, episode and date unknown"),
    }
)


def attribution(
    voice: Voice,
    work: Work,
    source_name: str,
    at: Locator = NOWHERE,
    heading: str | None = None,
) -> str:
    """One line of plain text, its parts parted by " · ", the voice first, in English.

    A part that is not known is left out, but an unknown voice is called unknown. `source_name`
    stands in for a document of which neither title nor description is known.
    """
    return attributed(Credit(voice, work, source_name, at, heading))


def attributed(credit: Credit, words: Words = ENGLISH) -> str:
    """The same line, of what is credited."""
    return " · ".join([who(credit, words), whereabouts(credit, words)])


def placed(credit: Credit, words: Words = ENGLISH, *, by_another: bool = False) -> str:
    """Where else the words of a quote stand; who says it there, where that is `by_another`."""
    place = whereabouts(credit, words)
    if not by_another:
        return place
    return words.say("{place} · there by {voice}").format(place=place, voice=who(credit, words))


def whereabouts(credit: Credit, words: Words = ENGLISH) -> str:
    """The line without its voice: in what the words stand, from when, and of what kind."""
    voice, work, at = credit.voice, credit.work, credit.at
    published = at.published or work.published
    parts = [
        # A description runs on into what follows a comma; a title has its marks.
        (words.comma if work.title else " · ").join([_work(credit, words), *_spot(credit, words)]),
        work.publisher if work.publisher != voice.speaker and not voice.member else None,
        words.date(published) if published else None,
        _label(voice.kind, words) if is_voice(voice) else None,
        words.say(voice.remark) if voice.remark in _REMARKS else voice.remark,
    ]
    return " · ".join(part for part in parts if part)


def is_voice(voice: Voice) -> bool:
    """Whether somebody says it, known or not: machines sum up, and publishers describe."""
    return voice.speaker is not None or voice.kind not in _NOBODY_SPEAKS


def who(credit: Credit, words: Words = ENGLISH) -> str:
    """Whose words they are, and through whom they come."""
    voice, say = credit.voice, words.say
    if voice.member:
        # Never the bare name: it may be anybody's.
        place = credit.work.publisher or say("this server")
        return say("{name}, member of {place}").format(name=voice.member, place=place)
    if not is_voice(voice):
        machine = voice.kind is Kind.SUMMARY
        return say("Machine-written summary") if machine else say("Publisher's notes")
    if voice.quotation:
        return _quoted(voice, words)
    return words.comma.join([voice.speaker or say("Unknown voice"), *_part(voice, say)])


def _quoted(voice: Voice, words: Words) -> str:
    """Whose words they are that somebody cites."""
    say = words.say
    speaker, person = voice.speaker or say("an unknown voice"), voice.quoted_speaker
    if person is None:
        return say("An unnamed author, quoted by {speaker}").format(speaker=speaker)
    if person == voice.speaker and voice.quoted_in:
        own = say("{speaker}, quoting their own words of {when}")
        return own.format(speaker=speaker, when=words.date(voice.quoted_in))
    if person == voice.speaker:
        return say("{speaker}, quoting their own words").format(speaker=speaker)
    if voice.quoted_in:
        cited = say("{person}, quoted in {place}, as cited by {speaker}")
        return cited.format(person=person, place=voice.quoted_in, speaker=speaker)
    return say("{person}, as quoted by {speaker}").format(person=person, speaker=speaker)


def _part(voice: Voice, say: Callable[[str], str]) -> list[str]:
    """What part a voice has: in the work, and in a conversation.

    Hosts and guests a reader would ask for; that an author wrote it goes without saying.
    """
    parts = []
    if voice.speaker and voice.role is Role.HOST:
        parts.append(say("host"))
    if voice.speaker and voice.role is Role.GUEST:
        parts.append(say("guest"))
    if voice.replying_to:
        parts.append(say("replying to {name}").format(name=voice.replying_to))
    return parts


def _label(kind: Kind, words: Words) -> str | None:
    match kind:
        case Kind.COMMENT:
            return words.say("reader's comment")
        case Kind.POST:
            return words.say("forum post")
        case Kind.SUMMARY:
            return words.say("machine-written summary")
        case Kind.NOTES:
            return words.say("publisher's notes")
        case Kind.MESSAGE:
            return words.say("message")
        case _:
            return None


def _work(credit: Credit, words: Words) -> str:
    title, told = credit.work.title, credit.work.description or credit.source_name
    if title:
        return f"“{title}”"
    return words.say(told) if told in _DESCRIPTIONS else told


def _spot(credit: Credit, words: Words) -> list[str]:
    """Where in a work words stand: under which heading, on which page, at what time."""
    heading, at = credit.heading, credit.at
    told = heading and heading != credit.work.title and len(heading) <= _LONGEST_HEADING
    page = words.say("p. {page}").format(page=at.page) if at.page else ""
    # No recording has other times, whatever a file says.
    seconds = at.timestamp if at.timestamp is not None and 0 <= at.timestamp < math.inf else None
    time = clock(seconds) if seconds is not None else ""
    return [part for part in (f"“{heading}”" if told else "", page, time) if part]
