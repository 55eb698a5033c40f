"""What every reader shares: what it is given, lines with offsets, and what it returns."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Protocol

from retrieval.errors import DocumentEncoding, DocumentNotText, DocumentTooLarge
from retrieval.models import NOTHING, Kind, LeftOut, Segment, Work
from retrieval.sources.secrets import OPEN, Guard

# "\r" ends a line too, so that a file with CRLF keeps its offsets and shows no stray characters.
_LINE = re.compile(r"[^\r\n]+")
_BLANK = re.compile(r"\r?\n[ \t]*\r?\n|\r[ \t]*\r")
_WORD = re.compile(r"\w+")
# No text that somebody wrote or said is longer; whole shelves are a few megabytes.
_LARGEST = 64 << 20
# A megabyte of talk has a few thousand; what is made of tiny ones costs most and says least.
MOST_SEGMENTS = 100_000
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
    """What is known of one document before it is read: by its sidecar, feed or source.

    Anything left None is left to the reader. `audience` is who may read it (`work.audience` is not
    looked at): where it is public or not told, what the document says of itself is followed, and
    can only narrow it. `otherwise` is what is taken of a work where nobody tells. `hosts` and
    `guests` are the people who speak in it, `chapters` the times in seconds at which a recording's
    chapters begin, and their titles.
    """

    form: str | None = None
    kind: Kind | None = None
    speaker: str | None = None
    remark: str | None = None
    work: Work = field(default_factory=Work)
    audience: str | None = None
    hosts: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    chapters: tuple[tuple[float, str], ...] = ()
    otherwise: Work = field(default_factory=Work)


class Raw:
    """The bytes of one document and what came with them.

    `name` is what an error calls it: its path or its shown address. `media_type` is what a server
    says it is, such as "text/html", None where nobody says. `chapters` are a recording's, as in
    `Entry`, where they were only known with the bytes. `guard` knows what of the link that they
    came by the document may not tell.
    """

    def __init__(
        self,
        name: str,
        data: bytes,
        media_type: str | None = None,
        chapters: tuple[tuple[float, str], ...] = (),
        guard: Guard = OPEN,
    ) -> None:
        self.name = name
        self.data = data
        self.media_type = media_type
        self.chapters = chapters
        self.guard = guard

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the bytes."""
        return sha256(self.data).hexdigest()

    @cached_property
    def text(self) -> str:
        """The bytes as UTF-8 text, untouched; a byte-order mark is its first character.

        Raises `DocumentTooLarge`, `DocumentNotText` or `DocumentEncoding`.
        """
        if len(self.data) > _LARGEST:
            raise DocumentTooLarge(
                "{name}: it holds more than {size} MB of text; split it in parts.",
                name=self.name,
                size=_LARGEST >> 20,
            )
        if b"\0" in self.data:
            raise DocumentNotText("{name}: it is not a text file.", name=self.name)
        try:
            # Not utf-8-sig: offsets count the byte-order mark.
            return self.data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise DocumentEncoding(
                "{name}: it is not UTF-8 text (byte {place}); save it as UTF-8.",
                name=self.name,
                place=str(error.start),
            ) from error

    @cached_property
    def lines(self) -> "list[Line]":
        """The lines of `text`, as `lines_of` gives them."""
        return lines_of(self.text)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a document.

    `work` is what the document tells of itself; its `description` says what such a document is, for
    an attribution without a title. `audience` is the document's own wish, None where it has none.
    `text` is the canonical text that offsets count in, None where it is the decoded bytes.
    """

    segments: tuple[Segment, ...]
    work: Work = field(default_factory=Work)
    audience: str | None = None
    text: str | None = None
    left_out: LeftOut = NOTHING


class Reader(Protocol):
    """One form of source. Readers are pure: bytes in, segments out."""

    form: str

    def recognises(self, raw: Raw) -> bool:
        """Whether a document has this form. A reader of text lets `raw.text` raise."""

    def read(self, raw: Raw, entry: Entry) -> Reading:
        """The document's segments, in order and without overlap.

        Raises a `DocumentError` that names the document where it cannot be read.
        """


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
