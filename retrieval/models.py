"""The values that travel between the rooms. All offsets are code points into a document's text."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


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


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words a stretch of text holds, and how we know them.

    `speaker` is a person or a named publication; None is an unknown voice.
    Where the speaker cites somebody, `quotation` is true, `quoted_speaker` names the cited
    person if the text does, and `quoted_in` says where or when they said it.
    `remark` tells what a reader should know of the text's making ("speech recognition").
    """

    kind: Kind
    speaker: str | None = None
    quotation: bool = False
    quoted_speaker: str | None = None
    quoted_in: str | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch `[start, end)` of a document that one voice holds without a break.

    What lies between segments is page furniture and is never quoted. A quote never crosses a
    segment's end.
    """

    start: int
    end: int
    voice: Voice
    heading: str | None = None
    timestamp: float | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """What is known of a document beyond its text; None is unknown, and stays so.

    `published` is an ISO date or its known part ("2025-09", "2025"). `description` says what the
    document is where it has no title ("comments on an interview").
    """

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    audience: str = "public"
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A source's canonical text, its segments in order, and what is known of it.

    `source` is the absolute path as ingested; `digest` the SHA-256 of the bytes that were read,
    `fingerprint` that of everything its passages depend on (bytes, reader, sidecar entry).
    """

    source: str
    form: str
    text: str
    segments: tuple[Segment, ...]
    work: Work
    digest: str
    fingerprint: str


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


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim slice of a document, with whose it is and where it stands.

    `document.text[start:end] == text`, always. `attribution` is the line a member reads.
    `timestamp` is in seconds. `score` orders the quotes of one answer (0 to 1, higher is better).
    `sentences` are the slices of `text` between which a long quote may be split.
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
    audience: str = "public"


class FilterReason(StrEnum):
    """Why filters could not be followed."""

    UNKNOWN = "unknown"
    NO_DATE = "no-date"
    NO_QUESTION = "no-question"
    NOTHING_LEFT = "nothing-left"


@dataclass(frozen=True, slots=True)
class FilterProblem:
    """A filter that was not followed, so that nothing was looked for.

    `filter` is "from", "in" or "since", `value` what stood behind it, both "" where no single
    filter is to blame. `nearest` are known names that may be meant, at most three.
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
    answered.
    """

    question: str
    answered: bool
    confidence: float
    elapsed_ms: float
    quotes: tuple[Quote, ...]
    problems: tuple[FilterProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be ingested, and the sentence that says why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did, by source path."""

    added: Sequence[str]
    changed: Sequence[str]
    unchanged: Sequence[str]
    failed: Sequence[Failure]
    passages: int


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """One ingested document, for a listing."""

    source: str
    form: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    audience: str
    passages: int
    voices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome of re-reading everything that is stored.

    `differing_passages` are "source [start:end]" lines, `changed_sources` and `vanished_sources`
    are paths. Vanished files are no fault: their stored text still stands.
    """

    documents: int
    passages: int
    differing_passages: Sequence[str]
    changed_sources: Sequence[str]
    vanished_sources: Sequence[str]

    @property
    def clean(self) -> bool:
        """Whether everything that can be compared is the same."""
        return not self.differing_passages and not self.changed_sources


@dataclass(frozen=True, slots=True)
class RebuildPlan:
    """What it takes to bring a library over to another model, both models in words.

    Of its `passages`, `embedded` are embedded already; `dimensions` is the length of the new
    vectors. It is not `needed` where the library is that model's already.
    """

    library: Path
    built_with: str
    to: str
    dimensions: int
    passages: int
    embedded: int
    needed: bool
