"""What readers of prose share: its segments without sponsors' messages, its questions apart."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from retrieval.models import Kind, LeftOut, Role, Segment, Span, Voice
from retrieval.readers.base import Entry, trimmed
from retrieval.readers.interruptions import Interruption, counted
from retrieval.readers.sponsors import kept_of, sponsor_messages

# "**Q: How deep?**", "A: Ten metres": an interview's two sides, each on lines of its own.
_SIDE = re.compile(
    r"^[ \t]*(?P<bold>\*\*|__)?(?P<side>Q|A|Question|Answer)(?: ?\d{1,3})?(?:[:.](?P=bold)|[:.]"
    r"|(?P=bold):)[ \t]*(?=\S)",
    re.MULTILINE,
)


def voice_of(text: str, entry: Entry, author: str | None) -> Voice:
    """The voice of a text by one author, whom its entry or the text itself may name.

    Of an interview's questions and answers, nobody knows which are the author's.
    """
    if len({match["side"][0] for match in _SIDE.finditer(text)}) > 1:
        author = None
    speaker = entry.speaker or author
    role = Role.AUTHOR if author and speaker == author else None
    kind = entry.kind or (Kind.ESSAY if author else Kind.TEXT)
    return Voice(kind, speaker, remark=entry.remark, role=role)


def segments_of_prose(
    text: str, found: Iterable[Segment | Interruption]
) -> tuple[tuple[Segment, ...], LeftOut]:
    """The segments without sponsors' messages, and how much was left out, also before.

    A message goes on from paragraph to paragraph under one heading.
    """
    kept: list[Segment | Interruption] = []
    for run, each in groupby(found, _place_of):
        pieces = list(each)
        segments = [piece for piece in pieces if isinstance(piece, Segment)]
        kept.extend(_without_messages(text, segments) if run else pieces)
    rest = [piece for piece in kept if isinstance(piece, Segment)]
    marks = (piece if isinstance(piece, Interruption) else None for piece in kept)
    return tuple(rest), counted(marks)


def sides_of(text: str, start: int, end: int) -> Iterator[Span]:
    """The pieces of a paragraph: a question and its answer are two, each without its letter."""
    cuts = list(_SIDE.finditer(text, start, end))
    starts = [start, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), end]
    for (first, last), cut in zip(zip(starts, ends, strict=True), [None, *cuts], strict=True):
        begin, stop = trimmed(text, first, last)
        bold = cut["bold"] if cut else None
        if bold and text.endswith(bold, begin, stop) and text.count(bold, begin, stop) == 1:
            stop -= len(bold)
        if begin < stop:
            yield Span(begin, stop)


def _place_of(piece: Segment | Interruption) -> tuple[str | None] | None:
    return (piece.heading,) if isinstance(piece, Segment) else None


def _without_messages(text: str, segments: Sequence[Segment]) -> Iterator[Segment | Interruption]:
    spans = [Span(segment.start, segment.end) for segment in segments]
    messages = sponsor_messages(text, spans)
    for segment, span in zip(segments, spans, strict=True):
        for kept in kept_of(text, span, messages) if messages else [span]:
            if kept is None:
                yield Interruption.SPONSOR
            else:
                yield replace(segment, start=kept.start, end=kept.end)
