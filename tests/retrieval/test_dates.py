"""Which days words stand for, seen from a Sunday in November."""

from datetime import date

import pytest

from retrieval.dates import Period, period_of, read_period

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-06", "2025-06-01", "2025-06-30"),
        ("2025-6-1", "2025-06-01", "2025-06-01"),
        ("2025‑06", "2025-06-01", "2025-06-30"),
        ("June 2025", "2025-06-01", "2025-06-30"),
        ("Feb. 2024", "2024-02-01", "2024-02-29"),
        ("3 June 2025", "2025-06-03", "2025-06-03"),
        ("June 3rd, 2025", "2025-06-03", "2025-06-03"),
        ("November", "2026-11-01", "2026-11-30"),
        ("december", "2025-12-01", "2025-12-31"),
        ("last June", "2026-06-01", "2026-06-30"),
        ("last November", "2025-11-01", "2025-11-30"),
        ("today", "2026-11-22", "2026-11-22"),
        ("yesterday", "2026-11-21", "2026-11-21"),
        ("Monday", "2026-11-16", "2026-11-16"),
        ("last Sunday", "2026-11-15", "2026-11-15"),
        ("this week", "2026-11-16", "2026-11-22"),
        ("last week", "2026-11-09", "2026-11-15"),
        ("this month", "2026-11-01", "2026-11-30"),
        ("the last month", "2026-10-01", "2026-10-31"),
        ("last quarter", "2026-07-01", "2026-09-30"),
        ("this year", "2026-01-01", "2026-12-31"),
        ("two years ago", "2024-01-01", "2024-12-31"),
        ("a week ago", "2026-11-09", "2026-11-15"),
        ("past month", "2026-10-22", "2026-11-22"),
        ("last 2 weeks", "2026-11-08", "2026-11-22"),
        ("30 days", "2026-10-23", "2026-11-22"),
        ("30d", "2026-10-23", "2026-11-22"),
        ("6M", "2026-05-22", "2026-11-22"),
        ("1y", "2025-11-22", "2026-11-22"),
    ],
)
def test_words_for_a_time_stand_for_days(words: str, first: str, last: str) -> None:
    found = read_period(words, TODAY)

    assert found == Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "words",
    [
        *(
            "",
            "soon",
            "2025-13",
            "2025-00",
            "2025-02-30",
            "31 June",
            "9999y",
            "0000",
            "20250",
            "-1d",
        ),
        *("last", "June of nothing", "2025-06-01-07", "ever since", "\ud800", "30 parsecs"),
    ],
)
def test_anything_else_stands_for_no_days(words: str) -> None:
    assert read_period(words, TODAY) is None


def test_a_span_of_months_ends_with_a_shorter_month() -> None:
    found = read_period("1m", date(2026, 3, 31))

    assert found == Period(date(2026, 2, 28), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("published", "within"),
    [
        ("2025-06-01", True),
        ("2025-06-30T23:59:00Z", True),
        ("2025-06", True),
        ("2025", False),  # it may be of another month
        ("2025-05-31", False),
        ("2025-07", False),
        ("someday", False),
        (None, False),
    ],
)
def test_a_work_is_of_a_month_only_if_all_that_is_known_of_its_date_is(
    published: str | None, within: bool
) -> None:
    june = period_of("2025-06")

    assert june
    assert june.holds(published) is within
