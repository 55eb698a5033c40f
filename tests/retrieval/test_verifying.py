"""What verify finds, and what it leaves unblamed."""

from pathlib import Path

import pytest

from retrieval import Library
from tests.retrieval.fakes import HashEmbedder, opened
from tests.retrieval.shelves import BOATS, KITES, in_chroma, write


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return write(tmp_path / "texts", boats=BOATS, kites=KITES)


@pytest.fixture
def folder(tmp_path: Path, texts: Path) -> Path:
    """A closed library over two small texts."""
    with opened(tmp_path / "library") as library:
        library.ingest([texts])
    return tmp_path / "library"


def test_a_sound_library_is_clean(folder: Path) -> None:
    with opened(folder) as library:
        found = library.verify()

    assert found.clean
    assert (found.documents, found.passages) == (2, 2)
    assert (found.differing_passages, found.changed_sources, found.vanished_sources) == ([], [], [])


def test_the_seeds_are_clean(seed_library: Library) -> None:
    found = seed_library.verify()

    assert found.clean
    assert found.documents == 5


@pytest.mark.parametrize("changed", [BOATS + " ", BOATS.replace("salt", "sweet"), ""])
def test_a_passage_that_was_changed_inside_chroma_is_found(
    folder: Path, texts: Path, changed: str
) -> None:
    with opened(folder) as library:
        library._store.open()
        vector = HashEmbedder().embed([BOATS])
        in_chroma(library).update(ids=["1"], documents=[changed], embeddings=vector)

        found = library.verify()

    assert list(found.differing_passages) == [f"{texts / 'boats.txt'} [0:{len(BOATS)}]"]
    assert not found.clean


def test_a_passage_that_chroma_lost_while_open_is_found(folder: Path, texts: Path) -> None:
    with opened(folder) as library:
        library._store.open()
        in_chroma(library).delete(ids=["2"])

        found = library.verify()

    assert list(found.differing_passages) == [f"{texts / 'kites.txt'} [0:{len(KITES)}]"]


def test_a_row_that_only_chroma_has_is_found(folder: Path) -> None:
    with opened(folder) as library:
        library._store.open()
        vector = HashEmbedder().embed(["stray"])
        in_chroma(library).add(ids=["999"], embeddings=vector, documents=["stray"])

        found = library.verify()

    assert len(found.differing_passages) == 1
    assert "999" in found.differing_passages[0]


def test_a_document_that_was_changed_inside_the_catalogue_is_found(folder: Path) -> None:
    with opened(folder) as library:
        library._catalogue.connection.execute(
            "UPDATE documents SET text = replace(text, 'salt', 'sweet')"
        )

        found = library.verify()

    assert not found.clean


@pytest.mark.parametrize("content", [BOATS + "\n", BOATS.replace("\n", "\r\n") + "\r", "", "\0"])
def test_a_file_that_was_changed_is_found(folder: Path, texts: Path, content: str) -> None:
    write(texts, boats=content)

    with opened(folder) as library:
        found = library.verify()

    assert list(found.changed_sources) == [str(texts / "boats.txt")]
    assert found.vanished_sources == []
    assert not found.clean


def test_a_file_that_was_only_touched_is_the_same(folder: Path, texts: Path) -> None:
    write(texts, boats=BOATS)

    with opened(folder) as library:
        assert library.verify().clean


def test_a_file_that_has_vanished_is_counted_apart_and_no_fault(folder: Path, texts: Path) -> None:
    (texts / "boats.txt").unlink()

    with opened(folder) as library:
        found = library.verify()

    assert list(found.vanished_sources) == [str(texts / "boats.txt")]
    assert found.changed_sources == []
    assert found.clean


def test_verify_changes_nothing(folder: Path) -> None:
    with opened(folder) as library:
        library.verify()
        changes = library._catalogue.connection.total_changes

        assert library.verify() == library.verify()
        assert library._catalogue.connection.total_changes == changes
