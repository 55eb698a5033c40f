"""What every reader shares: lines with offsets, paragraphs, and the shape of what it returns."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from retrieval.models import Kind, Segment, Work

# "\r" ends a line too, so that a file with CRLF keeps its offsets and shows no stray characters.
_LINE = re.compile(r"[^\r\n]+")
_BLANK = re.compile(r"\r?\n[ \t]*\r?\n|\r[ \t]*\r")
_WORD = re.compile(r"\w+")
SENTENCE_END = re.compile(r"[.!?…。！？][”\"’')\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of text without white space around it; `text == document[start:end]`."""

    start: int
    end: int
    text: str
    after_blank: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What a sidecar says of one file; anything left None is left to the reader."""

    form: str | None = None
    kind: Kind | None = None
    speaker: str | None = None
    remark: str | None = None
    work: Work = field(default_factory=Work)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a text.

    `title` is the text's own, if it tells it; `description` says what such a document is, for an
    attribution without a title.
    """

    segments: tuple[Segment, ...]
    title: str | None = None
    description: str | None = None


class Reader(Protocol):
    """One form of source. Readers are pure: text in, segments out."""

    form: str

    def recognises(self, lines: Sequence[Line]) -> bool:
        """Whether a text with these lines has this form."""

    def read(self, text: str, lines: Sequence[Line], entry: Entry) -> Reading:
        """The text's segments, in order and without overlap."""


def lines_of(text: str) -> list[Line]:
    """The lines of `text` that hold more than white space, trimmed, with their offsets."""
    lines: list[Line] = []
    for match in _LINE.finditer(text):
        start, end = trimmed(text, match.start(), match.end())
        if start < end:
            gap = text[lines[-1].end if lines else 0 : start]
            lines.append(Line(start, end, text[start:end], bool(_BLANK.search(gap))))
    return lines


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """`[start, end)` without white space, byte-order marks and zero-width spaces at its edges."""
    while start < end and (text[start].isspace() or text[start] in "\ufeff\u200b"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "\ufeff\u200b"):
        end -= 1
    return start, end


def joined(text: str, lines: Sequence[Line]) -> Line:
    """One line from the first of `lines` to the last, with whatever lies between."""
    start, end = lines[0].start, lines[-1].end
    return Line(start, end, text[start:end], lines[0].after_blank)


def paragraphs_of(text: str, lines: Iterable[Line]) -> list[Line]:
    """Runs of lines between blank lines, each as one line."""
    runs: list[list[Line]] = []
    for line in lines:
        if not runs or line.after_blank:
            runs.append([])
        runs[-1].append(line)
    return [joined(text, run) for run in runs]


def is_scrap(line: Line) -> bool:
    """Whether a line is a leftover such as "a." that says nothing: one short word, no link."""
    words = _WORD.findall(line.text)
    return len(words) < 2 and sum(map(len, words)) < 4  # noqa: PLR2004 - the shortest telling word
