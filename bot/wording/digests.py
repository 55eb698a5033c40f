"""What a reader is told of a topic."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.display import mended, one_line, shortened
from bot.parts import Further, Lead, Part, Phrase, Reply, Said, Together
from bot.replies import heading, quoted, unfollowed
from bot.tickets import Ticket
from bot.translation import gettext as _
from bot.translation import in_every_language
from bot.translation import noted as N_
from bot.wording.dates import known
from bot.wording.lists import among, and_more, comma, sentences, space
from retrieval import Digest, Kind, Length, Quote, Section, VoiceCount

DIGEST_DESCRIPTION: Final = N_(
    "A topic at a glance: what is said of it, by whom, in their own words"
)
TOPIC_OPTION: Final = N_("A topic, a person, or a time such as “last month”")
LENGTH_OPTION: Final = N_("How long it is; medium if you do not say")
LENGTHS: Final = {
    Length.SHORT: N_("Short"),
    Length.MEDIUM: N_("Medium"),
    Length.LONG: N_("Long"),
}
MENTIONS: Final = N_("See the first and latest mention")

_DEEPER: Final = N_("More on {topic}")
_CONTRARY: Final = N_("On the other side")
_LONGEST_NAME: Final = 80
# A button's label holds 80 characters, an emoji may count for two, and words stand before it.
_LONGEST_LABEL: Final = 30
_MOST_VOICES: Final = 8
_SILENCE: Final = N_("I looked, but the library has nothing on that topic.")
_WHICH: Final = N_("Which topic? Please name one.")
_CHANGED: Final = N_("That is no longer there; please ask for the digest again.")
_NOTHING_FURTHER: Final = N_("There is no more on that than the digest says.")


def page(found: Digest, written: str, length: Length) -> Reply:
    """Return the takeaways of a digest, who speaks, and what may be asked for next.

    `written` is the topic with its filters. A topic that is not held is one sentence.
    """
    if found.problems:
        return unfollowed(found.problems)
    takeaways = tuple(part for section in found.sections for part in _section(section))
    if not takeaways:
        return (Said(_silence(found.nearest) if written else _which(found.nearest)),)
    facts = Together(tuple(map(Lead, _facts(found))))
    labels = [_(_DEEPER).format(topic=_label(dive.heading)) for dive in found.deep_dives]
    labels += [_(MENTIONS)] if _spans(found) else []
    further = (Further(tuple(labels), Ticket(written, length)),) if labels else ()
    return (*takeaways, facts, *further)


def opposed(found: Digest) -> Reply:
    """Return the quotes of a digest of which one says the opposite of another; none of others."""
    sections = [one for one in (*found.sections, *found.deep_dives) if one.contrary]
    return tuple(part for section in sections for part in _section(section))


def deeper(found: Digest, name: str | None) -> Reply:
    """Return what a digest has behind a button that is called so; all if it is None."""
    if found.problems:
        return unfollowed(found.problems)
    parts = [
        part
        for dive in found.deep_dives
        if name is None or name in _labels(dive.heading)
        for part in _section(dive)
    ]
    # A button says it in the language of whoever asked for the digest.
    if name is None or name in in_every_language(MENTIONS):
        parts += _mentions(found)
    return tuple(parts) or (Phrase(_CHANGED if name else _NOTHING_FURTHER),)


def how_to_go_deeper(ticket: Ticket) -> str:
    """Return what one types for the rest of a digest where there are no buttons."""
    length = "" if ticket.length is Length.MEDIUM else f" length:{ticket.length}"
    return f"Deeper: /more {one_line(ticket.written)}{length}"


def _section(section: Section) -> Iterator[Part]:
    """Yield the heading, with the first letter large, and the quotes under it."""
    shown = [(n in section.contrary, quoted(quote)) for n, quote in enumerate(section.quotes)]
    shown = [(contrary, part) for contrary, part in shown if part.sentences]
    if shown:
        yield heading(section.heading[:1].upper() + section.heading[1:])
    for contrary, part in shown:
        yield from (Lead(_(_CONTRARY)), part) if contrary else (part,)


def _mentions(found: Digest) -> Iterator[Part]:
    if not _spans(found):
        return
    first, latest = _("First mention, {day}"), _("Latest mention, {day}")
    for title, quote in ((first, found.first), (latest, found.latest)):
        part = quoted(quote) if quote else None
        if quote and part and part.sentences:
            yield heading(title.format(day=_day(quote)))
            yield part


def _facts(found: Digest) -> Iterator[str]:
    """Yield lines: who is heard, in how many passages, and from when to when.

    A list in which nobody speaks would say no more than the lines under the quotes.
    """
    if any(voice.kind is None for voice in found.voices):
        yield _("Who speaks on this (number of passages): {voices}").format(
            voices=_voices(found.voices)
        )
    if found.first and found.latest and _spans(found):
        span = _("First mention {first} ({first_voice}), latest {latest} ({latest_voice})")
        yield span.format(
            first=_day(found.first),
            first_voice=_who(found.first),
            latest=_day(found.latest),
            latest_voice=_who(found.latest),
        )


def _voices(voices: Sequence[VoiceCount]) -> str:
    named = [f"{_heard(voice)} ({voice.count})" for voice in voices]
    beyond = len(named) - _MOST_VOICES
    rest = space() + and_more(beyond) if beyond > 0 else ""
    return comma().join(named[:_MOST_VOICES]) + rest


def _heard(voice: VoiceCount) -> str:
    if voice.kind is None:
        return _name(voice.speaker) or _("unknown voices")
    summed_up = voice.kind is Kind.SUMMARY
    return _("machine-written summaries") if summed_up else _("publishers' notes")


def _who(quote: Quote) -> str:
    match quote.kind:
        case Kind.SUMMARY:
            nobody = _("machine-written summary")
        case Kind.NOTES:
            nobody = _("publisher's notes")
        case _:
            nobody = _("unknown voice")
    return _name(quote.quoted_speaker or quote.speaker) or nobody


def _name(speaker: str | None) -> str:
    return shortened(one_line(mended(speaker)), _LONGEST_NAME) if speaker else ""


def _spans(found: Digest) -> bool:
    """Tell whether the first mention and the latest are two."""
    return bool(found.first and found.latest and found.first != found.latest)


def _day(quote: Quote) -> str:
    """Return the day of a quote's work, or what is known of it: "June 2025"."""
    return one_line(known(quote.published or ""))


def _silence(nearest: Sequence[str]) -> str:
    near = _("The nearest that it has: {topics}.").format(topics=among(nearest)) if nearest else ""
    return sentences(_(_SILENCE), near)


def _which(topics: Sequence[str]) -> str:
    """Return what to say where no topic was given."""
    such = _("For example {topics}.").format(topics=among(topics)) if topics else ""
    return sentences(_(_WHICH), such)


def _labels(name: str) -> frozenset[str]:
    """Return what the button of a heading may be called, whoever asked for the digest."""
    topic = _label(name)
    return frozenset(label.format(topic=topic) for label in in_every_language(_DEEPER))


def _label(name: str) -> str:
    return shortened(one_line(mended(name)), _LONGEST_LABEL)
