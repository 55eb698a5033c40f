"""Who has to answer in any case opens a library with its own model, if the one set does not do."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from retrieval import (
    Library,
    LibraryModelMismatch,
    LibrarySettings,
    ModelError,
    ModelKeyMissing,
    SettingsWrong,
    open_as_built,
    open_library,
)
from retrieval.lock import LibraryLock
from tests.retrieval.fakes import opened
from tests.retrieval.shelves import BOATS, KITES, write
from tests.retrieval.toys import VARIABLE, ToyFunction

QUESTION = "What is delaying DeepSeek R2?"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working directory without a .env."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(VARIABLE, raising=False)


@pytest.fixture
def folder(seed_folder: Path, tmp_path: Path) -> Path:
    """A closed library of the built-in model."""
    return shutil.copytree(seed_folder, tmp_path / "library")


def settings(folder: Path, cache: Path, **given: Any) -> LibrarySettings:  # Any: of several kinds
    return LibrarySettings(library=folder, model_cache=cache, **given)


def test_a_library_of_the_model_that_is_set_is_opened_without_a_word(
    folder: Path, model_cache: Path
) -> None:
    with capture_logs() as logged, open_as_built(settings(folder, model_cache)) as library:
        assert library.ask(QUESTION).answered

    assert not logged


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"embedding": "toy"}, "PULLQUOTE_EMBEDDING says toy"),
        (
            {"embedding": "toy_service", "embedding_config": '{"url": "http://here"}'},
            f"environment variable {VARIABLE}",
        ),
    ],
)
def test_a_library_of_another_model_answers_with_that_and_a_warning_says_what_to_do(
    folder: Path, model_cache: Path, given: dict[str, str], told: str
) -> None:
    with (
        capture_logs() as logged,
        open_as_built(settings(folder, model_cache, **given), create=True) as library,
    ):
        assert library.ask(QUESTION).answered

    [line] = logged
    assert line["log_level"] == "warning"
    assert line["model"] == "minilm (all-MiniLM-L6-v2)"
    assert told in line["reason"]


def test_the_warning_names_the_command_that_brings_the_library_over(
    folder: Path, model_cache: Path
) -> None:
    with (
        capture_logs() as logged,
        open_as_built(settings(folder, model_cache, embedding="toy")),
    ):
        pass

    assert f"python -m retrieval rebuild --library {folder}" in logged[0]["reason"]


def test_a_librarys_own_model_of_the_registry_is_made_ready_as_it_was(
    tmp_path: Path, model_cache: Path
) -> None:
    folder = tmp_path / "toys"
    own = settings(folder, model_cache, embedding="toy", embedding_config='{"flavour": "x"}')
    with open_library(own, create=True) as library:
        library.ingest([write(tmp_path / "texts", boats=BOATS, kites=KITES)])
        before = library.ask("What floats on salt water?").quotes
    ToyFunction.calls.clear()

    with capture_logs() as logged, open_as_built(settings(folder, model_cache)) as library:
        assert library.ask("What floats on salt water?").quotes == before

    assert logged[0]["model"] == "toy"
    assert ToyFunction.calls == [["What floats on salt water?"]]


def test_passages_are_embedded_as_passages_and_questions_as_questions(
    tmp_path: Path, model_cache: Path
) -> None:
    given = settings(tmp_path / "new", model_cache, embedding="toy")
    ToyFunction.questions.clear()

    with open_library(given, create=True) as library:
        library.ingest([write(tmp_path / "texts", boats=BOATS)])
        assert not ToyFunction.questions
        library.ask("What floats on salt water?")

    assert ToyFunction.questions == [["What floats on salt water?"]]


def test_a_model_with_which_silence_was_not_learned_is_a_warning(
    tmp_path: Path, model_cache: Path
) -> None:
    given = settings(tmp_path / "new", model_cache, embedding="toy")

    with capture_logs() as logged, open_as_built(given, create=True):
        pass

    [line] = logged
    assert line["log_level"] == "warning"
    assert "was learned with minilm (all-MiniLM-L6-v2)" in line["event"]
    assert "scripts/fit_confidence.py" in line["event"]


def test_where_the_librarys_own_model_cannot_be_made_ready_the_first_reason_is_raised(
    tmp_path: Path, model_cache: Path
) -> None:
    with opened(tmp_path / "library") as library:
        library.ingest([write(tmp_path / "texts", boats=BOATS)])

    with pytest.raises(LibraryModelMismatch, match="rebuild"):
        open_as_built(settings(tmp_path / "library", model_cache))

    LibraryLock(tmp_path / "library").release()


def test_a_new_library_has_no_model_to_fall_back_to(tmp_path: Path, model_cache: Path) -> None:
    given = settings(
        tmp_path / "new",
        model_cache,
        embedding="toy_service",
        embedding_config='{"url": "http://here"}',
    )

    with pytest.raises(ModelKeyMissing):
        open_as_built(given, create=True)


def test_a_name_that_is_in_no_registry_is_refused_all_the_same(
    folder: Path, model_cache: Path
) -> None:
    with pytest.raises(SettingsWrong):
        open_as_built(settings(folder, model_cache, embedding="mini"))


def test_a_model_that_fails_leaves_a_new_library_free_for_another(
    tmp_path: Path, model_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "0123456789")
    down = settings(
        tmp_path / "new",
        model_cache,
        embedding="toy_service",
        embedding_config='{"url": "http://here", "model_name": "down"}',
    )
    with pytest.raises(ModelError, match="cannot be reached"):
        open_library(down, create=True)

    with open_library(settings(tmp_path / "new", model_cache), create=True) as library:
        assert isinstance(library, Library)


def test_a_library_without_passages_is_of_whatever_model_is_set(
    tmp_path: Path, model_cache: Path
) -> None:
    for name in ("minilm", "toy", "minilm"):
        given = settings(tmp_path / "new", model_cache, embedding=name)
        with open_library(given, create=True) as library:
            library.warm_up()
            assert not library.ask("What floats on salt water?").answered

    with open_library(settings(tmp_path / "new", model_cache, embedding="toy")) as library:
        library.ingest([write(tmp_path / "texts", boats=BOATS, kites=KITES)])
        assert library.ask("What floats on salt water?").answered
