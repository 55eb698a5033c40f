"""The line under a quote: whose words these are, in what, from whom, when, and of what kind."""

from retrieval.models import Kind, Voice, Work

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


def attribution(voice: Voice, work: Work, source_name: str) -> str:
    """One line of plain text, its parts parted by " · ", the voice first.

    A part that is not known is left out, but an unknown voice is called unknown. `source_name`
    stands in for a document of which neither title nor description is known.
    """
    parts = [
        _who(voice),
        _work(work, source_name),
        work.publisher if work.publisher != voice.speaker else None,
        work.published,
        _LABELS[voice.kind] if is_voice(voice) else None,
        voice.remark,
    ]
    return " · ".join(part for part in parts if part)


def is_voice(voice: Voice) -> bool:
    """Whether somebody says it, known or not: machines sum up, and publishers describe."""
    return voice.speaker is not None or voice.kind not in _NOBODY_SPEAKS


def _who(voice: Voice) -> str:
    if not is_voice(voice):
        return _NOBODY_SPEAKS[voice.kind]
    if not voice.quotation:
        return voice.speaker or "Unknown voice"
    speaker = voice.speaker or "an unknown voice"
    if voice.quoted_speaker is None:
        return f"An unnamed author, quoted by {speaker}"
    if voice.quoted_speaker == voice.speaker:
        return f"{speaker}, quoting their own words" + _of(voice.quoted_in)
    if voice.quoted_in:
        return f"{voice.quoted_speaker}, quoted in {voice.quoted_in}, as cited by {speaker}"
    return f"{voice.quoted_speaker}, as quoted by {speaker}"


def _of(when: str | None) -> str:
    return f" of {when}" if when else ""


def _work(work: Work, source_name: str) -> str:
    if work.title:
        return f"“{work.title}”"
    return work.description or source_name
