"""The parts of a reply, without any markup: sentences of ours, and quotes with whose they are.

`pages.py` writes them for Discord, `drawing.py` draws them in a terminal.
"""

from dataclasses import dataclass
from datetime import date, datetime

from bot.tickets import Ticket
from retrieval import PeriodCount


@dataclass(frozen=True, slots=True)
class Said:
    """Sentences of ours, plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Sentences of ours that never change, by their English words.

    They are said in the language of whoever reads them: what they are equal to does not depend on
    it.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The question that a reply answers, where a reader could not see it otherwise."""

    question: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A line over the parts that follow, never parted from the next; made by `heading`.

    `level` is Discord's: 1 is the largest, 3 no larger than the text.
    """

    text: str
    level: int = 3


@dataclass(frozen=True, slots=True)
class Lead:
    """A small line of ours that leads to the next part and is never parted from it."""

    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    r"""A sentence of a quote on one line, and what stands before the next: "", spaces or ``\n``.

    A `strong` one stands out among its neighbours.
    """

    text: str
    gap: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a listing: what it names, a note behind that, and where it can be read.

    `more` are other places where it can be read as well, each behind the label of its link.
    """

    text: str
    note: str = ""
    link: str | None = None
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote, its attribution and its link; `source` is the document that it is a slice of.

    `also` tell where else its words stand, `start` and `end` where in the document, and `words` are
    those of the document itself, before anything was mended; "" where they are not known. Of what
    speaks to a message, it speaks `to` this sentence of it.
    """

    sentences: tuple[Sentence, ...]
    attribution: str
    link: str | None
    source: str = ""
    also: tuple[Entry, ...] = ()
    start: int = 0
    end: int = 0
    words: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class Strong:
    """A line that stands out, and a note behind it that does not."""

    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Linked:
    """A link in small print, by its label."""

    label: str
    link: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A time, shown by the reader's own clock; if it is `near`, as how long there is to go."""

    at: datetime
    near: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A channel, by its id."""

    channel: int


@dataclass(frozen=True, slots=True)
class Whom:
    """A member, by their id; being named does not ping them."""

    member: int


@dataclass(frozen=True, slots=True)
class Badge:
    """A role, by its id; being named does not ping who has it."""

    role: int


@dataclass(frozen=True, slots=True)
class Call:
    """A command, without the slash; one that Discord numbers can be clicked."""

    name: str
    number: int | None = None


Piece = str | Moment | Spot | Whom | Badge | Call


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of ours in which times, channels, members, roles and commands stand."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """Parts that are one thing, without an empty line between them and never divided."""

    parts: tuple["Part", ...]


@dataclass(frozen=True, slots=True)
class Further:
    """What a reader may ask to see next, by what it is called, and the digest that holds it."""

    labels: tuple[str, ...]
    ticket: Ticket


@dataclass(frozen=True, slots=True)
class Buttons:
    """What one may do with an answer, a button each; `controls.py` says which.

    `asked` is the question with its filters, as one would write it; `about` the message whose
    sources were looked for instead. `marks` are those of the answer's quotes, none of silence;
    `seen` those of quotes that were shown before them. An answer may be `rated`, more of it not.
    """

    asked: str
    marks: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    about: int | None = None
    rated: bool = True


@dataclass(frozen=True, slots=True)
class Listing:
    """Entries below each other, of which a message may hold the first and the next one the rest."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Plotted:
    """How much somebody says, by time, to be drawn; and what the picture shows, in words."""

    name: str
    timeline: tuple[PeriodCount, ...]
    alt: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many questions of a day were answered, and how many met silence."""

    day: date
    answered: int
    silent: int


@dataclass(frozen=True, slots=True)
class Tallied:
    """Days with their questions, to be drawn; and what the picture shows, in words.

    `legend` names what was answered and what met silence.
    """

    title: str
    legend: tuple[str, str]
    days: tuple[Tally, ...]
    alt: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (PNG), what it shows, in words, and what its file is called."""

    png: bytes
    alt: str
    name: str = "words-over-time.png"


Part = (
    Said
    | Phrase
    | Asked
    | Heading
    | Lead
    | Quoted
    | Strong
    | Linked
    | Line
    | Together
    | Further
    | Buttons
    | Listing
    | Plotted
    | Tallied
    | Picture
)
Reply = tuple[Part, ...]
