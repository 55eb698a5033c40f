"""What a reader is told of a person."""

from collections.abc import Sequence
from typing import Final

from bot.display import mended, one_line, shortened
from bot.parts import Entry, Heading, Listing, Part, Plotted, Reply, Said
from bot.replies import entry, heading, quoted
from bot.translation import gettext as _
from bot.translation import ngettext
from bot.translation import noted as N_
from bot.wording.dates import in_facts, known
from bot.wording.lists import among, comma, cut, words, works
from bot.wording.numbers import number
from retrieval import Appearance, PeriodCount, Person, by_year

PERSON_DESCRIPTION: Final = N_(
    "What the library holds of a person: when, where, what about, in quotes"
)
NAME_OPTION: Final = N_("Whom do you mean? A part of a name will do")

# Discord takes 1,024 characters of a description.
_LONGEST_ASKED, _LONGEST_ALT = 100, 1000
_MOST_WORKS: Final = 8
_MOST_SPELLINGS: Final = 4


def page(asked: str, found: Person) -> Reply:
    """Return a person's page, with a chart still to be drawn where anything is dated.

    Where nobody, or more than one, goes by the name that was asked for, a sentence says who may
    be meant.
    """
    if found.name is None:
        return (Said(_nobody(asked, found.nearest)),)
    quotes: list[Part] = [part for quote in found.quotes if (part := quoted(quote)).sentences]
    listed = cut([_work(work) for work in found.works], _MOST_WORKS, _further)
    return (
        heading(found.name),
        Said("\n".join(_facts(found))),
        *([Heading(_("In their words")), *quotes] if quotes else []),
        *((Heading(_("Works")), Listing(listed)) if listed else ()),
        *_plotted(found),
    )


def _nobody(asked: str, nearest: Sequence[str]) -> str:
    shown = shortened(one_line(asked), _LONGEST_ASKED)
    if not nearest:
        return _("I know nobody by the name “{name}”.").format(name=shown)
    unsure = _("I am not sure whom “{name}” means. Do you mean {names}?")
    return unsure.format(name=shown, names=among(nearest))


def _further(count: int) -> str:
    more = ngettext("and {count} more work", "and {count} more works", count)
    return more.format(count=number(count))


def _facts(found: Person) -> list[str]:
    own = [work for work in found.works if not work.quoted]
    cited = [work for work in found.works if work.quoted]
    topics = comma().join(map(_shown, found.topics))
    alike = _("Much like this name, and perhaps the same person: {names}")
    lines = [
        _how_much(_("Heard in {works}, {words}"), own),
        _how_much(_("Quoted by others in {works}, {words}"), cited),
        _when(found),
        _("Speaks of: {topics}").format(topics=topics) if topics else "",
        _also(_("Also written: {names}"), found.other_names),
        _also(alike, found.nearest),
    ]
    return [line for line in lines if line]


def _how_much(said: str, found: Sequence[Appearance]) -> str:
    spoken = sum(work.words for work in found)
    return said.format(works=works(len(found)), words=words(spoken)) if found else ""


def _when(found: Person) -> str:
    if not found.timeline:
        return _("When is not known: none of these works has a date, so there is no chart.")
    undated = sum(work.published is None for work in found.works)
    if not undated:
        return _span(found.timeline)
    said = ngettext(
        "{span} ({count} work without a date)", "{span} ({count} works without a date)", undated
    )
    return said.format(span=_span(found.timeline), count=number(undated))


def _span(timeline: Sequence[PeriodCount]) -> str:
    first, last = known(timeline[0].period), known(timeline[-1].period)
    if first == last:
        return _("In {period}").format(period=first)
    most = max(timeline, key=lambda each: each.count)
    said = _("From {first} to {last}, most in {most}")
    return said.format(first=first, last=last, most=known(most.period))


def _also(said: str, names: Sequence[str]) -> str:
    return said.format(names=comma().join(map(_shown, names[:_MOST_SPELLINGS]))) if names else ""


def _shown(name: str) -> str:
    return shortened(one_line(mended(name)), _LONGEST_ASKED)


def _work(work: Appearance) -> Entry:
    named = f"“{work.title}”" if work.title else work.description or work.source_name
    said = words(work.words)
    if work.quoted:
        said = _("{words}, quoted by others").format(words=said)
    published = in_facts(work.published) if work.published else ""
    note = " · ".join(part for part in (work.publisher, published, said) if part)
    return entry(named, note, work.url)


def _plotted(found: Person) -> tuple[Part, ...]:
    if not found.timeline or found.name is None:
        return ()
    said = _("Bar chart of how much {name} says, {words} in all. {span}. By year: {years}.")
    years = (f"{each.period}: {number(each.count)}" for each in by_year(found.timeline))
    alt = said.format(
        name=_shown(found.name),
        words=words(sum(each.count for each in found.timeline)),
        span=_span(found.timeline),
        years=comma().join(years),
    )
    return (Plotted(found.name, found.timeline, shortened(alt, _LONGEST_ALT)),)
