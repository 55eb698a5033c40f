"""What is quoted where a member says whose words, from what and since when."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from retrieval import Answer, FilterProblem, FilterReason, Filters, Kind, Library
from tests.retrieval.fakes import opened

TODAY = date(2026, 11, 22)
SIDECAR = """
[[source]]
file = "spring.txt"
title = "Why boats sink"
publisher = "The Harbour Letter"
published = "2026-03-14"
speaker = "Ada Lind"
kind = "essay"

[[source]]
file = "autumn.txt"
title = "Boats and rust"
publisher = "The Harbour Letter"
published = "2026-10"
speaker = "James Okoro"
kind = "transcript"

[[source]]
file = "undated.txt"
speaker = "Marta Lindh"
kind = "comment"
"""
TEXTS = {
    "spring": "Boats sink because salt water eats the nails. Tar keeps the planks dry for years.",
    "autumn": "Boats sink when rust opens the hull. We painted the whole hull twice this year.",
    "undated": "Boats sink because nobody bails them out. I have seen it happen at our own pier.",
}
ASKED = "why do boats sink?"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("filtered")
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text)
    (folder / "sources.toml").write_text(SIDECAR)
    with opened(folder / ".library", now=lambda: datetime.combine(TODAY, time(), UTC)) as library:
        assert not library.ingest([folder]).failed
        yield library


def named(answer: Answer) -> set[str]:
    assert not answer.problems
    return {Path(quote.source).stem for quote in answer.quotes}


def test_without_a_filter_every_voice_may_answer(library: Library) -> None:
    assert named(library.ask(ASKED)) == {"spring", "autumn", "undated"}


@pytest.mark.parametrize(
    ("filters", "files"),
    [
        ('from:"Ada Lind"', {"spring"}),
        ("from:okoro", {"autumn"}),
        ("from:Okorro", {"autumn"}),
        ("from:ada from:okoro", {"spring", "autumn"}),
        ("in:“the harbour letter”", {"spring", "autumn"}),
        ("in:rust", {"autumn"}),
        ("in:autumn.txt", {"autumn"}),
        ("in:undated", {"undated"}),
        ("in:comments", {"undated"}),
        ("in:transcripts in:comments", {"autumn", "undated"}),
        ('in:essays in:"The Harbour Letter"', {"spring"}),
        ("from:ada in:harbour", {"spring"}),
        ("since:2026", {"spring", "autumn"}),
        ("since:2026-03-14", {"spring", "autumn"}),
        ("since:2026-03-15", {"autumn"}),
        ('since:"last month"', {"autumn"}),
        ("since:60d", {"autumn"}),
        ("since:2026 since:2026-06", {"autumn"}),
        ("since:2026-01 from:lindh from:lind", {"spring"}),
        ("until:2026", {"spring", "autumn"}),
        ("until:2026-10-30", {"spring"}),
        ("until:2026-03-14", {"spring"}),
        ('until:"last month"', {"spring", "autumn"}),
        ("until:2026 until:2026-06", {"spring"}),
        ("since:2026-04 until:2026-10", {"autumn"}),
    ],
)
def test_only_what_passes_the_filters_is_quoted(
    library: Library, filters: str, files: set[str]
) -> None:
    for question in (f"{filters} {ASKED}", f"{ASKED} {filters}"):
        assert named(library.ask(question)) == files


def test_filters_beside_a_question_and_in_it_must_all_be_passed(library: Library) -> None:
    beside = Filters(works=("harbour",))

    assert named(library.ask(ASKED, beside)) == {"spring", "autumn"}
    assert named(library.ask(f"{ASKED} since:2026-06", beside)) == {"autumn"}


def test_filters_are_no_words_of_the_question(library: Library) -> None:
    plain, filtered = library.ask(ASKED), library.ask(f"in:undated.txt {ASKED}")

    assert filtered.question == f"in:undated.txt {ASKED}"
    [quote] = filtered.quotes
    assert quote in plain.quotes


def test_a_filter_does_not_make_weak_words_an_answer(library: Library) -> None:
    answer = library.ask("from:ada how tall is Everest?")

    assert (answer.answered, answer.quotes, answer.problems) == (False, (), ())


@pytest.mark.parametrize(
    ("question", "problem"),
    [
        (
            "from:zuckerberg why?",
            FilterProblem(FilterReason.UNKNOWN, "from", "zuckerberg", ("x", "y", "z")),
        ),
        ("in:nowhere boats", FilterProblem(FilterReason.UNKNOWN, "in", "nowhere", ("x", "y", "z"))),
        ("since:soon boats", FilterProblem(FilterReason.NO_DATE, "since", "soon")),
        ("from:ada", FilterProblem(FilterReason.NO_QUESTION)),
        ("from:ada what did they say?", FilterProblem(FilterReason.NO_QUESTION)),
        ("from:ada in:comments boats", FilterProblem(FilterReason.NOTHING_LEFT)),
        ("since:2027 boats", FilterProblem(FilterReason.NOTHING_LEFT)),
        ("until:soon boats", FilterProblem(FilterReason.NO_DATE, "until", "soon")),
        ("until:2026-03-13 boats", FilterProblem(FilterReason.NOTHING_LEFT)),
        ("since:2026-10 until:2026-03 boats", FilterProblem(FilterReason.NOTHING_LEFT)),
    ],
)
def test_filters_that_cannot_be_followed_are_named_and_nothing_is_quoted(
    library: Library, question: str, problem: FilterProblem
) -> None:
    answer = library.ask(question)

    [found] = answer.problems
    assert (found.reason, found.filter, found.value) == (
        *(problem.reason, problem.filter, problem.value),
    )
    assert len(found.nearest) == len(problem.nearest)
    assert (answer.answered, answer.confidence, answer.quotes) == (False, 0.0, ())


def test_the_nearest_known_names_are_offered(library: Library) -> None:
    [voice] = library.ask("from:Lindt boats").problems
    [work] = library.ask('in:"harbour pamphlet" boats').problems

    assert {"Ada Lind", "Marta Lindh"} <= set(voice.nearest)
    assert "The Harbour Letter" in work.nearest


def test_every_filter_that_cannot_be_followed_is_named(library: Library) -> None:
    answer = library.ask("from:xyz in:xyz since:xyz boats")

    assert [problem.filter for problem in answer.problems] == ["from", "in", "since"]


def test_an_empty_library_has_no_names_to_offer(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        [problem] = library.ask("from:ada boats").problems

    assert problem.nearest == ()


def test_names_of_documents_that_come_and_go_are_known_at_once(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "new.txt").write_text(TEXTS["spring"])
    with opened(tmp_path / "library") as library:
        assert library.ask(f"in:new.txt {ASKED}").problems
        library.ingest([texts])

        assert named(library.ask(f"in:new.txt {ASKED}")) == {"new"}


def test_a_person_who_is_quoted_is_a_voice_to_filter_by(seed_library: Library) -> None:
    answer = seed_library.ask("from:casado how many startups use Chinese open source models?")

    assert answer.answered
    assert {quote.quoted_speaker for quote in answer.quotes} == {"Martin Casado"}


@pytest.mark.parametrize("name", ["azhar", "AZHAR", "Azar", "“Azeem Azhar”"])
def test_one_voice_of_the_seeds_answers_alone(seed_library: Library, name: str) -> None:
    answer = seed_library.ask(f"from:{name} what about DeepSeek R2 and Qwen?")

    assert answer.answered
    assert {quote.speaker for quote in answer.quotes} == {"Azeem Azhar"}


def test_one_kind_of_the_seeds_answers_alone(seed_library: Library) -> None:
    answer = seed_library.ask("in:comments who is right about compliance in China?")

    assert answer.answered
    assert {quote.kind for quote in answer.quotes} == {Kind.COMMENT}


def test_names_are_completed_from_what_the_library_holds(library: Library) -> None:
    assert library.people("", 25) == ["Ada Lind", "James Okoro", "Marta Lindh"]
    assert library.people("lin", 25) == ["Ada Lind", "Marta Lindh"]
    assert library.works("har", 25) == ["The Harbour Letter"]
    assert set(library.works("", 25)) == {
        *("transcripts", "essays", "comments"),
        *("The Harbour Letter", "Why boats sink", "Boats and rust", "undated.txt"),
    }
