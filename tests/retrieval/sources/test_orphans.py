"""After a source was removed nothing of it is left, and verify would find what was."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval import Library, Source
from tests.retrieval.fakes import HashEmbedder, opened
from tests.retrieval.shelves import BOATS, KITES, in_chroma, indexed_by, words_known_to
from tests.retrieval.sources.fakes import Shelves

SHELVES: dict[str, dict[str, str | None]] = {
    "shelf://a": {"boats": BOATS},
    "shelf://b": {"kites": KITES},
}
TABLES = ("documents", "passages", "sentences", "passage_terms", "passage_phrases", "outbox")
PLANTED = {
    "a passage without a document": "UPDATE passages SET document_id = 99",
    "a sentence without a passage": "UPDATE sentences SET passage_id = 99 WHERE passage_id = 1",
    "keywords without a passage": "INSERT INTO passage_terms VALUES (99, 'boat', '', '')",
    "phrases without a passage": "INSERT INTO passage_phrases VALUES (99, 'boat')",
    "a passage without keywords": "DELETE FROM passage_terms",
    "a vector of another length": "UPDATE passages SET vector = x'00'",
    "a sentence's vector of another length": "UPDATE sentences SET vector = x'00'",
    "a document without its source": "UPDATE documents SET origin = 'nobody'",
}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with opened(tmp_path / "library", lister=Shelves(SHELVES)) as library:
        library.add_source(Source("boats", "shelf://a"))
        library.add_source(Source("kites", "shelf://b"))
        library.sync()
        yield library


@pytest.mark.parametrize("gently", [False, True])
def test_a_removed_source_leaves_nothing_behind(library: Library, *, gently: bool) -> None:
    assert "boat" in words_known_to(library)

    library.remove_source("boats", gently=gently)

    rows = library._catalogue.connection.execute
    counting = {table: f"SELECT count(*) FROM {table}" for table in TABLES}  # noqa: S608 - ours
    left = {table: rows(query).fetchone()[0] for table, query in counting.items()}
    assert left == dict.fromkeys(TABLES, 1) | {"sentences": 3, "outbox": 0}
    assert [text for _, text in library._store.texts()] == [KITES]
    assert len(indexed_by(library)) == 1
    assert "boat" not in words_known_to(library)
    assert not library.ask("What floats on salt water?").quotes
    assert library.verify().clean


@pytest.mark.parametrize("planted", PLANTED.values(), ids=PLANTED.keys())
def test_verify_finds_what_belongs_to_nothing(library: Library, planted: str) -> None:
    assert library.verify().clean
    connection = library._catalogue.connection
    connection.execute("PRAGMA foreign_keys = OFF")

    connection.execute(planted)

    assert not library.verify().clean


def test_verify_finds_a_vector_that_only_chroma_has(library: Library) -> None:
    vector = HashEmbedder().embed(["stray"])
    in_chroma(library).add(ids=["99"], embeddings=vector, documents=["stray"])

    assert not library.verify().clean


def test_verify_finds_a_posting_that_only_the_index_has(library: Library) -> None:
    connection = library._catalogue.connection
    assert indexed_by(library) == [1, 2]

    connection.execute("DELETE FROM documents WHERE source = 'boats'")

    assert "passage 1 in the keyword index alone" in library.verify().differing_passages


def test_what_is_not_on_this_machine_is_compared_with_the_stored_copy(library: Library) -> None:
    found = library.verify()

    assert (found.stored_alone, found.vanished_sources) == (["boats", "kites"], [])


def test_what_vanished_upstream_is_counted_apart_and_no_fault(
    tmp_path: Path,
) -> None:
    shelves = Shelves({"shelf://a": {"boats": BOATS, "kites": KITES}})
    with opened(tmp_path / "library", lister=shelves) as library:
        library.add_source(Source("shelf", "shelf://a"))
        library.sync()
        del shelves.shelves["shelf://a"]["boats"]
        library.sync()

        found = library.verify()

        assert (found.stored_alone, found.vanished_sources) == (["kites"], ["boats"])
        assert found.clean


def test_what_vanished_is_still_compared_with_what_is_stored_of_it(library: Library) -> None:
    library._catalogue.connection.execute(
        "UPDATE documents SET text = replace(text, 'salt', 'sweet')"
    )

    (differing,) = library.verify().differing_passages
    assert differing.startswith("boats")
