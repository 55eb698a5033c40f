"""Which time does a question ask for? "… last month", "… in June 2025", "… since March"."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from retrieval.dates import MONTH_NAMES, UNITS, WEEKDAY_NAMES, Period, read_period

_A_DAY = timedelta(days=1)
_RECENT = timedelta(days=90)
_MONTH = rf"(?:{MONTH_NAMES})\b\.?"
_YEAR = r"(?:19|20)\d\d\b"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?\b"
# A year or a month alone may be many things ("may", "march"): a word like "in" must lead to it.
_DATE = (
    rf"(?:{_YEAR}(?:-\d\d){{1,2}}\b|{_NTH} (?:of )?{_MONTH}(?:,? {_YEAR})?"
    rf"|{_MONTH}(?: {_NTH})?(?:,? (?:of )?{_YEAR})?|{_YEAR})(?!-?\w)"
)
_COUNT = r"(?:\d{1,3}|an?|one|two|three|four|five|six)"
_RELATIVE = (
    r"(?:today|yesterday"
    rf"|(?:this|last|past|previous) (?:{_COUNT} )?(?:{UNITS})s?"
    rf"|{_COUNT} (?:{UNITS})s? ago|last (?:{WEEKDAY_NAMES}|{MONTH_NAMES}))\b"
)
_ANY = rf"(?:the )?(?P<words>{_DATE}|{_RELATIVE})"


@dataclass(frozen=True, slots=True)
class AskedTime:
    """A time that a question asks for, and the question without its words.

    `relative` is true where the words mean another time on another day: then no passage of that
    time can be expected to hold them.
    """

    period: Period
    rest: str
    relative: bool


def find_time(question: str, today: date, newest: date) -> AskedTime | None:
    """The time that a question asks for on `today`, if any.

    `newest` is the latest date of any work: "recently" and "the latest" are the time before it.
    """
    for pattern, read in _PHRASES:
        match = pattern.search(question)
        period = read(match, today) if match else None
        if match and period:
            rest = question[: match.start()] + question[match.end() :]
            relative = not re.search(rf"\b{_YEAR}", match[0])
            return AskedTime(period, " ".join(rest.split()), relative)
    if match := _LATELY.search(question):
        last = min(today, newest)
        rest = " ".join((question[: match.start()] + question[match.end() :]).split())
        return AskedTime(Period(last - _RECENT, today), rest, relative=True)
    return None


def _between(match: re.Match[str], today: date) -> Period | None:
    first, last = read_period(match["first"], today), read_period(match["last"], today)
    return Period(first.first, last.last) if first and last else None


def _bounded(match: re.Match[str], today: date) -> Period | None:
    found = read_period(match["words"], today)
    if not found:
        return None
    match match["bound"].casefold():
        case "since":
            return Period(found.first, date.max)
        case "after":
            return Period(found.last + _A_DAY, date.max)
        case _:
            return Period(date.min, found.first - _A_DAY)


def _plain(match: re.Match[str], today: date) -> Period | None:
    return read_period(match["words"], today)


def _phrase(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_PHRASES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Period | None]], ...] = (
    (
        _phrase(
            rf"\b(?:from|between) (?P<first>{_DATE})"
            rf" (?:to|and|until|till|through) (?P<last>{_DATE})"
        ),
        _between,
    ),
    (_phrase(rf"\b(?P<bound>since|after|before|until|till) {_ANY}"), _bounded),
    (_phrase(rf"\b(?:in|on|during|from) (?:the )?(?:year )?(?P<words>{_DATE})"), _plain),
    (
        _phrase(
            r"(?:\b(?:in|on|over|during|within|from|for|of) )?(?:\bthe )?"
            # "the last year of the war" is another year.
            rf"\b(?P<words>{_RELATIVE})(?:['’]s)?(?! of\b)"
        ),
        _plain,
    ),
    (_phrase(rf"\bon (?P<words>{WEEKDAY_NAMES})\b"), _plain),
)
_LATELY = _phrase(
    r"\b(?:(?:more )?recently|lately|these days)\b"
    r"|\b(?:the |his |her |their )?(?:latest|newest|(?:most )?recent)\b"
)
