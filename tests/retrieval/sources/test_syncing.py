"""A library is brought in step with what its sources offer."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from retrieval import (
    Entry,
    Library,
    Source,
    SourceIncomplete,
    SourceKnown,
    SourceNameWrong,
    SourceUnknown,
    Work,
)
from retrieval.reports import Failure
from tests.retrieval.fakes import BrokenEmbedder, EmbedderBroke, HashEmbedder, opened
from tests.retrieval.shelves import (
    BOATS,
    KITES,
    chapters,
    in_step,
    passages_of,
    words_known_to,
)
from tests.retrieval.sources.fakes import GONE, Shelves

GLUE = "Glue is sticky stuff."
SHELF = "shelf://a"


@pytest.fixture
def shelves() -> Shelves:
    return Shelves({SHELF: {"boats": BOATS, "kites": KITES}})


@pytest.fixture
def embedder() -> HashEmbedder:
    return HashEmbedder()


@pytest.fixture
def library(tmp_path: Path, shelves: Shelves, embedder: HashEmbedder) -> Iterator[Library]:
    with opened(tmp_path / "library", embedder, lister=shelves) as library:
        library.add_source(Source("shelf", SHELF))
        yield library


def test_a_sync_takes_in_all_that_a_source_offers(library: Library) -> None:
    (done,) = library.sync()

    assert (done.name, done.added, done.passages) == ("shelf", ["boats", "kites"], 2)
    assert set(passages_of(library).values()) == {BOATS, KITES}
    assert in_step(library)
    (status,) = library.origins()
    assert (status.documents, status.passages, status.shown) == (2, 2, f"{SHELF}/")
    assert status.synced is not None


def test_a_sync_with_nothing_new_writes_and_embeds_nothing(
    library: Library, embedder: HashEmbedder
) -> None:
    library.sync()
    embedded, passages = embedder.embedded, passages_of(library)

    (done,) = library.sync()

    assert (done.added, done.changed, done.unchanged) == ([], [], ["boats", "kites"])
    assert embedder.embedded == embedded
    assert passages_of(library) == passages


def test_only_what_has_changed_is_exchanged(library: Library, shelves: Shelves) -> None:
    library.sync()
    shelves.shelves[SHELF]["boats"] = GLUE

    (done,) = library.sync()

    assert (done.changed, done.unchanged) == (["boats"], ["kites"])
    assert set(passages_of(library).values()) == {GLUE, KITES}
    assert in_step(library)


def test_sentences_that_stayed_are_not_embedded_again(
    library: Library, shelves: Shelves, embedder: HashEmbedder
) -> None:
    library.sync()
    before = embedder.embedded
    shelves.shelves[SHELF]["boats"] = BOATS + " " + GLUE

    library.sync()

    # The passage anew, and the sentence that came.
    assert embedder.embedded - before == 2


@pytest.mark.parametrize("gently", [False, True])
def test_what_is_no_longer_offered_is_kept_and_told(
    library: Library, shelves: Shelves, *, gently: bool
) -> None:
    library.sync()
    del shelves.shelves[SHELF]["boats"]

    for _ in range(2):
        (done,) = library.sync(gently=gently)

        assert (done.vanished, done.removed) == (["boats"], [])
        assert set(passages_of(library).values()) == {BOATS, KITES}


@pytest.mark.parametrize("gently", [False, True])
def test_what_is_no_longer_offered_leaves_when_that_is_asked_for(
    library: Library, shelves: Shelves, *, gently: bool
) -> None:
    library.sync()
    del shelves.shelves[SHELF]["boats"]

    (done,) = library.sync(remove_vanished=True, gently=gently)

    assert (done.vanished, done.removed) == ([], ["boats"])
    assert set(passages_of(library).values()) == {KITES}
    assert in_step(library)


def test_what_vanished_can_leave_later_from_a_source_that_has_nothing_new(
    library: Library, shelves: Shelves
) -> None:
    library.sync()
    del shelves.shelves[SHELF]["boats"]
    shelves.version = "2"
    library.sync()

    (done,) = library.sync(remove_vanished=True)

    assert done.removed == ["boats"]
    assert done.unchanged == ["kites"]


def test_a_feed_that_shows_only_its_newest_has_lost_nothing(
    library: Library, shelves: Shelves
) -> None:
    library.sync()
    del shelves.shelves[SHELF]["boats"]
    shelves.partial = True

    (done,) = library.sync(remove_vanished=True)

    assert (done.vanished, done.removed) == ([], [])
    assert set(passages_of(library).values()) == {BOATS, KITES}


def test_what_cannot_be_listed_as_a_whole_has_lost_nothing(
    library: Library, shelves: Shelves
) -> None:
    library.sync()
    del shelves.shelves[SHELF]["boats"]
    shelves.failed = [Failure("a corner", "a corner: it is too dark there.")]

    (done,) = library.sync(remove_vanished=True)

    assert (done.vanished, done.removed) == ([], [])
    assert [failure.source for failure in done.failed] == ["a corner"]


def test_a_file_that_left_the_disk_is_told_even_where_something_else_cannot_be_listed(
    tmp_path: Path, library: Library, shelves: Shelves
) -> None:
    there, gone = tmp_path / "there.txt", tmp_path / "gone.txt"
    there.write_text(GLUE)
    shelves.shelves[SHELF] = {str(there): GLUE, str(gone): KITES}
    library.sync()
    shelves.shelves[SHELF] = {}
    shelves.failed = [Failure("a corner", "a corner: it is too dark there.")]

    (done,) = library.sync()

    assert done.vanished == [str(gone)]


def test_a_source_that_is_gone_keeps_everything_and_says_why(
    library: Library, shelves: Shelves
) -> None:
    library.sync()
    synced = library.origins()[0].synced
    shelves.shelves.clear()

    (done,) = library.sync(remove_vanished=True)

    assert [failure.reason for failure in done.failed] == [f"{SHELF}: there is no such shelf."]
    assert set(passages_of(library).values()) == {BOATS, KITES}
    (status,) = library.origins()
    assert status.failed == tuple(done.failed)
    assert status.synced == synced


def test_a_document_that_cannot_be_had_harms_no_other_and_is_tried_again(
    library: Library, shelves: Shelves
) -> None:
    shelves.version = "1"
    shelves.shelves[SHELF]["boats"] = None

    (done,) = library.sync()

    assert [failure.source for failure in done.failed] == ["boats"]
    assert set(passages_of(library).values()) == {KITES}
    shelves.shelves[SHELF]["boats"] = BOATS
    (done,) = library.sync()
    assert (done.added, done.failed) == (["boats"], [])


def test_a_parser_that_breaks_harms_no_other_document(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr("retrieval.readers.plain.PlainReader.read", broken)

    (done,) = library.sync()

    assert [failure.source for failure in done.failed] == ["boats", "kites"]


def test_what_bears_the_same_mark_is_not_fetched_again(library: Library, shelves: Shelves) -> None:
    shelves.marks = {"boats": "v1", "kites": "v1"}
    library.sync()
    shelves.marks["kites"] = "v2"
    shelves.loaded.clear()

    (done,) = library.sync()

    assert shelves.loaded == ["kites"]
    assert done.unchanged == ["boats", "kites"]


def test_what_is_said_of_a_document_counts_as_much_as_its_mark(
    library: Library, shelves: Shelves
) -> None:
    shelves.marks = {"boats": "v1"}
    library.sync()
    shelves.entries["boats"] = Entry(work=Work(title="On boats"))

    (done,) = library.sync()

    assert done.changed == ["boats"]


def test_a_source_that_says_that_nothing_is_new_is_believed_once_it_was_taken_in(
    library: Library, shelves: Shelves
) -> None:
    shelves.version = "1"
    library.sync()
    shelves.loaded.clear()

    (done,) = library.sync()

    assert shelves.loaded == []
    assert done.unchanged == ["boats", "kites"]


def test_a_sync_that_broke_off_is_gone_on_with(tmp_path: Path, shelves: Shelves) -> None:
    shelves.version = "1"
    with opened(tmp_path / "library", BrokenEmbedder("Kites"), lister=shelves) as library:
        library.add_source(Source("shelf", SHELF))
        with pytest.raises(EmbedderBroke):
            library.sync(gently=True)
        assert set(passages_of(library).values()) == {BOATS}

    with opened(tmp_path / "library", lister=shelves) as library:
        (done,) = library.sync()

        assert (done.added, done.unchanged) == (["kites"], ["boats"])
        assert in_step(library)


def test_a_document_that_was_ingested_by_itself_is_taken_over(
    tmp_path: Path, embedder: HashEmbedder
) -> None:
    boats = tmp_path / "boats.txt"
    boats.write_text(BOATS)
    shelves = Shelves({SHELF: {str(boats): BOATS}})
    with opened(tmp_path / "library", embedder, lister=shelves) as library:
        library.ingest([boats])
        embedded = embedder.embedded
        library.add_source(Source("shelf", SHELF))

        library.sync()

        assert [summary.origin for summary in library.sources()] == ["shelf"]
        assert embedder.embedded == embedded
        assert library.remove_source("shelf") == 1


def test_a_document_of_a_source_that_is_ingested_by_itself_stays_the_sources(
    tmp_path: Path, embedder: HashEmbedder
) -> None:
    boats = tmp_path / "boats.txt"
    boats.write_text(BOATS)
    shelves = Shelves({SHELF: {str(boats): BOATS}})
    with opened(tmp_path / "library", embedder, lister=shelves) as library:
        library.add_source(Source("shelf", SHELF, Entry(audience="patrons")))
        library.sync()

        report = library.ingest([boats])

        (summary,) = library.sources()
        assert (summary.origin, summary.audience) == ("shelf", "patrons")
        assert report.unchanged == [str(boats)]


def test_what_two_sources_offer_is_kept_once_and_told(library: Library, shelves: Shelves) -> None:
    shelves.shelves["shelf://b"] = {"kites": KITES, "glue": GLUE}
    library.add_source(Source("other", "shelf://b"))

    first, second = library.sync(["shelf", "other"])

    assert (first.added, second.added) == (["boats", "kites"], ["glue"])
    assert second.elsewhere == ["kites"]
    assert [status.documents for status in library.origins()] == [1, 2]


def test_a_stricter_audience_for_what_another_source_holds_is_refused_aloud(
    library: Library, shelves: Shelves
) -> None:
    shelves.shelves["shelf://b"] = {"kites": KITES}
    library.add_source(Source("other", "shelf://b", Entry(audience="staff")))

    _, second = library.sync(["shelf", "other"])

    assert [failure.source for failure in second.failed] == ["kites"]
    assert "public" in second.failed[0].reason


def test_what_one_source_leaves_behind_another_takes_up(library: Library, shelves: Shelves) -> None:
    shelves.version = "1"
    shelves.shelves["shelf://b"] = {"kites": KITES}
    library.add_source(Source("other", "shelf://b"))
    library.sync(["shelf", "other"])

    assert library.remove_source("shelf") == 2
    (done,) = library.sync()

    assert done.added == ["kites"]


def test_removing_a_source_leaves_what_came_from_elsewhere(
    library: Library, shelves: Shelves
) -> None:
    shelves.shelves["shelf://b"] = {"glue": GLUE}
    library.add_source(Source("other", "shelf://b"))
    library.sync()

    assert library.remove_source("shelf", gently=True) == 2

    assert set(passages_of(library).values()) == {GLUE}
    assert in_step(library)
    assert [status.name for status in library.origins()] == ["other"]
    with pytest.raises(SourceUnknown):
        library.source("shelf")


def test_a_removal_that_broke_off_is_finished_by_the_next_sync(
    library: Library, shelves: Shelves, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelves.version = "1"
    library.sync()
    with monkeypatch.context() as patch:
        patch.setattr("retrieval.store.Store.settle_some", _fail)
        with pytest.raises(OSError, match="full"):
            library.remove_source("shelf")

    with pytest.raises(SourceUnknown):
        library.source("shelf")
    assert library.origins() == []
    assert library.sync() == []
    assert passages_of(library) == {}
    library.add_source(Source("shelf", SHELF))
    (done,) = library.sync()
    assert done.added == ["boats", "kites"]


def test_a_source_that_is_removed_before_its_turn_keeps_no_other_from_its_own(
    library: Library, shelves: Shelves
) -> None:
    shelves.shelves |= {"shelf://b": {"glue": GLUE}, "shelf://c": {"tar": "Tar is black."}}
    library.add_source(Source("second", "shelf://b"))
    library.add_source(Source("third", "shelf://c"))

    def remove(*_: object) -> None:
        if len(library.origins()) > len(shelves.shelves) - 1:
            library.remove_source("second")

    done = library.sync(["shelf", "second", "third"], progress=remove)

    assert [each.name for each in done] == ["shelf", "third"]
    assert done[1].added == ["tar"]


def _fail(*_: object) -> None:
    raise OSError("The disk is full.")


def test_a_source_is_known_as_it_was_added(library: Library) -> None:
    defaults = Entry(speaker="Ada", work=Work(publisher="Planks"), audience="patrons")
    source = Source("planks", "https://planks.example/feed", defaults, "4711", 3600.0)

    status = library.add_source(source)

    assert library.source("planks") == source
    assert (status.owner, status.audience, status.every) == ("4711", "patrons", 3600.0)


@pytest.mark.parametrize(
    ("location", "name"),
    [
        ("/archive/talks", "talks"),
        ("/archive/talks.zip", "talks"),
        ("/archive/*.md", "archive"),
        ("https://planks.example/feed", "planks.example-feed"),
    ],
)
def test_a_name_is_made_from_the_location(library: Library, location: str, name: str) -> None:
    assert library.add_source(Source("", location)).name == name
    assert library.add_source(Source("", location, owner="4711")).name == f"{name}-2"


def test_a_secret_is_neither_in_the_name_nor_shown(library: Library) -> None:
    location = "https://planks.example/feed?token=s3cr3ts3cr3ts3cr3t"

    status = library.add_source(Source("", location))

    assert "s3cr3t" not in repr(status)
    assert library.source(status.name).location == location


def test_a_path_is_kept_as_it_is_from_everywhere(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    library.add_source(Source("talks", "talks/*.md"))

    assert library.source("talks").location == str(tmp_path / "talks/*.md")


def test_a_source_is_not_added_twice(library: Library) -> None:
    with pytest.raises(SourceKnown, match='"shelf"'):
        library.add_source(Source("another", SHELF))
    with pytest.raises(SourceKnown, match='"shelf"'):
        library.add_source(Source("shelf", "shelf://b"))


@pytest.mark.parametrize("name", ["a\nb", "\x1b[31m", " ", "n" * 101, "\ud800"])
def test_a_name_that_cannot_be_shown_is_refused(library: Library, name: str) -> None:
    with pytest.raises(SourceNameWrong):
        library.add_source(Source(name, "shelf://b"))


def test_an_unknown_name_is_refused_before_anything_is_done(
    library: Library, shelves: Shelves
) -> None:
    with pytest.raises(SourceUnknown, match='"shelf"') as refused:
        library.sync(["shelf", "shelv"])

    assert refused.value.nearest == ("shelf",)
    assert shelves.loaded == []


def test_progress_tells_documents(library: Library) -> None:
    told: list[tuple[int, int, str]] = []

    library.sync(progress=lambda *each: told.append(each))

    assert told == [(1, 2, "boats"), (2, 2, "kites")]


def test_a_page_that_its_server_says_is_gone_has_vanished(
    library: Library, shelves: Shelves
) -> None:
    library.sync()
    shelves.shelves[SHELF]["boats"] = GONE
    shelves.partial = True

    (done,) = library.sync()

    assert (done.vanished, done.failed) == (["boats"], [])


def test_what_came_gently_is_found_by_its_words_when_it_is_all_there(library: Library) -> None:
    assert not library.ask("What floats on salt water?").quotes

    library.sync(gently=True)

    assert library.ask("What floats on salt water?").quotes
    assert "boat" in words_known_to(library)


@pytest.mark.parametrize("what", ["removed", "changed"])
def test_what_went_while_others_ask_is_found_no_more(
    library: Library, shelves: Shelves, what: str
) -> None:
    library.sync()
    shelves.shelves[SHELF] = (
        {"boats": GLUE, "kites": KITES} if what == "changed" else {"kites": KITES}
    )
    question = "What floats on salt water?"

    def ask(*_: object) -> None:
        library.ask(question)

    library.sync(gently=True, remove_vanished=True, progress=ask)

    assert not any("Boats" in quote.text for quote in library.ask(question).quotes)
    assert "boat" not in words_known_to(library)
    assert in_step(library)


def test_questions_are_answered_while_a_sync_goes_on(library: Library, shelves: Shelves) -> None:
    shelves.shelves[SHELF] |= {f"text {n}": chapters(f"rope{n}", 30) for n in range(8)}
    library.sync()
    shelves.shelves["shelf://b"] = {f"more {n}": chapters(f"sail{n}", 30) for n in range(8)}
    library.add_source(Source("other", "shelf://b"))
    with ThreadPoolExecutor(1) as pool:
        syncing = pool.submit(library.sync, ["other"], gently=True)
        asked = 0
        while not syncing.done():
            assert library.ask("What floats on salt water?").quotes
            asked += 1

    assert asked
    assert syncing.result()[0].added == sorted(shelves.shelves["shelf://b"])
    assert in_step(library)


@pytest.mark.parametrize(
    "source",
    [
        Source("boats", ""),
        Source("boats", " \n"),
        Source("boats", "shelf://boats", Entry(audience="")),
        Source("boats", "shelf://boats", Entry(audience=" ")),
    ],
)
def test_a_source_without_a_place_or_for_nobody_is_refused(tmp_path: Path, source: Source) -> None:
    with opened(tmp_path / "library") as library:
        with pytest.raises(SourceIncomplete, match=r"give"):
            library.add_source(source)

        assert library.origins() == []


def test_an_audience_is_known_without_the_white_space_around_it(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as library:
        status = library.add_source(Source("boats", "shelf://boats", Entry(audience=" crew ")))

        assert status.audience == "crew"
