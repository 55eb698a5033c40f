"""Questions to begin with: they are answered, and others each week."""

from datetime import date, timedelta

from retrieval import Library

MONDAY = date(2031, 8, 18)


def test_every_starter_is_answered_by_its_own_work(seed_library: Library) -> None:
    starters = seed_library.starters(MONDAY, 3)

    answers = [seed_library.ask(question) for question in starters]
    assert len(starters) == 3
    assert all(answer.answered for answer in answers)
    assert len({answer.quotes[0].source for answer in answers}) == 3


def test_the_week_after_has_none_of_the_same(seed_library: Library) -> None:
    weeks = [set(seed_library.starters(MONDAY + timedelta(weeks=n), 3)) for n in range(3)]

    assert not weeks[0] & weeks[1]
    assert not weeks[1] & weeks[2]


def test_all_days_of_a_week_have_the_same(seed_library: Library) -> None:
    assert seed_library.starters(MONDAY + timedelta(days=6), 3) == seed_library.starters(MONDAY, 3)


def test_where_nothing_may_be_read_there_are_none(seed_library: Library) -> None:
    assert seed_library.starters(MONDAY, 0) == []
