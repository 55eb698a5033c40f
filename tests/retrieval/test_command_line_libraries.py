"""`python -m retrieval ingest | sources | verify`, and which library a command means."""

import io
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.retrieval.commands import CommandLine, Done
from tests.retrieval.shelves import BOATS, KITES, contents, write

SUM = "{} documents, {} passages: {} passages differing, {} files changed, {} files vanished."


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return write(tmp_path / "texts", boats=BOATS, kites=KITES)


@pytest.fixture
def library(command: CommandLine, texts: Path, tmp_path: Path) -> Path:
    """A library over two small texts."""
    assert command("ingest", texts, "--library", tmp_path / "library").status == 0
    return tmp_path / "library"


def listed(done: Done) -> list[str]:
    """The base names of the documents that `sources` lists."""
    return [Path(line[:-1]).name for line in done.out.splitlines() if line.endswith(".txt)")]


def test_ingest_names_each_document_that_it_takes_in(
    command: CommandLine, texts: Path, tmp_path: Path
) -> None:
    ended = command("ingest", texts, texts / "boats.txt", "--library", tmp_path / "library")

    assert (ended.status, ended.err) == (0, "")
    assert ended.out.splitlines() == [
        f"added    {texts / 'boats.txt'}",
        f"added    {texts / 'kites.txt'}",
        "2 documents added, 0 changed, 0 unchanged, 0 failed; 2 passages written.",
    ]


def test_ingest_with_nothing_changed_says_so_and_writes_nothing(
    command: CommandLine, library: Path, texts: Path
) -> None:
    before = contents(library)

    ended = command("ingest", texts, "--library", library)

    assert ended == Done(0, "Nothing has changed: 2 documents as before.\n", "")
    assert contents(library) == before


def test_ingest_names_what_has_changed_alone(
    command: CommandLine, library: Path, texts: Path
) -> None:
    write(texts, boats=BOATS.replace("salt", "sweet"))

    ended = command("ingest", texts, "--library", library)

    assert ended.status == 0
    assert ended.out.splitlines() == [
        f"changed  {texts / 'boats.txt'}",
        "0 documents added, 1 changed, 1 unchanged, 0 failed; 1 passage written.",
    ]


def test_files_that_cannot_be_taken_in_are_named_and_the_others_are_taken_in(
    command: CommandLine, texts: Path
) -> None:
    (texts / "empty.txt").touch()
    (texts / "binary.txt").write_bytes(b"\x7fELF\0\0\0")
    (texts / "latin.txt").write_bytes("Größe".encode("latin-1"))
    os.mkfifo(texts / "pipe.txt")
    (texts / "link.txt").symlink_to("nothing")

    ended = command("ingest", texts)

    failed = [line for line in ended.out.splitlines() if line.startswith("failed   ")]
    assert (ended.status, ended.err) == (1, "")
    assert [line.split(": ")[0] for line in failed] == [
        f"failed   {texts / name}.txt" for name in ("binary", "empty", "latin", "link", "pipe")
    ]
    assert ended.out.splitlines()[-1] == (
        "2 documents added, 0 changed, 0 unchanged, 5 failed; 2 passages written."
    )
    assert listed(command("sources")) == ["boats.txt", "kites.txt"]


def test_a_file_that_cannot_be_taken_in_says_so_again(command: CommandLine, texts: Path) -> None:
    (texts / "empty.txt").touch()
    command("ingest", texts)

    ended = command("ingest", texts)

    assert ended.status == 1
    assert ended.out.splitlines()[0].startswith(f"failed   {texts / 'empty.txt'}")


def test_a_name_that_moves_a_terminal_is_shown_without_doing_so(
    command: CommandLine, texts: Path
) -> None:
    (texts / "\x1b]0;empty\n\u202e.txt").touch()
    full = texts / "\x1b]0;[bold]full\n\u202e.txt"
    full.write_text(BOATS)
    terminal = io.StringIO()

    plain = command("ingest", texts)
    with patch.object(sys, "stderr", terminal), patch.object(terminal, "isatty", lambda: True):
        command("ingest", full, "--library", "another")

    lines = plain.out.splitlines()
    assert all(line.isprintable() for line in lines)
    assert any("failed" in line and "]0;empty .txt" in line for line in lines)
    assert any("added" in line and "]0;[bold]full .txt" in line for line in lines)
    assert "Ingesting ]0;[bold]full .txt" in terminal.getvalue()
    assert "\x1b]" not in terminal.getvalue()
    assert "\u202e" not in terminal.getvalue()


def test_a_path_where_nothing_is_is_named_and_the_others_are_taken_in(
    command: CommandLine, texts: Path
) -> None:
    ended = command("ingest", texts / "nothing.txt", texts / "boats.txt")

    assert ended.status == 1
    assert f"failed   {texts / 'nothing.txt'}: there is no such file" in ended.out
    assert listed(command("sources")) == ["boats.txt"]


def test_a_sidecar_that_cannot_be_understood_is_named(command: CommandLine, texts: Path) -> None:
    (texts / "sources.toml").write_text("file: boats.txt")

    ended = command("ingest", texts)

    assert ended.status == 1
    assert ended.out.startswith(f"failed   {texts / 'sources.toml'}")


