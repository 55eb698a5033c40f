"""Questions to begin with: they are answered, and others each week."""

import re
from datetime import date, timedelta
from pathlib import Path

from retrieval import Library
from retrieval.models import Work
from tests.retrieval.fakes import opened
from tests.retrieval.shelves import transcript

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


def test_they_ask_for_things_as_a_reader_would(seed_library: Library) -> None:
    weeks = [seed_library.starters(MONDAY + timedelta(weeks=n), 5) for n in range(8)]
    asked = {question for week in weeks for question in week}

    assert not [q for q in asked if re.search(r"[“”\"]|['’]s\b", q)]
    topics = {q.rpartition(" about ")[2].rstrip("?") for q in asked}
    assert not topics & {"looks like", "Chinese", "American", "Discord", "source community"}
    assert "Liang Wenfeng" in topics
    assert "generative AI" in topics


def test_nobody_is_asked_about_where_they_work(tmp_path: Path) -> None:
    talk = transcript(
        "talk.txt",
        ("Ann Berg", "Hello! This is Ann Berg, I'm a boat builder at Mandragora Dynamics."),
        ("Bo Lund", "The Vexborough Canal has changed how people build wooden boats there."),
        ("Ann Berg", "The Vexborough Canal keeps wooden boats from the open sea in winter."),
        work=Work("Boats"),
    )
    with opened(tmp_path / "library") as library:
        library.ingest_documents([talk])
        starters = library.starters(MONDAY, 3) + library.example_questions(4)

    assert "Mandragora" not in " ".join(starters)
    assert "Vexborough Canal" in " ".join(starters)
