"""What is found by its words: the same whenever it was indexed, and never what is gone."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from retrieval import Library, keywords
from retrieval.catalogue import Catalogue
from tests.retrieval.fakes import HashEmbedder, opened
from tests.retrieval.shelves import BOATS, KITES, indexed_by, passages_of, words_known_to, write

GLUE = "Glue is sticky stuff. Glue dries in the wind."
QUESTIONS = ("glue in the wind", "salt water", "steady string", "paper planks", "Glew Bostik")


def found(library: Library, question: str) -> list[tuple[str, float]]:
    """The passages that hold the question's words, best first, with their scores."""
    texts = passages_of(library)
    terms = library._keywords.analyse(question)
    return [(texts[i], score) for i, score in library._keywords.search(terms, 5)]


class Undone(Exception):
    """What a transaction that is undone raises."""


def fails_at_the_second(call: Callable[..., object]) -> Callable[..., object]:
    """The same call, until it is called again."""
    calls = count()

    def wrapped(*given: object) -> object:
        if next(calls):
            raise Undone
        return call(*given)

    return wrapped


def all_found(library: Library) -> list[list[tuple[str, float]]]:
    return [found(library, question) for question in QUESTIONS]


@pytest.fixture(params=[0, 1, 4096], ids=["indexed anew", "at times", "followed"])
def changes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """After how many changes everything is indexed anew."""
    monkeypatch.setattr(keywords, "_MOST_CHANGES", request.param)


@pytest.mark.usefixtures("changes")
def test_what_came_and_went_between_questions_is_found_as_after_a_new_start(tmp_path: Path) -> None:
    texts = write(tmp_path / "texts", boats=BOATS, kites=KITES)
    with opened(tmp_path / "library") as library:
        library.ingest([texts])
        all_found(library)
        write(texts, boats=GLUE)
        library.ingest([texts])
        all_found(library)
        write(texts, kites=KITES + " Bostik mends them.")
        library.ingest([texts])
        all_found(library)
        write(texts, more=BOATS + " Bostik is a glue.")
        library.ingest([texts])
        followed = all_found(library), words_known_to(library), indexed_by(library)

    with opened(tmp_path / "library") as library:
        assert followed == (all_found(library), words_known_to(library), indexed_by(library))
        assert sorted(passages_of(library)) == indexed_by(library)
        assert found(library, "salt water")


@pytest.mark.usefixtures("changes")
def test_an_ingest_that_was_undone_is_not_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = write(tmp_path / "texts", boats=BOATS, kites=KITES)
    with opened(tmp_path / "library") as library:
        library.ingest([texts])
        before = all_found(library), words_known_to(library)
        write(texts, boats=GLUE, glue=GLUE)
        with monkeypatch.context() as patch:
            patch.setattr(Catalogue, "add_document", fails_at_the_second(Catalogue.add_document))
            with pytest.raises(Undone):
                library.ingest([texts])

        assert (all_found(library), words_known_to(library)) == before
        library.ingest([texts])
        assert found(library, "glue")


def test_terms_that_an_earlier_version_kept_elsewhere_are_made_anew_without_embedding(
    tmp_path: Path,
) -> None:
    texts = write(tmp_path / "texts", boats=BOATS, kites=KITES)
    with opened(tmp_path / "library") as library:
        library.ingest([texts])
        before = all_found(library)
        library._catalogue.connection.executescript(
            "DROP TABLE passage_terms; DELETE FROM meta WHERE key = 'terms';"
            "CREATE VIRTUAL TABLE keywords USING fts5 (words);"
        )
    embedder = HashEmbedder()

    with opened(tmp_path / "library", embedder) as library:
        assert all_found(library) == before
        assert embedder.embedded == 0
        tables = library._catalogue.connection.execute("SELECT name FROM sqlite_master").fetchall()
        assert ("keywords",) not in tables


def test_terms_are_made_anew_where_the_rules_for_words_have_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = write(tmp_path / "texts", boats=BOATS)
    with monkeypatch.context() as patch:
        patch.setattr(keywords, "_all_terms", lambda _: ["other"])
        patch.setattr(keywords, "TERMS_VERSION", "before")
        with opened(tmp_path / "library") as library:
            library.ingest([texts])

    with opened(tmp_path / "library") as library:
        assert found(library, "the planks")


def test_what_is_said_is_found_before_what_is_only_in_the_title(
    tmp_path: Path,
) -> None:
    texts = write(tmp_path / "texts", said="A boat was tarred.", title="A float sank.")
    (texts / "sources.toml").write_text('[[source]]\nfile = "title.txt"\ntitle = "Tarred floats"\n')
    with opened(tmp_path / "library") as library:
        library.ingest([texts])

        assert [text for text, _ in found(library, "tarred")] == [
            "A boat was tarred.",
            "A float sank.",
        ]
