"""What the library has to say: quotes, whose they are, and the answers that they make."""

from dataclasses import dataclass
from enum import StrEnum

from retrieval.models import NOWHERE, PUBLIC, Kind, Locator, Role, Span, Voice, Work


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
    of an earlier answer, so that in silence there is just no more. `statements` are, of what speaks
    to a message, the sentence of it to which each quote speaks, in the order of the quotes.
    """

    question: str
    answered: bool
    confidence: float
    elapsed_ms: float
    quotes: tuple[Quote, ...]
    problems: tuple[FilterProblem, ...] = ()
    understood: str = ""
    further: bool = False
    statements: tuple[str, ...] = ()
