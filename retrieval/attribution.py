"""The line under a quote: whose words these are, in what, from whom, when, and of what kind."""

import math

from retrieval.models import NOWHERE, Kind, Locator, Role, Voice, Work, clock

# Speech and prose need no label; every other kind of text does, so that nobody is misled by it.
_LABELS = {
    Kind.TRANSCRIPT: None,
    Kind.ESSAY: None,
    Kind.BOOK: None,
    Kind.COMMENT: "reader's comment",
    Kind.POST: "forum post",
    Kind.SUMMARY: "machine-written summary",
    Kind.NOTES: "publisher's notes",
    Kind.MESSAGE: "message",
    Kind.TEXT: None,
}
_NOBODY_SPEAKS = {
    Kind.SUMMARY: "Machine-written summary",
    Kind.NOTES: "Publisher's notes",
}


# A longer heading tells less than it hides.
_LONGEST_HEADING = 100
# Whose part in a work a reader would ask for: that an author wrote it goes without saying.
_ROLES = {Role.HOST: "host", Role.GUEST: "guest"}


def attribution(
    voice: Voice,
    work: Work,
    source_name: str,
    at: Locator = NOWHERE,
    heading: str | None = None,
) -> str:
    """One line of plain text, its parts parted by " · ", the voice first.

    A part that is not known is left out, but an unknown voice is called unknown. `source_name`
    stands in for a document of which neither title nor description is known.
    """
    return " · ".join([who(voice), whereabouts(voice, work, source_name, at, heading)])


def whereabouts(
    voice: Voice,
    work: Work,
    source_name: str,
    at: Locator = NOWHERE,
    heading: str | None = None,
) -> str:
    """The same line without its voice: in what the words stand, from when, and of what kind."""
    parts = [
        # A description runs on into what follows a comma; a title has its marks.
        (", " if work.title else " · ").join([_work(work, source_name), *_spot(work, at, heading)]),
        work.publisher if work.publisher != voice.speaker else None,
        at.published or work.published,
        _LABELS[voice.kind] if is_voice(voice) else None,
        voice.remark,
    ]
    return " · ".join(part for part in parts if part)


def is_voice(voice: Voice) -> bool:
    """Whether somebody says it, known or not: machines sum up, and publishers describe."""
    return voice.speaker is not None or voice.kind not in _NOBODY_SPEAKS


def who(voice: Voice) -> str:
    """Whose words they are, and through whom they come."""
    if not is_voice(voice):
        return _NOBODY_SPEAKS[voice.kind]
    if not voice.quotation:
        return ", ".join([voice.speaker or "Unknown voice", *_part(voice)])
    speaker = voice.speaker or "an unknown voice"
    if voice.quoted_speaker is None:
        return f"An unnamed author, quoted by {speaker}"
    if voice.quoted_speaker == voice.speaker:
        return f"{speaker}, quoting their own words" + _of(voice.quoted_in)
    if voice.quoted_in:
        return f"{voice.quoted_speaker}, quoted in {voice.quoted_in}, as cited by {speaker}"
    return f"{voice.quoted_speaker}, as quoted by {speaker}"


def _part(voice: Voice) -> list[str]:
    """What part a voice has: in the work, and in a conversation."""
    role = _ROLES.get(voice.role) if voice.role and voice.speaker else None
    answers = f"replying to {voice.replying_to}" if voice.replying_to else None
    return [part for part in (role, answers) if part]


def _of(when: str | None) -> str:
    return f" of {when}" if when else ""


def _work(work: Work, source_name: str) -> str:
    if work.title:
        return f"“{work.title}”"
    return work.description or source_name


def _spot(work: Work, at: Locator, heading: str | None) -> list[str]:
    """Where in a work words stand: under which heading, on which page, at what time."""
    told = heading and heading != work.title and len(heading) <= _LONGEST_HEADING
    page = f"p. {at.page}" if at.page else ""
    # No recording has other times, whatever a file says.
    seconds = at.timestamp if at.timestamp is not None and 0 <= at.timestamp < math.inf else None
    time = clock(seconds) if seconds is not None else ""
    return [part for part in (f"“{heading}”" if told else "", page, time) if part]
