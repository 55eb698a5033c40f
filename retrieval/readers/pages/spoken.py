"""The turns of an episode's transcript that a page holds as its main text."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from retrieval.models import Segment
from retrieval.readers.base import Entry, Raw, Reading
from retrieval.readers.transcript import TranscriptReader

# An essay may open a paragraph or two with a word and a colon.
_LEAST_TURNS: Final = 4
_LEAST_VOICES: Final = 2


def spoken_in(name: str, text: str, entry: Entry, written: Sequence[Segment]) -> Reading | None:
    """The text read as turns, None where it is no conversation of several named voices.

    `written` are its segments as an essay: they know the headings that the page sets.
    """
    reader, raw = TranscriptReader(), Raw(name, text.encode("utf-8"))
    if not text.strip() or not reader.recognises(raw):
        return None
    reading = reader.read(raw, entry)
    voices = [segment.voice.speaker for segment in reading.segments]
    turns = sum(a != b for a, b in zip(voices, [None, *voices], strict=False))
    if turns < _LEAST_TURNS or len(set(voices) - {None}) < _LEAST_VOICES:
        return None
    return replace(reading, segments=tuple(_under_headings(reading.segments, written)))


def _under_headings(spoken: Sequence[Segment], written: Sequence[Segment]) -> Iterator[Segment]:
    """What is spoken, with the page's headings over it; they are no words of anybody's."""
    starts = [segment.start for segment in written]
    for segment in spoken:
        place = bisect_right(starts, segment.start) - 1
        if place >= 0 and segment.start < written[place].end:
            yield replace(segment, heading=segment.heading or written[place].heading)
