"""Chroma is made from the catalogue: whatever befalls it is made good, and nothing is embedded."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval.embedding import Embedder
from retrieval.store import Store
from tests.retrieval.fakes import CountingEmbedder, HashEmbedder, opened
from tests.retrieval.shelves import BOATS, KITES, in_chroma, in_step, said, write

QUESTIONS = (
    "What is said about DeepSeek R2?",
    "How many startups use Chinese open-source models?",
    "Should there be a sovereign wealth fund?",
)


class Interrupted(Exception):
    """What a settling that breaks off raises."""


def garbage_for_the_database(chroma: Path) -> None:
    (chroma / "chroma.sqlite3").write_bytes(b"garbage " * 4096)


def half_of_the_database(chroma: Path) -> None:
    path = chroma / "chroma.sqlite3"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def no_database(chroma: Path) -> None:
    (chroma / "chroma.sqlite3").unlink()


def no_vectors(chroma: Path) -> None:
    for folder in chroma.iterdir():
        if folder.is_dir():
            shutil.rmtree(folder)


def garbage_for_the_vectors(chroma: Path) -> None:
    for path in chroma.glob("*/*"):
        path.write_bytes(b"garbage " * 64)


def no_folder(chroma: Path) -> None:
    shutil.rmtree(chroma)


def a_file_instead_of_the_folder(chroma: Path) -> None:
    shutil.rmtree(chroma)
    chroma.write_bytes(b"garbage")


@pytest.mark.parametrize(
    "damage",
    [
        garbage_for_the_database,
        half_of_the_database,
        no_database,
        no_vectors,
        garbage_for_the_vectors,
        no_folder,
        a_file_instead_of_the_folder,
    ],
)
def test_a_damaged_vector_index_is_made_anew_and_answers_as_before(
    seed_folder: Path,
    embedder: Embedder,
    tmp_path: Path,
    before: list[object],
    damage: Callable[[Path], None],
) -> None:
    folder = shutil.copytree(seed_folder, tmp_path / "library")
    damage(folder / "chroma")
    counting = CountingEmbedder(embedder)

    with opened(folder, counting) as library:
        answers = [said(library.ask(question)) for question in QUESTIONS]

        assert answers == before
        assert counting.embedded == len(QUESTIONS)
        assert in_step(library)
        assert library.verify().clean


@pytest.fixture(scope="module")
def before(
    seed_folder: Path, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory
) -> list[object]:
    """What the sound library says to each question."""
    folder = shutil.copytree(seed_folder, tmp_path_factory.mktemp("sound") / "library")
    with opened(folder, embedder) as library:
        answers = [library.ask(question) for question in QUESTIONS]
    assert any(answer.answered for answer in answers)
    return [said(answer) for answer in answers]


def small_library(tmp_path: Path) -> Path:
    texts = write(tmp_path / "texts", boats=BOATS, kites=KITES)
    with opened(tmp_path / "library") as library:
        library.ingest([texts])
    return tmp_path / "library"


def test_rows_that_chroma_lost_are_given_to_it_again(tmp_path: Path) -> None:
    folder = small_library(tmp_path)
    with opened(folder) as library:
        library._store.open()
        in_chroma(library).delete(ids=[str(library._catalogue.passage_ids()[0])])

    with opened(folder) as library:
        assert in_step(library)


def test_rows_that_only_chroma_has_are_taken_from_it(tmp_path: Path) -> None:
    folder = small_library(tmp_path)
    with opened(folder) as library:
        library._store.open()
        vector = HashEmbedder().embed(["stray"])
        in_chroma(library).add(ids=["999"], embeddings=vector, documents=["stray"])

    with opened(folder) as library:
        assert in_step(library)


def test_a_row_that_was_exchanged_for_another_is_found_by_verify_and_never_quoted(
    tmp_path: Path,
) -> None:
    folder = small_library(tmp_path)
    with opened(folder) as library:
        library._store.open()
        in_chroma(library).delete(ids=[str(library._catalogue.passage_ids()[0])])
        vector = HashEmbedder().embed(["stray"])
        in_chroma(library).add(ids=["999"], embeddings=vector, documents=["stray"])

    with opened(folder) as library:
        answer = library.ask("What floats on salt water?")

        assert "stray" not in {quote.text for quote in answer.quotes}
        assert not library.verify().clean


@pytest.mark.parametrize("damage", [no_vectors, garbage_for_the_vectors])
def test_an_index_that_was_written_to_its_own_files_is_made_anew(
    tmp_path: Path, many: Path, damage: Callable[[Path], None]
) -> None:
    folder = shutil.copytree(many, tmp_path / "library")
    assert list((folder / "chroma").glob("*/*.bin"))
    damage(folder / "chroma")
    embedder = HashEmbedder()

    with opened(folder, embedder) as library:
        assert in_step(library)
        assert embedder.embedded == 0
        vector = library._catalogue.vectors([700])[0]
        assert library._store.search(vector, 1)[0][0] == 700


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of more passages than Chroma keeps in its log before it writes an index."""
    place = tmp_path_factory.mktemp("many")
    posts = "\n".join(f"Post {n} is on boat {n * 7} and kite {n * 13}." for n in range(1100))
    texts = write(place / "texts", posts=posts)
    (texts / "sources.toml").write_text('[[source]]\nfile = "posts.txt"\nform = "forum-thread"\n')
    with opened(place / "library") as library:
        assert library.ingest([texts]).passages == 1100
    return place / "library"


def test_a_library_without_documents_opens_and_is_silent(tmp_path: Path) -> None:
    for _ in range(2):
        with opened(tmp_path / "library") as library:
            answer = library.ask("What floats on salt water?")

            assert (answer.answered, answer.quotes) == (False, ())
            assert in_step(library)


def breaks_off(*_: object) -> None:
    raise Interrupted


def test_what_chroma_was_not_told_is_told_at_the_next_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = small_library(tmp_path)
    texts = write(
        tmp_path / "texts", boats=KITES + " Kites do not float.", more="Glue is sticky stuff."
    )
    with opened(folder) as library:
        monkeypatch.setattr(Store, "settle", breaks_off)
        with pytest.raises(Interrupted):
            library.ingest([texts])
    monkeypatch.undo()
    embedder = HashEmbedder()

    with opened(folder, embedder) as library:
        assert in_step(library)
        assert embedder.embedded == 0
        again = library.ingest([texts])
        assert len(again.unchanged) == 3


def test_a_library_goes_on_answering_after_chroma_was_not_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = small_library(tmp_path)
    texts = write(tmp_path / "texts", boats="Glue is sticky stuff.")
    with opened(folder) as library:
        library.ask("What floats on salt water?")
        with monkeypatch.context() as patch:
            patch.setattr(Store, "settle", breaks_off)
            with pytest.raises(Interrupted):
                library.ingest([texts])

        library.ask("What floats on salt water?")

        library.ingest([texts])
        library._store.settle()
        assert in_step(library)


def test_settling_row_by_row_ends_in_the_same_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = write(tmp_path / "texts", boats=BOATS, kites=KITES)
    with opened(tmp_path / "library") as library:
        library.ingest([texts])
        write(texts, boats=KITES, kites=BOATS, more="Glue is sticky stuff.")
        library._store.open()
        monkeypatch.setattr(Store.settle, "__defaults__", (1,))

        library.ingest([texts])

        assert in_step(library)
