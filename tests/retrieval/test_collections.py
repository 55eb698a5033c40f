"""Each audience's passages stand in a collection of their own in Chroma, and in no other."""

import shutil
from pathlib import Path

import pytest

from retrieval import PUBLIC, Library, Readable, store
from retrieval.chroma import Chroma
from retrieval.store import Store
from tests.retrieval.fakes import HashEmbedder, opened
from tests.retrieval.shelves import BOATS, KITES, chapters, in_step, write

PAYING = "paying members, “gold” 🥇"
SIDECAR = '[[source]]\nfile = "boats.txt"\naudience = "{}"\n'
ASKED = "What keeps the planks dry?"


def texts_by_audience(library: Library) -> dict[str, list[str]]:
    """What Chroma's collections hold."""
    library._store.open()
    found = {}
    for audience, collection in library._store._ready.collections.items():
        found[audience] = sorted(collection.get(include=["documents"])["documents"] or [])
    return found


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = write(tmp_path / "shelf", boats=BOATS, kites=KITES)
    (folder / "sources.toml").write_text(SIDECAR.format(PAYING), encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path, shelf: Path) -> Path:
    """A library of one text for everybody and one for paying members."""
    with opened(tmp_path / "library") as library:
        library.ingest([shelf])
    return tmp_path / "library"


def test_each_audience_has_a_collection_of_its_own(folder: Path) -> None:
    with opened(folder) as library:
        assert texts_by_audience(library) == {PUBLIC: [KITES], PAYING: [BOATS]}
        assert in_step(library)
        assert library.verify().clean


def test_what_changes_its_audience_leaves_nothing_behind(folder: Path, shelf: Path) -> None:
    (shelf / "sources.toml").write_text(SIDECAR.format(PUBLIC))
    with opened(folder) as library:
        library.ingest([shelf])

        assert texts_by_audience(library) == {PUBLIC: [BOATS, KITES]}
        assert library.verify().clean

    with opened(folder) as library:
        assert texts_by_audience(library) == {PUBLIC: [BOATS, KITES]}


def test_what_was_to_change_its_audience_when_all_ended_does_so_at_the_next_opening(
    folder: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shelf / "sources.toml").write_text(SIDECAR.format("others"))
    with opened(folder) as library, monkeypatch.context() as patch:
        patch.setattr(Store, "settle", _end)
        with pytest.raises(Ended):
            library.ingest([shelf])

    with opened(folder) as library:
        assert texts_by_audience(library) == {PUBLIC: [KITES], "others": [BOATS]}
        assert in_step(library)


def test_a_passage_among_what_others_read_is_never_found_there(folder: Path) -> None:
    with opened(folder) as library:
        misplace(library)

        assert not library.readable_by([]).ask(ASKED).answered
        assert library.readable_by([PAYING]).ask(ASKED).answered


def test_a_passage_among_what_others_read_is_told_of_and_put_right(folder: Path) -> None:
    with opened(folder) as library:
        misplace(library)

        assert not library.verify().clean

    embedder = HashEmbedder()
    with opened(folder, embedder) as library:
        assert texts_by_audience(library) == {PUBLIC: [KITES], PAYING: [BOATS]}
        assert library.verify().clean
    assert embedder.embedded == 0


def test_what_an_earlier_version_kept_in_one_collection_is_parted(folder: Path) -> None:
    with opened(folder) as library:
        library._store.open()
        vectors = HashEmbedder().embed([BOATS, KITES])
    shutil.rmtree(folder / "chroma")
    chroma = Chroma(folder / "chroma")
    chroma.of(PUBLIC).add(ids=["1", "2"], embeddings=vectors, documents=[BOATS, KITES])
    chroma.close()

    with opened(folder) as library:
        assert texts_by_audience(library) == {PUBLIC: [KITES], PAYING: [BOATS]}
        assert library.readable_by([PAYING]).ask(ASKED).answered


@pytest.mark.parametrize("few", [0, 2000])
def test_a_filter_finds_the_same_among_few_and_many_passages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(store, "_FEW", few)
    shelf = write(tmp_path / "shelf", boats=chapters("boat", 60), kites=chapters("kite", 60))
    (shelf / "sources.toml").write_text(SIDECAR.format(PAYING), encoding="utf-8")
    with opened(tmp_path / "library") as library:
        library.ingest([shelf])

        sources = answering(library.readable_by([PAYING]), "in:boats.txt in:kites.txt boat")
        assert sources == {"boats.txt"}
        assert answering(library.readable_by([]), "since:2000 in:kites.txt kite") == set()
        assert answering(library.readable_by([]), "in:kites.txt kite") == {"kites.txt"}
        assert answering(library, "in:kites.txt kite") == {"kites.txt"}


def answering(readable: Readable, question: str) -> set[str]:
    return {quote.source_name for quote in readable.ask(question).quotes}


class Ended(Exception):
    """What stands for the end of the process."""


def _end(*_: object) -> None:
    raise Ended


def misplace(library: Library) -> None:
    """Put the paying members' passage among everybody's."""
    library._store.open()
    mine = library._store._ready.of(PAYING)
    [number] = mine.get()["ids"]
    mine.delete(ids=[number])
    vector = HashEmbedder().embed([BOATS])
    library._store._ready.of(PUBLIC).add(ids=[number], embeddings=vector, documents=[BOATS])
