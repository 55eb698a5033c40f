"""Dates as they are written in other languages."""

from datetime import date

import pytest

from retrieval.tongues.dating import read_date

TODAY = date(2026, 1, 15)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("June 2025", "2025-06-01", "2025-06-30"),
        ("Juni 2025", "2025-06-01", "2025-06-30"),
        ("3. Juni 2025", "2025-06-03", "2025-06-03"),
        ("März", "2025-03-01", "2025-03-31"),
        ("letzten Monat", "2025-12-01", "2025-12-31"),
        ("junio de 2025", "2025-06-01", "2025-06-30"),
        ("3 de junio de 2025", "2025-06-03", "2025-06-03"),
        ("el año pasado", "2025-01-01", "2025-12-31"),
        ("Ende 2025", "2025-10-01", "2025-12-31"),
        ("principios de 2025", "2025-01-01", "2025-03-31"),
        ("2025年", "2025-01-01", "2025-12-31"),
        ("2025年6月", "2025-06-01", "2025-06-30"),
        ("2025年6月3日", "2025-06-03", "2025-06-03"),
        ("先月", "2025-12-01", "2025-12-31"),
        ("上个月", "2025-12-01", "2025-12-31"),
    ],
)
def test_they_stand_for_the_same_days(words: str, first: str, last: str) -> None:
    found = read_date(words, TODAY)

    assert found is not None
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@pytest.mark.parametrize("words", ["bald", "mañana por la mañana", "いつか", "以后", ""])
def test_other_words_stand_for_none(words: str) -> None:
    assert read_date(words, TODAY) is None
