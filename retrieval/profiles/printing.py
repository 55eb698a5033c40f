"""Persons and works as text: JSON for programs, plain lines for people."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Final

from retrieval.mending import mended
from retrieval.overviews import Appearance, Chapter, Episode, PeriodCount, Person, by_year
from retrieval.printing import counted, json_line, legible, quote_fields, quote_text
from retrieval.results import Quote

_WIDEST_BAR: Final = 40
# Longer lists of months are shown by years.
_MOST_PERIODS: Final = 24


def person_json(person: Person) -> str:
    """One line of JSON: the contract in docs/contract.md."""
    quotes = [quote_fields(quote) for quote in person.quotes]
    return json_line(asdict(person) | {"quotes": quotes})


def episode_json(episode: Episode) -> str:
    """One line of JSON: the contract in docs/contract.md."""
    return json_line(
        asdict(episode)
        | {
            "takeaways": [quote_fields(quote) for quote in episode.takeaways],
            "highlights": [quote_fields(quote) for quote in episode.highlights],
            "voices": [asdict(v) | {"share": round(v.share, 4)} for v in episode.voices],
        }
    )


def person_text(person: Person) -> str:
    """A person's page; or one sentence that says who may be meant."""
    if person.name is None:
        return _perhaps("No one person", "name", person.nearest)
    others = dict.fromkeys(map(mended, person.other_names))
    others.pop(mended(person.name), None)
    also = f" (also written {', '.join(others)})" if others else ""
    return _joined(
        legible(f"{person.name}{also}"),
        _section("Speaks of", [legible(", ".join(person.topics))] if person.topics else []),
        _quotes("Says", person.quotes),
        _section("Heard, in words", _bars(person.timeline)),
        _section("Works", map(_appearance, person.works)),
        _section("Names much like it", map(legible, person.nearest)),
    )


def episode_text(episode: Episode) -> str:
    """A work at a glance; or one sentence that says which may be meant."""
    if episode.title is None:
        return _perhaps("No one work", "title", episode.nearest)
    found = any(chapter.found for chapter in episode.chapters)
    head = (episode.title, episode.publisher, episode.published, episode.url)
    return _joined(
        legible(" · ".join(part for part in head if part)),
        _quotes("Quick takeaways", episode.takeaways),
        _quotes("Highlights", episode.highlights),
        _section(f"Chapters{', found by topic' if found else ''}", map(_chapter, episode.chapters)),
        _section(
            "Voices", (f"{v.share:4.0%}  {legible(v.speaker or 'unknown')}" for v in episode.voices)
        ),
    )


def _perhaps(who: str, what: str, nearest: Sequence[str]) -> str:
    names = ", ".join(f"“{legible(name)}”" for name in nearest)
    return f"{who} here goes by that {what}{f'; the nearest are {names}' if names else ''}."


def _joined(*blocks: str) -> str:
    return "\n\n".join(block for block in blocks if block)


def _section(heading: str, lines: Iterable[str]) -> str:
    held = [f"  {line}" for line in lines]
    return "\n".join([f"{heading}:", *held]) if held else ""


def _quotes(heading: str, quotes: Sequence[Quote]) -> str:
    return _joined(f"{heading}:", *map(quote_text, quotes)) if quotes else ""


def _bars(timeline: Sequence[PeriodCount]) -> list[str]:
    """A bar for each month, or for each year where there are many months."""
    shown = timeline if len(timeline) <= _MOST_PERIODS else by_year(timeline)
    most = max((each.count for each in shown), default=0)
    return [
        f"{each.period:7}  {'█' * max(1, round(_WIDEST_BAR * each.count / most))} {each.count:,}"
        for each in shown
    ]


def _appearance(work: Appearance) -> str:
    named = work.title or work.description or work.source_name
    said = counted(work.words, "word") + (" quoted there" if work.quoted else "")
    parts = (named, work.publisher, work.published, said, work.url)
    return legible(" · ".join(part for part in parts if part))


def _chapter(chapter: Chapter) -> str:
    return f"{chapter.clock:>8}  {legible(chapter.heading)}"