def test_sources_lists_documents_with_their_passages_and_voices(
    command: CommandLine, asked_folder: Path
) -> None:
    ended = command("sources", "--library", asked_folder)

    lines = ended.out.splitlines()
    assert (ended.status, ended.err) == (0, "")
    assert [name[:3] for name in listed(ended)] == ["000", "001", "002", "003", "004"]
    assert lines[lines.index("       Azeem Azhar") - 1].endswith("000_6ace0ea9d40f9538.txt)")
    assert "       James Wang, jeff fultz, Sally Wong" in lines
    passages = [int(line.split()[0]) for line in lines if line.endswith(".txt)")]
    assert lines[-1] == f"5 documents, {sum(passages)} passages."


def test_a_title_and_a_voice_are_listed_without_what_moves_a_terminal(
    command: CommandLine, texts: Path
) -> None:
    (texts / "sources.toml").write_text(
        '[[source]]\nfile = "boats.txt"\ntitle = "Ro\\u001b[2Jpe\\u202e"\nspeaker = "Ada\\u0007"\n'
    )
    command("ingest", texts)

    lines = command("sources").out.splitlines()

    assert lines[0] == f"    1  Ro[2Jpe  ({texts / 'boats.txt'})"
    assert lines[1] == "       Ada"


def test_sources_of_a_library_without_documents_says_that_it_is_empty(
    command: CommandLine, tmp_path: Path
) -> None:
    (tmp_path / "nothing").mkdir()
    command("ingest", tmp_path / "nothing")

    assert command("sources") == Done(0, "The library is empty.\n", "")


def test_verify_of_a_sound_library_is_clean(command: CommandLine, asked_folder: Path) -> None:
    passages = command("sources", "--library", asked_folder).out.split()[-2]

    ended = command("verify", "--library", asked_folder)

    assert ended == Done(0, SUM.format(5, passages, 0, 0, 0) + "\n", "")


def test_verify_names_a_file_that_was_changed_until_it_is_ingested(
    command: CommandLine, library: Path, texts: Path
) -> None:
    write(texts, boats=BOATS + "\n")

    changed = command("verify", "--library", library)
    command("ingest", texts, "--library", library)
    mended = command("verify", "--library", library)

    assert changed.status == 1
    assert changed.out.splitlines() == [
        f"changed   {texts / 'boats.txt'}",
        SUM.format(2, 2, 0, 1, 0).replace("1 files", "1 file"),
    ]
    assert mended == Done(0, SUM.format(2, 2, 0, 0, 0) + "\n", "")


def test_verify_counts_a_file_that_has_vanished_apart_and_is_clean(
    command: CommandLine, library: Path, texts: Path
) -> None:
    (texts / "boats.txt").unlink()

    ended = command("verify", "--library", library)

    assert ended.status == 0
    assert ended.out.splitlines() == [
        f"vanished  {texts / 'boats.txt'}",
        SUM.format(2, 2, 0, 0, 1).replace("1 files", "1 file"),
    ]


def test_verify_names_a_passage_that_differs_from_its_document(
    command: CommandLine, library: Path, texts: Path
) -> None:
    with closing(sqlite3.connect(library / "catalogue.sqlite")) as catalogue, catalogue:
        catalogue.execute("UPDATE documents SET text = replace(text, 'salt', 'SALT')")

    ended = command("verify", "--library", library)

    assert ended.status == 1
    assert ended.out.splitlines() == [
        f"differs   {texts / 'boats.txt'} [0:{len(BOATS)}]",
        SUM.format(2, 2, 1, 0, 0).replace("1 passages", "1 passage"),
    ]


def test_the_option_beats_the_environment_that_beats_dotenv_that_beats_the_default(
    command: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = {name: tmp_path / name for name in ("option", "environment", "dotenv", "default")}
    for name, place in (places | {"default": Path(".pullquote/library")}).items():
        write(tmp_path / "texts", **{name: BOATS})
        command("ingest", tmp_path / "texts" / f"{name}.txt", "--library", place)

    by_default = command("sources")
    Path(".env").write_text(f"PULLQUOTE_LIBRARY={places['dotenv']}\n")
    by_dotenv = command("sources")
    monkeypatch.setenv("PULLQUOTE_LIBRARY", "")
    by_an_empty_value = command("sources")
    monkeypatch.setenv("PULLQUOTE_LIBRARY", str(places["environment"]))
    by_environment = command("sources")
    by_option = command("sources", "--library", places["option"])

    assert listed(by_default) == ["default.txt"]
    assert listed(by_dotenv) == ["dotenv.txt"]
    assert listed(by_an_empty_value) == ["dotenv.txt"]
    assert listed(by_environment) == ["environment.txt"]
    assert listed(by_option) == ["option.txt"]


def test_a_library_is_found_from_a_place_relative_to_the_working_directory(
    command: CommandLine, library: Path
) -> None:
    assert listed(command("sources", "--library", "../library")) == ["boats.txt", "kites.txt"]
    assert command("verify", "--library", f"../{library.name}/").status == 0
