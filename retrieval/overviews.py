"""The values of overviews: a topic, a person, an episode, what is new; all in quotes.

They are what `Library.digest`, `.person`, `.episode` and `.added_since` hand out.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from retrieval.models import Kind, clock
from retrieval.results import FilterProblem, Quote

_YEAR = len("2025")


class Length(StrEnum):
    """How long a digest is."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Section:
    """Quotes under a key phrase that stands in at least one of them.

    `contrary` are the indexes of quotes that say the opposite of the one before them.
    """

    heading: str
    quotes: tuple[Quote, ...]
    contrary: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class VoiceCount:
    """A voice, None where it is unknown, and how many passages on the topic it holds.

    Of passages in which nobody speaks there is their `kind`: machine-written summaries, notes.
    """

    speaker: str | None
    count: int
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class PeriodCount:
    """A period ("2025-09", "2025") and how many passages (or words, of a person) are from it."""

    period: str
    count: int


def by_year(timeline: Iterable[PeriodCount]) -> tuple[PeriodCount, ...]:
    """A timeline with its months added up to years, in the order of time."""
    counts: Counter[str] = Counter()
    for each in timeline:
        counts[each.period[:_YEAR]] += each.count
    return tuple(PeriodCount(year, count) for year, count in sorted(counts.items()))


@dataclass(frozen=True, slots=True)
class Digest:
    """A topic in the sources' own words.

    `sections` are the quick takeaways, three to six quotes in all, fewer only where the library
    has no more; none where it does not hold the topic, and then `nearest` are topics that it
    does. `deep_dives` go further into the same headings. `voices` come with the most heard first,
    `timeline` in the order of time; `first` and `latest` are the earliest and the latest quotes
    whose dates are known. Where filters were not followed, `problems` say why.
    """

    topic: str
    sections: tuple[Section, ...]
    deep_dives: tuple[Section, ...]
    voices: tuple[VoiceCount, ...]
    timeline: tuple[PeriodCount, ...]
    nearest: tuple[str, ...]
    elapsed_ms: float
    first: Quote | None = None
    latest: Quote | None = None
    problems: tuple[FilterProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class Appearance:
    """A work in which a person is heard, and how many words are theirs.

    `quoted` is true where others only quote them there. `description` says what the work is where
    it has no title.
    """

    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    source_name: str
    words: int
    description: str | None = None
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """What the library has from a person.

    `name` is as the sources write it, None where nobody is meant by what was asked, and then
    `nearest` are names that may have been. `other_names` are further spellings in the sources.
    `timeline` counts words by month (by year, where no more is known) in the order of time;
    works without a date are in `works` alone, where the latest come first. `topics` are key
    phrases, most telling first. Somebody who is found may have `nearest` too: others whose names
    are so much alike that they may be the same person, or not.
    """

    name: str | None
    nearest: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    timeline: tuple[PeriodCount, ...] = ()
    works: tuple[Appearance, ...] = ()
    topics: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """Where a part of a work begins; `found` where its making is ours and not the source's.

    `start` is an offset into the text of the document from `source_name`.

    `timestamp` is in seconds where the source has times. `heading` is the source's own, or a key
    phrase of the part.
    """

    heading: str
    start: int
    timestamp: float | None
    found: bool
    source_name: str

    @property
    def clock(self) -> str:
        """When it begins, as "1:02:03" or "2:03"; "" where that is not known."""
        return "" if self.timestamp is None else clock(self.timestamp)


@dataclass(frozen=True, slots=True)
class Share:
    """A voice of a work, None where it is unknown, and its share (0 to 1) of the words."""

    speaker: str | None
    share: float


@dataclass(frozen=True, slots=True)
class Episode:
    """A work at a glance; `title` is None where none is meant, and then `nearest` are titles."""

    title: str | None
    nearest: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    takeaways: tuple[Quote, ...] = ()
    highlights: tuple[Quote, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    voices: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class NewWork:
    """A work that came into the library, when that was, and the quote that says most about it."""

    title: str
    publisher: str | None
    url: str | None
    added: datetime
    quote: Quote | None
