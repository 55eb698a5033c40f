"""A question that names a work or a time gets its passages first, and others still."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from retrieval import Answer, Library
from retrieval.embedding import Embedder
from tests.retrieval.fakes import opened
from tests.retrieval.shelves import chapters

TODAY = date(2026, 11, 22)
WORKS = {
    "spring": ("Why boats sink", "The Harbour Letter", "2026-03-14", "Ada Lind"),
    "autumn": ("Rust and rope", "Plain Sailing", "2026-10-05", "James Okoro"),
    "undated": ("Notes from the pier", "Plain Sailing", "", "Marta Lindh"),
    "old": ("A year of storms", "The Harbour Letter", "2024", "Olu Strand"),
}
TEXTS = {
    "spring": "Wooden boats sink because salt water eats the iron nails in their planks.",
    "autumn": "Wooden boats sink because rust opens the hull below the water line.",
    "undated": "Wooden boats sink because nobody bails them out after the heavy rain.",
    "old": "Wooden boats sink because their crews sail into storms that they could avoid.",
}
ASKED = "Why do wooden boats sink"


@pytest.fixture(scope="module")
def library(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("preferring")
    rows = []
    for name, (title, publisher, published, speaker) in WORKS.items():
        (folder / f"{name}.txt").write_text(TEXTS[name])
        dated = f'published = "{published}"\n' if published else ""
        rows.append(
            f'[[source]]\nfile = "{name}.txt"\ntitle = "{title}"\npublisher = "{publisher}"\n'
            f'speaker = "{speaker}"\n{dated}'
        )
    (folder / "sources.toml").write_text("\n".join(rows))
    with opened(
        folder / ".library", embedder, now=lambda: datetime.combine(TODAY, time(), UTC)
    ) as library:
        assert not library.ingest([folder]).failed
        yield library


def order(answer: Answer) -> list[str]:
    return [Path(quote.source).stem for quote in answer.quotes]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        (f"{ASKED} since September?", "autumn"),
        (f"{ASKED} in October 2026?", "autumn"),
        (f"What was said last month: {ASKED.lower()}?", "autumn"),
        (f"Recently, {ASKED.lower()}?", "autumn"),
        (f"{ASKED} in March?", "spring"),
        (f"{ASKED} in 2024?", "old"),
        (f"{ASKED} before 2025?", "old"),
    ],
)
def test_what_is_of_the_named_time_comes_first_and_nothing_else_is_excluded(
    library: Library, question: str, first: str
) -> None:
    answer = library.ask(question)

    assert order(answer)[0] == first
    assert set(order(answer)) == set(WORKS)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("In the essay on rust, why do wooden boats sink?", "autumn"),
        ("In the piece called “A year of storms”, why do wooden boats sink?", "old"),
        ("In the Notes from the pier episode, why do wooden boats sink?", "undated"),
    ],
)
def test_a_named_work_comes_first(library: Library, question: str, first: str) -> None:
    assert order(library.ask(question))[0] == first


def test_a_publisher_comes_before_others(library: Library) -> None:
    found = order(library.ask(f"{ASKED}, on Plain Sailing?"))

    assert set(found[:2]) == {"autumn", "undated"}


def test_what_has_no_date_is_no_surer_and_no_less_sure_than_what_is_of_another_time(
    library: Library,
) -> None:
    plain = {quote.text: quote.score for quote in library.ask(f"{ASKED}?").quotes}
    timed = {quote.text: quote.score for quote in library.ask(f"{ASKED} last month?").quotes}

    for name in ("undated", "old", "spring"):
        assert timed[TEXTS[name]] == pytest.approx(plain[TEXTS[name]], abs=0.02)


def test_a_voice_out_of_the_named_work_and_time_still_answers(library: Library) -> None:
    answer = library.ask("What did Ada Lind say last month about why wooden boats sink?")

    assert order(answer)[0] == "spring"


def test_a_time_without_an_answer_of_its_own_does_not_make_one(library: Library) -> None:
    assert not library.ask("How tall was Everest last month?").answered


def test_a_filter_beats_what_is_only_preferred(library: Library) -> None:
    assert order(library.ask(f"in:spring.txt {ASKED} last month?")) == ["spring"]


def test_of_a_library_without_dates_no_time_is_asked_for(seed_library: Library) -> None:
    plain = seed_library._views.whole.ranker.query(
        "What did Azeem Azhar say last month about Qwen?"
    )

    assert plain.aspects.period is None
    assert "last month" in plain.aspects.question


def test_the_passages_of_a_named_time_are_found_among_many_on_the_same_topic(
    tmp_path: Path,
) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(8):
        (texts / f"old{number}.txt").write_text(chapters("boat", 200))
    (texts / "new.txt").write_text(f"The boat was new. {'It held well in the wind. ' * 8}")
    rows = [(f"old{number}", "2020") for number in range(8)] + [("new", "2026-10")]
    (texts / "sources.toml").write_text(
        "".join(f'[[source]]\nfile = "{n}.txt"\npublished = "{when}"\n' for n, when in rows)
    )
    with opened(tmp_path / "library", now=lambda: datetime.combine(TODAY, time(), UTC)) as library:
        library.ingest([texts])
        ranker = library._views.whole.ranker

        plain = ranker.rank(ranker.query("the boat of which chapter was fine?"))
        timed = ranker.rank(ranker.query("the boat of which chapter was fine last month?"))

    assert "2026-10" not in {candidate.stored.work.published for candidate in plain}
    assert "2026-10" in {candidate.stored.work.published for candidate in timed}
