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


@dataclass(frozen=True, slots=True)
class Credit:
    """What an attribution tells: whose words, in what work, and where in it they stand.

    `source_name` stands in for a document of which neither title nor description is known.
    """

    voice: Voice
    work: Work
    source_name: str
    at: Locator = NOWHERE
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where else the words of a quote stand, as a member reads it.

    `credit` is what `attribution` was made of; `by_another` tells whether it names who says it
    there.
    """

    attribution: str
    title: str | None
    publisher: str | None
    published: str | None
    source: str
    source_name: str
    link: str | None
    credit: Credit | None = None
    by_another: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim slice of a document, with whose it is and where it stands.

    `document.text[start:end] == text`, always. `attribution` is the line a member reads.
    `timestamp` is in seconds, `page` counts from 1, `language` is an ISO 639-1 code. `url` is the
    work's address, `link` the closest that is known to the words themselves: a message's own, or
    the recording's at that time. `score` orders the quotes of one answer (0 to 1, higher is
    better). `sentences` are the slices of `text` between which a long quote may be split. `also`
    are other works that hold the same words. `credit` is what `attribution` was made of.
    """

    text: str
    speaker: str | None
    quoted_speaker: str | None
    kind: Kind
    attribution: str
    title: str | None
    publisher: str | None
    published: str | None
    source: str
    source_name: str
    url: str | None
    start: int
    end: int
    timestamp: float | None
    score: float
    sentences: tuple[Span, ...]
    audience: str = PUBLIC
    role: Role | None = None
    replying_to: str | None = None
    heading: str | None = None
    page: int | None = None
    language: str | None = None
    link: str | None = None
    also: tuple[Occurrence, ...] = ()
    credit: Credit | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A quote with what stands beside it in its document, all of it slices of that.

    `before` and `after` are sentences of the same voice that lead up to the quote and go on from
    it, "" where there are none. Where the voice begins or ends there, `preceding` and `following`
    are what another says before and after that, in that other's name.
    """

    before: str
    quote: str
    after: str
    attribution: str
    link: str | None
    source: str
    preceding: Quote | None = None
    following: Quote | None = None


class FilterReason(StrEnum):
    """Why filters could not be followed."""

    UNKNOWN = "unknown"
    NO_DATE = "no-date"
    NO_QUESTION = "no-question"
    NOTHING_LEFT = "nothing-left"


@dataclass(frozen=True, slots=True)
class FilterProblem:
    """A filter that was not followed, so that nothing was looked for.

    `filter` is "from", "in", "since" or "until", `value` what stood behind it, both "" where no
    single filter is to blame. `nearest` are known names that may be meant, at most three.
    """

    reason: FilterReason
    filter: str = ""
    value: str = ""
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the library has to say to a question: at most four quotes, or silence.

    `confidence` is the estimated probability (0 to 1) that the library holds an answer; it is
    given in silence too. Where filters were not followed, `problems` say why, and nothing is
    answered. `understood` is what was answered where the question was read in the light of those
    before it, "" where it stands on its own. `further` is true where it was asked in words for more
    of an earlier answer, so that in silence there is just no more.
    """

    question: str
    answered: bool
    confidence: float
    elapsed_ms: float
    quotes: tuple[Quote, ...]
    problems: tuple[FilterProblem, ...] = ()
    understood: str = ""
    further: bool = False
