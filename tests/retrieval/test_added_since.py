"""What is new in a library: what came in, not what changed, however often it is read anew."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from retrieval import Library
from retrieval.embedding import load_embedder
from retrieval.rebuilding import Rebuild
from tests.retrieval.fakes import HashEmbedder, opened
from tests.retrieval.shelves import BOATS, KITES, as_version_one, chapters, write
from tests.retrieval.toys import TOY

MORNING = datetime(2026, 3, 29, 8, tzinfo=UTC)
A_DAY, A_SECOND = timedelta(days=1), timedelta(seconds=1)


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.time = MORNING

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(tmp_path: Path, clock: Clock) -> Iterator[Library]:
    """Boats came in that morning, kites a day later."""
    with opened(tmp_path / "library", now=clock) as library:
        library.ingest([write(tmp_path / "texts", boats=BOATS)])
        clock.time += A_DAY
        library.ingest([write(tmp_path / "texts", kites=KITES)])
        yield library


def titles(library: Library, moment: datetime) -> list[str]:
    return [work.title for work in library.added_since(moment)]


def test_what_came_in_after_a_moment_is_new_the_latest_first(library: Library) -> None:
    assert titles(library, MORNING - A_SECOND) == ["kites.txt", "boats.txt"]
    assert titles(library, MORNING) == ["kites.txt"]
    assert titles(library, MORNING + A_DAY) == []
    assert [work.added for work in library.added_since(MORNING)] == [MORNING + A_DAY]


def test_each_comes_with_a_quote_of_its_own(library: Library) -> None:
    kites, boats = library.added_since(MORNING - A_SECOND)

    assert kites.quote is not None
    assert kites.quote.text in KITES
    assert boats.quote is not None
    assert boats.quote.text in BOATS


def test_what_is_read_again_is_not_new_unchanged_or_changed(
    library: Library, tmp_path: Path, clock: Clock
) -> None:
    clock.time += A_DAY
    texts = write(tmp_path / "texts", boats=KITES)

    report = library.ingest([texts])

    assert len(report.changed) == len(report.unchanged) == 1
    assert titles(library, MORNING + A_DAY) == []
    assert titles(library, MORNING - A_SECOND) == ["kites.txt", "boats.txt"]


def test_titles_publishers_and_links_come_from_the_sidecar(
    library: Library, tmp_path: Path
) -> None:
    more = write(tmp_path / "more", tale=chapters("boat", 3))
    (more / "sources.toml").write_text(
        '[[source]]\nfile = "tale.txt"\ntitle = "A tale"\npublisher = "Harbour"\n'
        'url = "https://harbour.example/tale"\n'
    )

    library.ingest([more])

    [tale] = library.added_since(MORNING + A_DAY - A_SECOND)[:1]
    assert (tale.title, tale.publisher) == ("A tale", "Harbour")
    assert tale.url == "https://harbour.example/tale"


def test_a_moment_without_a_time_zone_is_this_machines(library: Library) -> None:
    here = MORNING.astimezone().replace(tzinfo=None)

    assert titles(library, here) == ["kites.txt"]


def test_of_very_many_new_works_the_latest_have_quotes(library: Library, tmp_path: Path) -> None:
    library.ingest([write(tmp_path / "many", **{f"text{n}": f"{BOATS} {n}" for n in range(30)})])

    quoted = [work.quote is not None for work in library.added_since(MORNING)]

    assert quoted == [True] * 25 + [False] * 6


def test_a_rebuild_keeps_the_times(tmp_path: Path, clock: Clock) -> None:
    folder = tmp_path / "library"
    with opened(folder, now=clock) as library:
        library.ingest([write(tmp_path / "texts", boats=BOATS)])
    toy = load_embedder(TOY)
    with Rebuild(folder, toy) as rebuild:
        rebuild.embed(lambda *_: None)
        rebuild.exchange(lambda *_: None)

    with opened(folder, toy) as library:
        assert [work.added for work in library.added_since(MORNING - A_SECOND)] == [MORNING]


def test_what_an_earlier_version_took_in_is_not_new_and_nothing_of_it_is_lost(
    tmp_path: Path, clock: Clock
) -> None:
    folder, embedder = tmp_path / "library", HashEmbedder()
    with opened(folder, now=clock) as library:
        library.ingest([write(tmp_path / "texts", boats=BOATS)])
    as_version_one(folder)

    with opened(folder, embedder, now=clock) as library:
        assert embedder.embedded == 0
        assert library.verify().clean
        assert library.ask("What floats on salt water?").answered
        assert titles(library, datetime.min.replace(tzinfo=UTC)) == []
        library.ingest([write(tmp_path / "texts", boats=f"{BOATS} {KITES}", kites=KITES)])
        assert titles(library, datetime.min.replace(tzinfo=UTC)) == ["kites.txt"]
