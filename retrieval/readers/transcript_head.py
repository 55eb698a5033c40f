"""What stands above a talk: its title and date, and what a transcription service sets there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from retrieval.models import Work
from retrieval.naming import folded
from retrieval.readers.base import Line
from retrieval.readers.label_names import is_written_like_a_name
from retrieval.readers.masthead import Masthead, masthead_of, may_be_title
from retrieval.readers.outline import Row

# Otter.ai's export: "SUMMARY KEYWORDS" and "SPEAKERS", each above a line of its own.
_SPEAKERS = "speakers"
_LISTS = frozenset((_SPEAKERS, "summary keywords", "keywords"))
_ALONE = frozenset(("transcript", "full transcript", "transcription"))
_SEPARATORS = re.compile(r"\s*[,;&]\s*")
_NEAR = 12


@dataclass(frozen=True, slots=True)
class Head:
    """What the lines above a talk tell; `lines` are where those that do begin."""

    lines: frozenset[int] = frozenset()
    speakers: tuple[str, ...] = ()
    work: Work = field(default_factory=Work)


def head_of(rows: Sequence[Row]) -> Head:
    """The head of a talk's rows; where it tells nothing, no line is taken."""
    first = next((n for n, row in enumerate(rows) if row.label), len(rows))
    above = [row.line for row in rows[: min(first, _NEAR)]]
    lists = list(_lists(above))
    listed = {line.start for lines in lists for line in lines}
    rest = [line for line in above if line.start not in listed]
    below = rows[first].line if first < len(rows) else None
    top = _masthead(rest, below, marked=bool(rows) and rows[0].heading is not None)
    names = [
        line.text for head, *lines in lists for line in lines if folded(head.text) == _SPEAKERS
    ]
    speakers = [name for each in names for name in _SEPARATORS.split(each[:500])]
    work = Work(title=top.title, published=top.published, duration=top.duration)
    return Head(
        frozenset(listed | top.lines),
        tuple(name for name in speakers if is_written_like_a_name(name)),
        work,
    )


def _lists(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Words that stand above a list, with its line; and those that stand alone."""
    for number, line in enumerate(lines):
        words = folded(line.text)
        if words in _ALONE:
            yield [line]
        elif words in _LISTS and line.text[:1].isupper():
            yield [line, *lines[number + 1 : number + 2]]


def _masthead(lines: Sequence[Line], below: Line | None, *, marked: bool) -> Masthead:
    """A short line right above the first speaker is a title as well as one above a date."""
    if not lines:
        return Masthead()
    # As if the talk were a text below: a masthead is never all there is.
    top = masthead_of([*lines, below] if below else lines)
    if not marked and below and may_be_title(lines[:1]) and len(lines) <= len(top.lines) + 1:
        taken = top.lines | {lines[0].start}
        return replace(top, lines=taken, title=top.title or lines[0].text)
    return top
