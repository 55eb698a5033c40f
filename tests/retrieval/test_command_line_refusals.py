"""What a command line refuses: one plain line on standard error, exit status 2, nothing done."""

from pathlib import Path

import pytest

from retrieval.lock import LibraryLock
from tests.retrieval.commands import CommandLine
from tests.retrieval.fakes import opened
from tests.retrieval.shelves import BOATS, contents, write

ASKING = [["ask", "hello"], ["ask", "--json", "-"], ["sources"], ["verify"]]
ALL = [*ASKING, ["ingest", "."]]
WRONG_USE = {
    "no command": [],
    "an unknown command": ["nonsense"],
    "no question": ["ask"],
    "no question but an option": ["ask", "--json"],
    "two questions": ["ask", "one", "two"],
    "nothing to ingest": ["ingest"],
    "too much to verify": ["verify", "boats.txt"],
    "an unknown option": ["sources", "--nonsense"],
    "an option without its value": ["ask", "hello", "--library"],
    "what moves a terminal": ["sources", "\x1b[31m\u202e\nb\r\x9b2J"],
    "a command that moves a terminal": ["\x1b[31m\n"],
}


@pytest.fixture(scope="module")
def built_by_another(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that another model has built."""
    place = tmp_path_factory.mktemp("built")
    with opened(place / "library") as library:
        library.ingest([write(place / "texts", boats=BOATS)])
    return place / "library"


@pytest.mark.parametrize("arguments", WRONG_USE.values(), ids=WRONG_USE.keys())
def test_wrong_use_is_one_line_that_says_where_help_is(
    command: CommandLine, arguments: list[str]
) -> None:
    ended = command(*arguments)

    assert ended.complaint.startswith("python -m retrieval")
    assert "--help" in ended.complaint
    assert not list(Path().iterdir())


def test_help_is_no_complaint(command: CommandLine) -> None:
    ended = command("--help")

    assert (ended.status, ended.err) == (0, "")
    assert all(name in ended.out for name in ("ingest", "ask", "sources", "verify"))


@pytest.mark.parametrize("arguments", ASKING)
def test_a_missing_library_is_not_made_and_the_line_says_how_to_make_it(
    command: CommandLine, tmp_path: Path, arguments: list[str]
) -> None:
    ended = command(*arguments, "--library", tmp_path / "nowhere")

    assert str(tmp_path / "nowhere") in ended.complaint
    assert "python -m retrieval ingest PATH" in ended.complaint
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("arguments", ALL)
def test_a_library_that_is_a_file_is_refused(
    command: CommandLine, tmp_path: Path, arguments: list[str]
) -> None:
    (tmp_path / "file").write_text("mine")

    ended = command(*arguments, "--library", tmp_path / "file")

    assert "library" in ended.complaint
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize("arguments", [["sources"], ["ingest", "."]])
@pytest.mark.parametrize("value", ["x" * 5000, __file__, "/dev/null/library"])
def test_a_setting_that_names_no_possible_place_is_refused(
    command: CommandLine, monkeypatch: pytest.MonkeyPatch, arguments: list[str], value: str
) -> None:
    monkeypatch.setenv("PULLQUOTE_LIBRARY", value)

    assert "library" in command(*arguments).complaint


@pytest.mark.parametrize("arguments", ALL)
def test_a_settings_file_that_is_no_text_is_refused(
    command: CommandLine, arguments: list[str]
) -> None:
    Path(".env").write_bytes(b"PULLQUOTE_LIBRARY=caf\xe9\n")

    assert ".env cannot be read" in command(*arguments).complaint


def test_a_path_that_moves_a_terminal_is_named_without_doing_so(
    command: CommandLine, tmp_path: Path
) -> None:
    ended = command("sources", "--library", tmp_path / "\x1b[31mred\u202e\n")

    assert f"{tmp_path / '[31mred'}" in ended.complaint


@pytest.mark.parametrize("arguments", ALL)
def test_a_held_library_is_refused_and_left_as_it_is(
    command: CommandLine, built_by_another: Path, arguments: list[str]
) -> None:
    lock = LibraryLock(built_by_another)
    before = contents(built_by_another)

    ended = command(*arguments, "--library", built_by_another)

    assert "in use by process" in ended.complaint
    assert contents(built_by_another) == before
    lock.release()


@pytest.mark.parametrize("arguments", ALL)
def test_a_damaged_library_is_refused_and_the_line_says_what_to_do(
    command: CommandLine, tmp_path: Path, arguments: list[str]
) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "catalogue.sqlite").write_bytes(b"garbage " * 1024)

    ended = command(*arguments, "--library", tmp_path / "library")

    assert "damaged" in ended.complaint
    assert "ingest again" in ended.complaint


@pytest.mark.parametrize("arguments", ALL)
def test_a_library_built_by_another_model_is_refused(
    command: CommandLine, built_by_another: Path, arguments: list[str]
) -> None:
    ended = command(*arguments, "--library", built_by_another)

    assert "built with the embedding model hash" in ended.complaint
    assert "PULLQUOTE_EMBEDDING says minilm (all-MiniLM-L6-v2)" in ended.complaint
    assert f"python -m retrieval rebuild --library {built_by_another}" in ended.complaint
    assert "set PULLQUOTE_EMBEDDING back" in ended.complaint
