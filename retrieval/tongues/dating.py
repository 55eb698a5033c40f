"""Which days does a date stand for, in any language that is read? "Juni 2025", "2025年6月"."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from retrieval.dates import Period, read_period
from retrieval.tongues.glossing import glossed
from retrieval.tongues.tongue import LANGUAGES

# "3. June", "June of 2025".
_BETWEEN: Final = re.compile(r"(?<=\d)\.|\bof\s+")


class _Nothing:
    """A library that says nothing."""

    def says(self, _: str) -> bool:
        return False

    def says_rather(self, _: str, __: str) -> bool:
        return False


def read_date(words: str, today: date) -> Period | None:
    """The days that a date, or words for one, stand for on `today`; None where they are neither."""
    read = (read_period(each, today) for each in _in_english(words))
    return next(filter(None, read), None)


def _in_english(words: str) -> Iterator[str]:
    yield words
    for language in LANGUAGES:
        english = _BETWEEN.sub(" ", glossed(words, language, _Nothing()))
        yield " ".join(english.split())
