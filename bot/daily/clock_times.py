"""A time of day as people write it: "9", "09:00", "9:30 am", "21h15", "noon"."""

import re
from datetime import time

_WRITTEN = re.compile(
    r"(?P<hour>\d{1,2})(?:\s*[:.h]\s*(?P<minute>\d{2}))?\s*(?P<half>[ap]\.?m\.?)?(?:\s*(?:uhr|h))?",
    re.IGNORECASE,
)
_NAMED = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_HALF_A_DAY = 12


class NotATime(ValueError):
    """These words are no time of day."""

    def __init__(self, written: str) -> None:
        super().__init__(written)
        self.written = written


def clock_time(written: str) -> time:
    """Return the time of day, to the minute; raise NotATime for "25:00" and the like."""
    text = " ".join(written.split()).casefold()
    if text in _NAMED:
        return _NAMED[text]
    match = _WRITTEN.fullmatch(text)
    if match is None:
        raise NotATime(written)
    try:
        return time(_hour(int(match["hour"]), match["half"]), int(match["minute"] or 0))
    except ValueError as error:
        raise NotATime(written) from error


def _hour(hour: int, half: str | None) -> int:
    """Return the hour of 24; "12 am" is midnight, "13 pm" is nothing."""
    if half is None:
        return hour
    if not 1 <= hour <= _HALF_A_DAY:
        raise ValueError(hour)
    return hour % _HALF_A_DAY + (_HALF_A_DAY if half.startswith("p") else 0)
