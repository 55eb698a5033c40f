"""`python -m retrieval rebuild`, and what other commands say while it is due."""

import io
import json
import sys
from pathlib import Path

import pytest

from retrieval.lock import LibraryLock
from tests.retrieval.commands import CommandLine, Done
from tests.retrieval.fakes import opened
from tests.retrieval.shelves import BOATS, KITES, contents, write
from tests.retrieval.toys import ToyFunction

PLAN = (
    "from     minilm (all-MiniLM-L6-v2)\n"
    "to       toy, vectors of 48 numbers\n"
    "         2 passages with all their sentences\n"
)


@pytest.fixture
def library(command: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of the built-in model over two small texts, with another model set since."""
    texts = write(tmp_path / "texts", boats=BOATS, kites=KITES)
    assert command("ingest", texts, "--library", tmp_path / "library").status == 0
    monkeypatch.setenv("PULLQUOTE_EMBEDDING", "toy")
    return tmp_path / "library"


class Typed(io.StringIO):
    """Somebody at a terminal who types an answer."""

    def isatty(self) -> bool:
        return True


class Terminal:
    """Runs commands with a terminal at standard input and standard error."""

    def __init__(self, patch: pytest.MonkeyPatch, command: CommandLine) -> None:
        self._patch, self._command = patch, command

    def __call__(self, *arguments: str | Path, typed: str) -> Done:
        self._patch.setattr(self._command, "standard_input", lambda _: Typed(typed))
        screen = Typed()
        with self._patch.context() as patch:
            patch.setattr(sys, "stderr", screen)
            ended = self._command(*arguments)
        return Done(ended.status, ended.out, screen.getvalue())


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, command: CommandLine) -> Terminal:
    return Terminal(monkeypatch, command)


def test_a_question_is_refused_with_both_models_the_command_and_the_way_back(
    command: CommandLine, library: Path
) -> None:
    assert command("ask", "What floats?", "--library", library).complaint == (
        "The library was built with the embedding model minilm (all-MiniLM-L6-v2), and "
        "PULLQUOTE_EMBEDDING says toy; bring it over with: python -m retrieval rebuild "
        f"--library {library}, or set PULLQUOTE_EMBEDDING back.\n"
    )


def test_it_shows_what_it_would_do_asks_and_does_it(terminal: Terminal, library: Path) -> None:
    ended = terminal("rebuild", "--library", library, typed="y\n")

    assert (ended.status, ended.out) == (0, "2 passages rebuilt with toy.\n")
    assert f"library  {library}\n{PLAN}" in ended.err
    assert "Rebuild? [y/N] " in ended.err


@pytest.mark.parametrize("typed", ["\n", "n\n", "", "perhaps\n"])
def test_any_answer_but_yes_changes_nothing(terminal: Terminal, library: Path, typed: str) -> None:
    before = contents(library)

    ended = terminal("rebuild", "--library", library, typed=typed)

    assert (ended.status, ended.out) == (2, "")
    assert ended.err.endswith("Nothing was changed.\n")
    assert contents(library) == before


def test_where_nobody_can_be_asked_it_needs_a_yes(command: CommandLine, library: Path) -> None:
    before = contents(library)

    assert "--yes" in command("rebuild", "--library", library).complaint
    assert contents(library) == before


def test_with_a_yes_it_does_not_ask_and_questions_are_answered_after_it(
    command: CommandLine, library: Path
) -> None:
    ended = command("rebuild", "--yes", "--library", library)

    assert (ended.status, ended.out) == (0, "2 passages rebuilt with toy.\n")
    assert PLAN in ended.err
    assert "[y/N]" not in ended.err
    assert "When to stay silent was learned with minilm" in ended.err
    assert "Boats float" in command("ask", "What floats on salt water?", "--library", library).out
    assert command("verify", "--library", library).status == 0


def test_json_is_one_object_that_tells_what_was_done(command: CommandLine, library: Path) -> None:
    [told] = command("rebuild", "--yes", "--json", "--library", library).objects

    assert told == {
        "library": str(library),
        "from": "minilm (all-MiniLM-L6-v2)",
        "to": "toy",
        "dimensions": 48,
        "passages": 2,
        "needed": True,
        "rebuilt": True,
        "in_the_way": None,
    }


def test_with_nothing_to_do_it_says_so_and_asks_nothing(
    command: CommandLine, library: Path
) -> None:
    command("rebuild", "--yes", "--library", library)

    again = command("rebuild", "--library", library)
    [told] = command("rebuild", "--json", "--library", library).objects

    assert again == Done(0, "Nothing to rebuild: the library is of toy already.\n", "")
    assert (told["needed"], told["rebuilt"]) == (False, False)


def test_a_library_in_use_is_embedded_and_exchanged_at_the_next_run(
    command: CommandLine, library: Path
) -> None:
    lock = LibraryLock(library)
    held = command("rebuild", "--yes", "--library", library)
    [told] = command("rebuild", "--yes", "--json", "--library", library).objects
    lock.release()
    ToyFunction.calls.clear()

    ended = command("rebuild", "--yes", "--library", library)

    assert held.status == 1
    assert held.out.startswith("2 passages embedded, not in use yet: The library at ")
    assert "is in use by process" in held.out
    assert "is in use by process" in told["in_the_way"]
    assert "2 of them embedded already" in ended.err
    assert (ended.status, ended.out) == (0, "2 passages rebuilt with toy.\n")
    assert not [text for call in ToyFunction.calls for text in call if "float" in text]


def test_a_library_that_is_not_there_or_is_damaged_is_refused(
    command: CommandLine, library: Path, tmp_path: Path
) -> None:
    assert "no library" in command("rebuild", "--library", tmp_path / "nowhere").complaint
    (library / "catalogue.sqlite").write_bytes(b"garbage " * 1024)
    assert "damaged" in command("rebuild", "--library", library).complaint


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"PULLQUOTE_EMBEDDING": "opnai"}, "nearest first, there are: openai"),
        ({"PULLQUOTE_EMBEDDING_CONFIG": "{"}, "PULLQUOTE_EMBEDDING_CONFIG is wrong"),
        ({"PULLQUOTE_EMBEDDING": "toy_service"}, "toy_service needs url"),
    ],
)
def test_a_model_that_cannot_be_is_refused(
    command: CommandLine,
    library: Path,
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    told: str,
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert told in command("rebuild", "--yes", "--library", library).complaint


def test_a_library_of_a_model_that_no_registry_knows_can_be_brought_over(
    command: CommandLine, tmp_path: Path
) -> None:
    with opened(tmp_path / "library") as library:
        library.ingest([write(tmp_path / "texts", boats=BOATS)])

    ended = command("rebuild", "--yes", "--json", "--library", tmp_path / "library")

    [told] = ended.objects
    assert (told["from"], told["to"]) == ("hash", "minilm (all-MiniLM-L6-v2)")
    assert json.loads(ended.out)["rebuilt"]
