"""What the library complains of is said in the reader's language, with its values in it."""

import ast
import inspect
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
from catalogues import ROOT, TOLD, TRANSLATED, translated

from bot.translation import Language, speaking
from bot.wording.complaints import complaint, failure
from retrieval import (
    MAY_BE_TOLD,
    Complaint,
    Failure,
    Library,
    PullquoteError,
    Source,
    SourceUnknown,
    errors,
)
from tests.retrieval.fakes import opened

LANGUAGES = pytest.mark.parametrize("language", TRANSLATED)
# Whoever runs the bot is told these, in the log or at a terminal, in English.
OPERATORS = {
    "EvaluationError",
    "LibraryDamaged",
    "LibraryError",
    "LibraryHeld",
    "LibraryMissing",
    "LibraryModelMismatch",
    "LibraryNewer",
    "ModelError",
    "ModelKeyMissing",
    "ModelPackageMissing",
    "PullquoteError",
    "RebuildNotAgreed",
    "SettingsWrong",
}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with opened(tmp_path / "library") as opened_:
        yield opened_


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    folder = tmp_path / "talks"
    folder.mkdir()
    return folder


def public() -> dict[str, type[Exception]]:
    """Every error that the library may raise, by its name."""
    found = inspect.getmembers(errors, inspect.isclass)
    return {name: each for name, each in found if issubclass(each, PullquoteError)}


def raised() -> Iterator[tuple[str, ast.expr]]:
    """Where an error that may be told is made, and what it says."""
    for path in sorted((ROOT / "retrieval").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in TOLD and node.args:
                yield f"{path.name}:{node.lineno}", node.args[0]


def test_every_error_is_either_told_in_every_language_or_the_operators() -> None:
    assert public().keys() == TOLD | OPERATORS
    assert not TOLD & OPERATORS


def test_no_error_that_may_be_told_is_made_of_a_sentence_that_cannot_be_translated() -> None:
    glued = [where for where, words in raised() if isinstance(words, ast.JoinedStr | ast.BinOp)]

    assert len(list(raised())) > 50
    assert not glued, "raise it with words and values: DocumentEmpty('{name}: …', name=name)"


@LANGUAGES
def test_every_sentence_of_an_error_is_in_the_catalogue(language: Language) -> None:
    said = {message.id: message.string for message in translated(language)}
    literals = [str(words.value) for _, words in raised() if isinstance(words, ast.Constant)]

    assert [words for words in literals if not said.get(words)] == []


@LANGUAGES
def test_what_a_sync_could_not_read_is_told_in_the_readers_language_then_and_later(
    language: Language, library: Library, talks: Path
) -> None:
    (talks / "locked.txt").write_bytes(b"a\0b")
    library.add_source(Source("talks", str(talks)))

    [now] = library.sync()[0].failed
    [later] = library.origins()[0].failed
    with speaking(language):
        said = failure(later)

    assert later == now
    assert now.reason == f"{talks / 'locked.txt'}: it is not a text file."
    assert str(talks / "locked.txt") in said
    assert "it is not" not in said


def test_what_an_earlier_version_has_kept_is_told_as_it_was() -> None:
    with speaking(Language.GERMAN):
        assert failure(Failure("a.txt", "a.txt: it is binary.")) == "a.txt: it is binary."


def test_names_that_may_be_meant_are_enumerated_as_the_language_does() -> None:
    unknown = SourceUnknown("talk", ("talks", "tales"))

    assert str(unknown).endswith('did you mean "talks" or "tales"?')
    with speaking(Language.GERMAN):
        assert "“talks” oder “tales”" in complaint(unknown)


def test_braces_and_large_numbers_among_the_values_stand_as_they_should() -> None:
    said = Complaint("{name}: it holds {count} files.", {"name": "{x}.zip", "count": 10_000})

    assert str(said) == "{x}.zip: it holds 10,000 files."
    assert str(Complaint("{as it is}")) == "{as it is}"


def test_an_error_comes_back_from_another_process_as_it_was_raised() -> None:
    error = errors.DocumentEmpty("{name}: there is no text in it.", name="{a}.txt")

    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own

    assert (str(again), again.complaint) == (str(error), error.complaint)
    assert isinstance(again, MAY_BE_TOLD)
