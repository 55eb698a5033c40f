"""The time that a question asks for, seen from a Sunday in November, and what is left of it."""

import time
from datetime import date

import pytest

from retrieval.times import find_time

TODAY, NEWEST = date(2026, 11, 22), date(2026, 5, 1)
EVER, NEVER = "9999-12-31", "0001-01-01"


@pytest.mark.parametrize(
    ("question", "first", "last", "rest"),
    [
        ("What did he say last month on R2?", "2026-10-01", "2026-10-31", "What did he say on R2?"),
        ("Over the past 2 weeks, who?", "2026-11-08", "2026-11-22", ", who?"),
        ("this year's predictions", "2026-01-01", "2026-12-31", "predictions"),
        ("who spoke yesterday", "2026-11-21", "2026-11-21", "who spoke"),
        ("who spoke on Monday?", "2026-11-16", "2026-11-16", "who spoke ?"),
        ("two weeks ago, who?", "2026-11-02", "2026-11-08", ", who?"),
        ("chips in 2025", "2025-01-01", "2025-12-31", "chips"),
        ("chips in June", "2026-06-01", "2026-06-30", "chips"),
        ("chips in june 2025?", "2025-06-01", "2025-06-30", "chips ?"),
        ("chips on 2025-06-01", "2025-06-01", "2025-06-01", "chips"),
        ("chips since March", "2026-03-01", EVER, "chips"),
        ("chips after 2023", "2024-01-01", EVER, "chips"),
        ("chips before June 2025", NEVER, "2025-05-31", "chips"),
        ("chips from March to June", "2026-03-01", "2026-06-30", "chips"),
        ("between 2023 and 2024, chips", "2023-01-01", "2024-12-31", ", chips"),
        ("what was said recently on chips", "2026-01-31", "2026-11-22", "what was said on chips"),
        ("the latest on chips", "2026-01-31", "2026-11-22", "on chips"),
    ],
)
def test_words_for_a_time_become_days_and_leave_the_question(
    question: str, first: str, last: str, rest: str
) -> None:
    found = find_time(question, TODAY, NEWEST)

    assert found
    assert (found.period.first.isoformat(), found.period.last.isoformat()) == (first, last)
    assert found.rest == rest


@pytest.mark.parametrize(
    "question",
    [
        "Why do boats sink?",
        "May I march in 4 boats?",
        "What of the last year of the war?",
        "GPT in 2025-style",
        "What is a month?",
        "in 31 June",
        "2025",
        "the March of progress",
        "in 20256 boats",
        "",
    ],
)
def test_any_other_word_is_no_time(question: str) -> None:
    assert find_time(question, TODAY, NEWEST) is None


@pytest.mark.parametrize(
    ("question", "relative"),
    [("last month", True), ("since March", True), ("in June 2025", False), ("in 2025", False)],
)
def test_a_time_that_is_another_on_another_day_is_told_from_a_date(
    question: str, relative: bool
) -> None:
    found = find_time(question, TODAY, NEWEST)

    assert found
    assert found.relative is relative


@pytest.mark.parametrize("part", ["in the last ", "from 2025 ", "in 3 ", "more ", "the ", "1"])
def test_a_hundred_thousand_letters_take_no_square_of_their_time(part: str) -> None:
    began = time.perf_counter()

    find_time(part * (100_000 // len(part)), TODAY, NEWEST)

    # Generous, and still far from what one that grows with the square would take.
    assert time.perf_counter() - began < 5
