"""Where a line of a transcript names who speaks: "**Jane Roe:**", "Jane Roe (00:12:34):", "JANE:".

Here only the shape is looked at: whether a label is a speaker's, casting.py decides.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from retrieval.readers.base import Line
from retrieval.readers.stamps import Stamp, stamp_at, stamp_in

# No label is longer; a longer line is looked at no further.
_LONGEST = 300
_LONGEST_PLAIN = 80
_BOLD = re.compile(r"(?P<mark>\*{1,3}|_{1,3})(?P<inside>(?:(?!(?P=mark)).){1,250}?)(?P=mark)")
# "**Chris Benson: I**ndeed": the bold type runs over the label's end.
_OVERRUN = re.compile(r"(?P<name>[^:]{1,80}):\s+\S")
_COLON = re.compile(r"\s*[:：](?!//)\s*")
_TURN_MARK = re.compile(r">>+\s*|[-–—]\s+(?=\S)")
_DASH = re.compile(r"\s*[-–—|•·,]?\s*")
_SPACE = re.compile(r"\s*")
_MARKS = " \t*_>|•·–—-,"


class Style(Enum):
    """How a label is told: by its type, by a time beside it, by a colon alone."""

    BOLD = auto()
    TIMED = auto()
    PLAIN = auto()


@dataclass(frozen=True, slots=True)
class Label:
    """What may name the voice of what follows; `end` is where the words begin, in the document.

    `stamp` is the time that it holds. It is `alone` where the line holds nothing else, and `firm`
    where a colon or a time sets it off.
    """

    name: str
    style: Style
    start: int
    end: int
    stamp: Stamp | None = None
    alone: bool = False
    firm: bool = True


def label_of(text: str, line: Line) -> Label | None:
    """The label that a line begins with, or is, if it looks like one."""
    stop = min(line.end, line.start + _LONGEST)
    start, stamp = _leading(text, line.start, stop)
    return _bold(text, line, start, stop, stamp) or _plain(text, line, start, stop, stamp)


def _leading(text: str, start: int, stop: int) -> tuple[int, Stamp | None]:
    """Where the name may begin, behind a mark of a new turn and a stamp."""
    if mark := _TURN_MARK.match(text, start, stop):
        start = mark.end()
    stamp = stamp_at(text, start, stop, bare=True)
    if stamp is None:
        return start, None
    after = _DASH.match(text, stamp.end, stop)
    return (after.end() if after else stamp.end), stamp


def _bold(text: str, line: Line, start: int, stop: int, before: Stamp | None) -> Label | None:
    match = _BOLD.match(text, start, stop)
    if match is None:
        return None
    inside = match["inside"]
    at, colon = _end_of_bold(text, match, stop)
    if overrun := _OVERRUN.match(inside):
        name, at, colon, stamp = (
            overrun["name"],
            match.start("inside") + overrun.end() - 1,
            True,
            None,
        )
    else:
        name, stamp = _name_and_stamp(text, match.start("inside"), match.end("inside"))
    behind = stamp_at(text, at, stop)
    stamp = behind or stamp or before
    if behind:
        tail = _COLON.match(text, behind.end, stop)
        at, colon = (tail.end(), True) if tail else (behind.end, colon)
    alone = not text[at : line.end].strip()
    firm = colon or stamp is not None
    if not (firm or alone):
        return None
    return Label(name.strip(_MARKS + ":"), Style.BOLD, line.start, at, stamp, alone, firm)


def _end_of_bold(text: str, match: re.Match[str], stop: int) -> tuple[int, bool]:
    """Where the words behind a bold label begin, and whether a colon ends it."""
    inner = match["inside"].rstrip().endswith((":", "："))
    tail = _COLON.match(text, match.end(), stop) or _SPACE.match(text, match.end(), stop)
    end = tail.end() if tail else match.end()
    return end, inner or bool(tail and tail[0].strip())


def _name_and_stamp(text: str, start: int, end: int) -> tuple[str, Stamp | None]:
    """A label's name, and the stamp before or behind it."""
    stamp = stamp_in(text, start, end)
    if stamp is None:
        return text[start:end], None
    before, behind = text[start : stamp.start], text[stamp.end : end]
    return (before if before.strip(_MARKS) else behind), stamp


def _plain(text: str, line: Line, start: int, stop: int, before: Stamp | None) -> Label | None:
    return _timed(text, line, start, stop) or _with_colon(text, line, start, stop, before)


def _timed(text: str, line: Line, start: int, stop: int) -> Label | None:
    """A name with a time behind it, which a colon or the line's end follows."""
    stamp = stamp_in(text, start, min(stop, start + _LONGEST_PLAIN))
    if stamp is None:
        return None
    name = text[start : stamp.start]
    tail = _COLON.match(text, stamp.end, stop)
    at = tail.end() if tail else stamp.end
    alone = not text[at : line.end].strip()
    if ":" in name or not name.strip(_MARKS) or not (tail or alone):
        return None
    return Label(name.strip(_MARKS), Style.TIMED, line.start, at, stamp, alone)


def _with_colon(text: str, line: Line, start: int, stop: int, before: Stamp | None) -> Label | None:
    """A name with a colon behind it, or, behind a time, one that is alone on its line."""
    style = Style.TIMED if before else Style.PLAIN
    colon = text.find(":", start, min(stop, start + _LONGEST_PLAIN + 1))
    if colon > start:
        behind = text[colon + 1 : colon + 2]
        if behind and not behind.isspace():
            return None
        tail = _COLON.match(text, colon, stop)
        at = tail.end() if tail else colon + 1
        alone = not text[at : line.end].strip()
        name = text[start:colon].strip(_MARKS)
        return Label(name, style, line.start, at, before, alone) if name else None
    name = text[start : line.end] if line.end <= stop else ""
    if before is None or not name.strip(_MARKS) or len(name) > _LONGEST_PLAIN:
        return None
    return Label(name.strip(_MARKS), style, line.start, line.end, before, alone=True, firm=False)
