"""What a reader is told of a person."""

from collections.abc import Sequence
from typing import Final

from bot.display import mended, one_line, shortened
from bot.parts import Entry, Heading, Listing, Part, Plotted, Reply, Said
from bot.replies import entry, heading, quoted
from bot.wording.lists import among, counted, cut
from retrieval import Appearance, PeriodCount, Person, by_year

PERSON_DESCRIPTION: Final = "What the library holds of a person: when, where, what about, in quotes"
NAME_OPTION: Final = "Whom do you mean? A part of a name will do"

# Discord takes 1,024 characters of a description.
_LONGEST_ASKED, _LONGEST_ALT = 100, 1000
_MOST_WORKS: Final = 8
_MOST_SPELLINGS: Final = 4
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def page(asked: str, found: Person) -> Reply:
    """Return a person's page, with a chart still to be drawn where anything is dated.

    Where nobody, or more than one, goes by the name that was asked for, a sentence says who may
    be meant.
    """
    if found.name is None:
        return (Said(_nobody(asked, found.nearest)),)
    quotes: list[Part] = [part for quote in found.quotes if (part := quoted(quote)).sentences]
    works = cut([_work(work) for work in found.works], _MOST_WORKS, "work")
    return (
        heading(found.name),
        Said("\n".join(_facts(found))),
        *([Heading("In their words"), *quotes] if quotes else []),
        *((Heading("Works"), Listing(works)) if works else ()),
        *_plotted(found),
    )


def _nobody(asked: str, nearest: Sequence[str]) -> str:
    shown = shortened(one_line(asked), _LONGEST_ASKED)
    if not nearest:
        return f"I know nobody by the name “{shown}”."
    return f"I am not sure whom “{shown}” means. Do you mean {among(nearest)}?"


def _facts(found: Person) -> list[str]:
    own = [work for work in found.works if not work.quoted]
    cited = [work for work in found.works if work.quoted]
    lines = [
        _how_much("Heard", own),
        _how_much("Quoted by others", cited),
        _when(found),
        f"Speaks of: {', '.join(_shown(topic) for topic in found.topics)}" if found.topics else "",
        _also("Also written", found.other_names),
        _also("Much like this name, and perhaps the same person", found.nearest),
    ]
    return [line for line in lines if line]


def _how_much(how: str, works: Sequence[Appearance]) -> str:
    words = sum(work.words for work in works)
    return f"{how} in {counted(len(works), 'work')}, {counted(words, 'word')}" if works else ""


def _when(found: Person) -> str:
    undated = sum(work.published is None for work in found.works)
    if not found.timeline:
        return "When is not known: none of these works has a date, so there is no chart."
    rest = f" ({counted(undated, 'work')} without a date)" if undated else ""
    return f"{_span(found.timeline)}{rest}"


def _span(timeline: Sequence[PeriodCount]) -> str:
    first, last = _named(timeline[0].period), _named(timeline[-1].period)
    if first == last:
        return f"In {first}"
    most = max(timeline, key=lambda each: each.count)
    return f"From {first} to {last}, most in {_named(most.period)}"


def _named(period: str) -> str:
    year, _, month = period.partition("-")
    return f"{_MONTHS[int(month) - 1]} {year}" if month else year


def _also(what: str, names: Sequence[str]) -> str:
    shown = ", ".join(_shown(name) for name in names[:_MOST_SPELLINGS])
    return f"{what}: {shown}" if names else ""


def _shown(name: str) -> str:
    return shortened(one_line(mended(name)), _LONGEST_ASKED)


def _work(work: Appearance) -> Entry:
    named = f"“{work.title}”" if work.title else work.description or work.source_name
    said = counted(work.words, "word") + (", quoted by others" if work.quoted else "")
    note = " · ".join(part for part in (work.publisher, work.published, said) if part)
    return entry(named, note, work.url)


def _plotted(found: Person) -> tuple[Part, ...]:
    if not found.timeline or found.name is None:
        return ()
    words = counted(sum(each.count for each in found.timeline), "word")
    alt = (
        f"Bar chart of how much {_shown(found.name)} says, {words} in all. {_span(found.timeline)}."
    )
    years = ", ".join(f"{each.period}: {each.count:,}" for each in by_year(found.timeline))
    return (
        Plotted(found.name, found.timeline, shortened(f"{alt} By year: {years}.", _LONGEST_ALT)),
    )
