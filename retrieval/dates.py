"""Which days does a date stand for? ISO dates, "June 2025", "last month", "30d"."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_COUNTS = {
    word: number
    for number, words in enumerate(
        (("a", "an", "one"), ("two",), ("three",), ("four",), ("five",), ("six",)), start=1
    )
    for word in words
}
_SHORT = {"d": "day", "w": "week", "m": "month", "y": "year"}
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}

MONTH_NAMES = "|".join(_MONTHS)
WEEKDAY_NAMES = "|".join(_WEEKDAYS)
UNITS = "day|week|month|quarter|year"
_MONTH = rf"(?P<month>{MONTH_NAMES})\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)})"
_UNIT = rf"(?P<unit>{UNITS})s?\b"


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both within."""

    first: date
    last: date

    def holds(self, published: str | None) -> bool:
        """Whether a date lies within, with all days that its known part may stand for."""
        known = period_of(published) if published else None
        return known is not None and self.covers(known)

    def covers(self, other: "Period") -> bool:
        """Whether all days of another period are within."""
        return self.first <= other.first and other.last <= self.last


def period_of(published: str) -> Period | None:
    """The days that an ISO date or its known part ("2025-09", "2025") may stand for.

    A time of day behind it is passed over; None where it is no date.
    """
    match = re.match(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?(?!\d)", published.strip())
    if not match:
        return None
    month, day = (int(part) if part else None for part in match.groups()[1:])
    return _dated(int(match[1]), month, day)


def month_or_year(published: str) -> str | None:
    """The month of an ISO date ("2025-09"), or else its year ("2025"); None where it is no date."""
    known = period_of(published)
    if known is None:
        return None
    first, last = known.first.isoformat(), known.last.isoformat()
    return first[:7] if first[:7] == last[:7] else first[:4]


def read_period(words: str, today: date) -> Period | None:
    """The days that a date, or words for one, stand for on `today`; None where they are neither.

    A month without its year is the latest that has begun, a day of the week the latest before
    today, "last week" the calendar's week before this one, "last 2 weeks" the days until today.
    """
    plain = " ".join(re.sub("[‐‑–]", "-", words).casefold().replace(",", " ").split())
    for pattern, read in _READERS:
        match = pattern.fullmatch(plain.removeprefix("the "))
        if match:
            try:
                return read(match, today)
            except (ValueError, OverflowError):  # the 31st of June, a thousand years ago
                return None
    return None


def _dated(year: int, month: int | None = None, day: int | None = None) -> Period | None:
    try:
        first = date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    if day is not None:
        return Period(first, first)
    return Period(first, first.replace(month=12, day=31) if month is None else _end_of(first))


def _read_iso(match: re.Match[str], _: date) -> Period | None:
    return period_of(match[0])


def _read_month(match: re.Match[str], today: date) -> Period | None:
    """June, last June, June 2025, June 3rd, 3 June 2025."""
    found = match.groupdict()
    month, day = _MONTHS[match["month"]], int(found["day"]) if found["day"] else None
    if found.get("year"):
        return _dated(int(match["year"]), month, day)
    this_year = _dated(today.year, month, day)
    begun = today.replace(day=1) if found.get("last") else today
    if this_year and this_year.first <= begun and not (found.get("last") and month == today.month):
        return this_year
    return _dated(today.year - 1, month, day)


def _read_quarter(match: re.Match[str], _: date) -> Period:
    """The beginning or the end of a year: its first or its last quarter."""
    year, month = int(match["year"]), 1 if match["part"] == "beginning" else 10
    return Period(date(year, month, 1), _end_of(date(year, month + 2, 1)))


def _read_day(match: re.Match[str], today: date) -> Period:
    """Today, yesterday."""
    day = today - timedelta(days=match[0] == "yesterday")
    return Period(day, day)


def _read_weekday(match: re.Match[str], today: date) -> Period:
    """Monday, last Monday."""
    back = (today.weekday() - _WEEKDAYS.index(match["weekday"]) - 1) % 7 + 1
    return Period(today - timedelta(days=back), today - timedelta(days=back))


def _read_calendar(match: re.Match[str], today: date) -> Period:
    """A whole day, week, month, quarter or year: this week, last month, two years ago."""
    if "count" in match.re.groupindex:
        count = _number(match["count"])
    else:
        count = 0 if match["which"] == "this" else 1
    unit = match["unit"]
    if unit in _MONTHS_IN:
        month = today.month - 1
        first = _months_before(
            today.replace(day=1), count * _MONTHS_IN[unit] + month % _MONTHS_IN[unit]
        )
        return Period(first, _end_of(_months_before(first, 1 - _MONTHS_IN[unit])))
    days = 7 if unit == "week" else 1
    first = today - timedelta(days=count * days + (today.weekday() if unit == "week" else 0))
    return Period(first, first + timedelta(days=days - 1))


def _read_span(match: re.Match[str], today: date) -> Period:
    """So long until today: last 30 days, past month, 30d."""
    count, unit = _number(match["count"] or "1"), _SHORT.get(match["unit"], match["unit"])
    if unit in _MONTHS_IN:
        return Period(_months_before(today, count * _MONTHS_IN[unit]), today)
    return Period(today - timedelta(days=count * (7 if unit == "week" else 1)), today)


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Period | None]], ...] = (
    tuple(
        (re.compile(pattern), read)
        for pattern, read in (
            (r"\d{4}(-\d\d?(-\d\d?)?)?", _read_iso),
            (rf"(?:(?P<last>last) )?{_MONTH}(?: {_DAY})?(?: (?:of )?{_YEAR})?", _read_month),
            (rf"{_DAY} (?:of )?{_MONTH}(?: {_YEAR})?", _read_month),
            (rf"(?P<part>beginning|end)(?: of)? {_YEAR}", _read_quarter),
            (r"today|yesterday", _read_day),
            (rf"(?:last |this |on )?(?P<weekday>{WEEKDAY_NAMES})", _read_weekday),
            (rf"(?P<which>this|last|previous) {_UNIT}", _read_calendar),
            (rf"{_COUNT} {_UNIT} ago", _read_calendar),
            (rf"(?:(?:last|past|previous) )?{_COUNT} ?{_UNIT}", _read_span),
            (rf"past (?P<count>)?{_UNIT}", _read_span),
            (r"(?P<count>\d{1,4})(?P<unit>[dwmy])", _read_span),
        )
    )
)


def _number(word: str) -> int:
    return _COUNTS.get(word) or int(word)


def _end_of(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def _months_before(day: date, count: int) -> date:
    """The same day `count` months before, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
