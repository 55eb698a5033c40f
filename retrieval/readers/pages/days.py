"""The day that a page means, as it writes it."""

import re
from datetime import UTC, date, datetime
from typing import Final

from retrieval.dates import MONTH_NAMES, read_period

_ISO: Final = re.compile(r"\s*((?:19|20)\d\d-\d\d(?:-\d\d)?)(?!\d)")
_EPOCH: Final = re.compile(r"\s*(\d{10})(\d{3})?(?:\.\d+)?\s*")
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_WRITTEN: Final = re.compile(
    rf"\b(?:(?:{MONTH_NAMES})\.? {_DAY},? |{_DAY} (?:{MONTH_NAMES})\.?,? )(?:19|20)\d\d\b",
    re.IGNORECASE,
)
# A date with its year is the same on every day.
_LATEST: Final = date(2100, 1, 1)


def day_of(text: str | None) -> str | None:
    """The ISO date or month of an ISO time, of seconds or milliseconds since 1970, or in words.

    None where it is not certain: "03/04/2021" may be in March or in April.
    """
    if not text:
        return None
    if match := _ISO.match(text):
        return match[1] if _is_day(match[1]) else None
    if match := _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(match[1]), UTC).date().isoformat()
    written = _WRITTEN.search(text)
    period = read_period(written[0].replace(".", ""), _LATEST) if written else None
    return period.first.isoformat() if period and period.first == period.last else None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text if text.count("-") > 1 else f"{text}-01")
    except ValueError:
        return False
    return True
