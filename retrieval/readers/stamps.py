"""Time stamps in a transcript: how they are written, and how many seconds they stand for."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# "04:05", "1:02:03", "00:12:34.56", "00:16:16:05" (with frames); a transcript's own bold marks may
# stray into it: "00:11**:** 51.07".
_POINT = r"(?:\*\*)?:(?:\*\*)? ?"
CLOCK = rf"(?<![\d:.])\d{{1,3}}(?:{_POINT}\d\d){{1,3}}(?:[.,]\d{{1,6}})?(?![\d:])"
_LINK = r"(?:\(https?://[^\s()]{1,500}\))?"
_RANGE = rf"(?:\s{{0,3}}(?:-->|-|–|—|to)\s{{0,3}}{CLOCK})?"
# In square brackets, escaped or not, it is a stamp wherever it stands.
# On a line of its own it needs none.
_BRACKETED = re.compile(
    rf"\\?\[\(?\s?(?P<clock>{CLOCK}){_RANGE}\s?\)?\\?\]{_LINK}"
    rf"|^[ \t]*(?P<alone>{CLOCK})[ \t]*\r?$",
    re.MULTILINE,
)
# In other brackets only where a paragraph or a label begins or ends: "(3:16)" may be a verse.
_EDGE = rf"\\?[\[(<]\(?\s?(?P<clock>{CLOCK}){_RANGE}\s?\)?\\?[\])>]{_LINK}"
_ITALIC = rf"[*_][\[(]?(?P<clock>{CLOCK})[\])]?[*_]"
_AT_THE_EDGE = re.compile(_EDGE)
_IN_ITALICS = re.compile(_ITALIC)
_BARE = re.compile(rf"(?P<clock>{CLOCK})")
_NUMBER = re.compile(r"\d+")
_FRACTION = re.compile(r"[.,](\d{1,6})$")
_SIXTY = 60
_CLOCK_PARTS = 3


class Stamp(NamedTuple):
    """A stamp at `[start, end)`, and its time in seconds."""

    start: int
    end: int
    seconds: float


def seconds_of(clock: str) -> float | None:
    """The seconds that "mm:ss", "hh:mm:ss" or "hh:mm:ss.fff" stand for; None where it is no time.

    A fourth part counts frames, and is left out.
    """
    bare = clock.strip()
    fraction = _FRACTION.search(bare)
    whole = bare[: fraction.start()] if fraction else bare
    parts = [int(part) for part in _NUMBER.findall(whole)][:_CLOCK_PARTS]
    if len(parts) < 2 or any(part >= _SIXTY for part in parts[1:]):  # noqa: PLR2004 - mm:ss
        return None
    seconds = 0.0
    for part in parts:
        seconds = seconds * _SIXTY + part
    return seconds + (float(f"0.{fraction[1]}") if fraction else 0.0)


def stamps_in(text: str, start: int, end: int) -> Iterator[Stamp]:
    """The stamps in `text[start:end]`: in square brackets, or on lines of their own."""
    for match in _BRACKETED.finditer(text, start, end):
        if stamp := _stamp(match):
            yield stamp


def stamp_at(text: str, start: int, end: int, *, bare: bool = False) -> Stamp | None:
    """The stamp that begins right at `start`, in brackets or italics; if `bare`, without."""
    patterns = (_AT_THE_EDGE, _IN_ITALICS, _BARE) if bare else (_AT_THE_EDGE, _IN_ITALICS)
    matches = (pattern.match(text, start, end) for pattern in patterns)
    return next((stamp for match in matches if match and (stamp := _stamp(match))), None)


def stamp_in(text: str, start: int, end: int) -> Stamp | None:
    """The first stamp in `text[start:end]`, in brackets, in italics, or bare."""
    patterns = (_AT_THE_EDGE, _IN_ITALICS, _BARE)
    matches = (pattern.search(text, start, end) for pattern in patterns)
    found = [stamp for match in matches if match and (stamp := _stamp(match))]
    return min(found, default=None)


def _stamp(match: re.Match[str]) -> Stamp | None:
    seconds = seconds_of(next(clock for clock in match.groups() if clock))
    return None if seconds is None else Stamp(match.start(), match.end(), seconds)
