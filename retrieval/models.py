"""The values that travel between the rooms. All offsets are code points into a document's text."""

from dataclasses import dataclass, fields, replace
from enum import StrEnum

# The audience that everybody belongs to.
PUBLIC = "public"


class Kind(StrEnum):
    """What kind of text a passage is."""

    TRANSCRIPT = "transcript"
    ESSAY = "essay"
    COMMENT = "comment"
    POST = "post"
    SUMMARY = "summary"
    NOTES = "notes"
    MESSAGE = "message"
    BOOK = "book"
    TEXT = "text"


class Role(StrEnum):
    """What part a voice has in a work."""

    HOST = "host"
    GUEST = "guest"
    AUTHOR = "author"
    COMMENTER = "commenter"


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words a stretch of text holds, and how we know them.

    `speaker` is a person or a named publication; None is an unknown voice.
    Where the speaker cites somebody, `quotation` is true, `quoted_speaker` names the cited
    person if the text does, and `quoted_in` says where or when they said it.
    `remark` tells what a reader should know of the text's making ("speech recognition"). `role` is
    the speaker's in the work, where it is known. `replying_to` names whom a comment, a post or a
    message answers. `member` is the name of a server's member whose message is kept: they call
    themselves what they like, so it is nobody's name in the library, and `speaker` is None.
    """

    kind: Kind
    speaker: str | None = None
    quotation: bool = False
    quoted_speaker: str | None = None
    quoted_in: str | None = None
    remark: str | None = None
    role: Role | None = None
    replying_to: str | None = None
    member: str | None = None


@dataclass(frozen=True, slots=True)
class Locator:
    """Where in its source a stretch of text stands, as far as the source tells.

    `timestamp` is in seconds from the beginning, `page` counts from 1. `url` is the stretch's own
    address (a message's, a comment's), `published` its own date, as in `Work`.
    """

    timestamp: float | None = None
    page: int | None = None
    url: str | None = None
    published: str | None = None


def clock(seconds: float) -> str:
    """A time in a recording, as "1:02:03" or "2:03"."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


NOWHERE = Locator()


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch `[start, end)` of a document that one voice holds without a break.

    What lies between segments is page furniture and is never quoted. A quote never crosses a
    segment's end. `heading` is the heading or chapter that it stands under, `language` an ISO 639-1
    code, None where it cannot be told.
    """

    start: int
    end: int
    voice: Voice
    heading: str | None = None
    at: Locator = NOWHERE
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """What is known of a document beyond its text; None is unknown, and stays so.

    `published` is an ISO date or its known part ("2025-09", "2025"). `description` says what the
    document is where it has no title ("comments on an interview"). `language` is an ISO 639-1 code.
    `media` is the address of the recording, or of its video, and `duration` its length in seconds.
    """

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    audience: str = PUBLIC
    description: str | None = None
    language: str | None = None
    media: str | None = None
    duration: float | None = None

    def filled(self, further: "Work") -> "Work":
        """What is known here, and what `further` knows besides."""
        known = {f.name: getattr(self, f.name) or getattr(further, f.name) for f in fields(self)}
        return replace(self, **known)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many stretches of a document were left out, because nobody would want them quoted."""

    sponsors: int = 0
    jingles: int = 0
    breaks: int = 0

    def __add__(self, other: "LeftOut") -> "LeftOut":
        """What two documents left out together."""
        return LeftOut(
            self.sponsors + other.sponsors,
            self.jingles + other.jingles,
            self.breaks + other.breaks,
        )


NOTHING = LeftOut()


@dataclass(frozen=True, slots=True)
class Document:
    """A source's canonical text, its segments in order, and what is known of it.

    `source` names it: the absolute path as ingested, the address of a page, or where in an archive
    or a feed it stands; no two are the same, and none holds a secret. `digest` is the SHA-256 of
    the bytes that were read, `fingerprint` that of everything its passages depend on (bytes,
    reader, sidecar entry). `origin` is the name of the source that it came with, None where it was
    ingested by itself.
    """

    source: str
    form: str
    text: str
    segments: tuple[Segment, ...]
    work: Work
    digest: str
    fingerprint: str
    left_out: LeftOut = NOTHING
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range `[start, end)` of code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's range `[start, end)` and the number of the segment that it stands in."""

    start: int
    end: int
    segment: int


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of search: consecutive sentences of one voice, `[start, end)` in the document."""

    start: int
    end: int
    sentences: tuple[Sentence, ...]
    voice: Voice
    heading: str | None = None
    language: str | None = None
