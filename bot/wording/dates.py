"""Dates as readers of a language write them. Babel is loaded where it is not English."""

from datetime import date, datetime
from typing import Final

from bot.translation import Language, spoken

_MONTH, _DAY = len("2025-06"), len("2025-06-01")
# The first Monday of a year, from which the days of the week are counted.
_MONDAY: Final = date(2024, 1, 1).toordinal()


def day(of: date) -> str:
    """Return a date: "1 June 2025"."""
    if spoken() is Language.ENGLISH:
        return f"{of.day} {of:%B %Y}"
    return _formatted(of, "long")


def full_day(of: date) -> str:
    """Return a date with its day of the week: "Sunday, 1 June 2025"."""
    if spoken() is Language.ENGLISH:
        return f"{of:%A}, {of.day} {of:%B %Y}"
    return _formatted(of, "full")


def month(of: date) -> str:
    """Return a month: "June 2025"."""
    if spoken() is Language.ENGLISH:
        return f"{of:%B %Y}"
    from babel.dates import format_skeleton  # noqa: PLC0415 - English readers need not wait

    return format_skeleton("yMMMM", of, locale=spoken())


def short_month(of: date) -> str:
    """Return a month without its year, as short as it is written: "Jun"."""
    return f"{of:%b}" if spoken() is Language.ENGLISH else _formatted(of, "LLL")


def weekday(number: int) -> str:
    """Return the name of a day of the week; 0 is Monday."""
    of = date.fromordinal(_MONDAY + number)
    return f"{of:%A}" if spoken() is Language.ENGLISH else _formatted(of, "cccc")


def known(written: str) -> str:
    """Return a date of which only a part may be known ("2025", "2025-06", "2025-06-01T10:00").

    A month may be in English words, as in "June 2025". What is no date is returned as it is,
    without a time of day.
    """
    part = written.partition("T")[0]
    try:
        if len(part) == _MONTH:
            return month(date.fromisoformat(f"{part}-01"))
        if len(part) == _DAY:
            return day(date.fromisoformat(part))
    except ValueError:  # it is as long as a date, and none
        pass
    return _month_in_words(part)


def _month_in_words(written: str) -> str:
    try:
        return month(datetime.strptime(written, "%B %Y"))  # noqa: DTZ007 - a month has no zone
    except ValueError:
        return written


def in_facts(published: str) -> str:
    """Return a date, or its known part, as lists of facts have it: in English as it is stored."""
    return published if spoken() is Language.ENGLISH else known(published)


def _formatted(of: date, pattern: str) -> str:
    from babel.dates import format_date  # noqa: PLC0415 - English readers need not wait

    return format_date(of, pattern, locale=spoken())
