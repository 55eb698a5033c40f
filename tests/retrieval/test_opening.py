"""A library that is missing, held, damaged or another model's says so in one plain line."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from retrieval import (
    LibraryDamaged,
    LibraryError,
    LibraryHeld,
    LibraryMissing,
    LibraryModelMismatch,
    LibraryNewer,
    LibrarySettings,
    open_library,
)
from retrieval.catalogue import Catalogue
from retrieval.lock import LibraryLock
from tests.retrieval.fakes import HashEmbedder, opened
from tests.retrieval.shelves import BOATS, KITES, chapters, write

ROOT = Path(__file__).parent.parent.parent
HOLD = """
import sys, time
from pathlib import Path
from retrieval.lock import LibraryLock
lock = LibraryLock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(120)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed library over two small texts."""
    texts = write(tmp_path / "texts", boats=BOATS, kites=KITES, tale=chapters("boat", 200))
    with opened(tmp_path / "library") as library:
        library.ingest([texts])
    return tmp_path / "library"


@contextmanager
def held_by_another(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the library's lock; killed at the end."""
    command = [sys.executable, "-c", HOLD, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:  # noqa: S603 - our own line, on our own folder
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "held\n"
            yield process
        finally:
            process.kill()


def is_one_plain_line(error: BaseException) -> bool:
    return bool(re.fullmatch(r"[^\n]{20,400}\.|[^\n]{20,400}DIR", str(error)))


def open_at(folder: Path, *, create: bool = False) -> None:
    open_library(LibrarySettings(library=folder), create=create).close()


def test_a_library_that_was_never_made_is_missing_and_the_line_says_how_to_make_it(
    tmp_path: Path,
) -> None:
    with pytest.raises(LibraryMissing, match=r"python -m retrieval ingest") as caught:
        open_at(tmp_path / "nowhere")

    assert str(tmp_path / "nowhere") in str(caught.value)
    assert not (tmp_path / "nowhere").exists()


def test_an_empty_folder_is_no_library(tmp_path: Path) -> None:
    with pytest.raises(LibraryMissing):
        open_at(tmp_path)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("create", [False, True])
def test_a_file_where_the_librarys_folder_should_be_is_called_a_file(
    tmp_path: Path, *, create: bool
) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(LibraryError, match="is a file, not a library's folder; name another place"):
        open_at(tmp_path / "file", create=create)


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b"])
@pytest.mark.parametrize("create", [False, True])
def test_a_place_that_cannot_be_is_one_plain_line(
    tmp_path: Path, name: str, *, create: bool
) -> None:
    with pytest.raises(LibraryError):
        open_at(tmp_path / name, create=create)


def test_a_library_held_by_another_process_names_that_process(folder: Path) -> None:
    with held_by_another(folder) as process, pytest.raises(LibraryHeld) as caught, opened(folder):
        pass

    assert f"process {process.pid} " in str(caught.value)
    assert is_one_plain_line(caught.value)


def test_a_library_is_free_again_when_its_holder_is_killed(folder: Path) -> None:
    with held_by_another(folder) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()

        with opened(folder) as library:
            assert len(library.sources()) == 3


def test_a_library_that_this_process_has_open_is_held_by_it(folder: Path) -> None:
    with (
        opened(folder),
        pytest.raises(LibraryHeld, match=f"process {os.getpid()} "),
        opened(folder),
    ):
        pass


def test_a_holder_that_left_no_readable_note_is_another_process(folder: Path) -> None:
    for note in ("", "{", "[]", '{"pid": 1}'):
        with opened(folder):
            (folder / "holder.json").write_text(note)

            with pytest.raises(LibraryHeld, match="in use by another process"):
                LibraryLock(folder)


def test_a_failed_opening_lets_go_of_the_lock(folder: Path) -> None:
    with pytest.raises(LibraryModelMismatch):
        open_at(folder)

    LibraryLock(folder).release()


def test_a_library_built_by_another_model_is_not_opened(folder: Path) -> None:
    with pytest.raises(LibraryModelMismatch, match="embedding model hash") as caught:
        open_at(folder)

    assert is_one_plain_line(caught.value)


def test_a_library_built_by_the_same_model_otherwise_prepared_is_not_opened(folder: Path) -> None:
    with pytest.raises(LibraryModelMismatch), opened(folder, HashEmbedder(version="2")):
        pass


def test_a_library_of_another_version_says_to_move_it_away(folder: Path) -> None:
    catalogue = Catalogue(folder / "catalogue.sqlite")
    catalogue.set_meta("schema", "0")
    catalogue.close()

    with pytest.raises(LibraryDamaged, match="another version") as caught, opened(folder):
        pass

    assert is_one_plain_line(caught.value)


def test_a_library_of_a_newer_version_is_refused_and_left_as_it_is(folder: Path) -> None:
    catalogue = Catalogue(folder / "catalogue.sqlite")
    catalogue.set_meta("schema", "1000")
    catalogue.connection.execute("DROP TABLE outbox")
    catalogue.close()

    with pytest.raises(LibraryNewer, match="newer version of Pullquote; update") as caught:
        open_at(folder)

    assert "\n" not in str(caught.value)
    tables = sqlite3.connect(folder / "catalogue.sqlite").execute("SELECT name FROM sqlite_master")
    assert ("outbox",) not in tables.fetchall()


def use(folder: Path) -> None:
    with opened(folder) as library:
        library.ask("What floats on salt water?")
        library.verify()


def garbage_at_the_start(path: Path) -> None:
    path.write_bytes(b"garbage " * 512 + path.read_bytes()[4096:])


def garbage_in_the_middle(path: Path) -> None:
    raw = path.read_bytes()
    path.write_bytes(raw[:8192] + b"garbage " * ((len(raw) - 12288) // 8) + raw[-4096:])


def half_of_it(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def nothing_of_it(path: Path) -> None:
    path.write_bytes(b"")


def a_folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    "damage",
    [garbage_at_the_start, garbage_in_the_middle, half_of_it, nothing_of_it, a_folder_instead],
)
def test_a_damaged_catalogue_is_one_plain_line_that_says_what_to_do(
    folder: Path, damage: Callable[[Path], None]
) -> None:
    damage(folder / "catalogue.sqlite")

    with pytest.raises(LibraryDamaged, match="ingest again") as caught:
        use(folder)

    assert is_one_plain_line(caught.value)


def test_a_damaged_catalogue_does_not_keep_the_lock(folder: Path) -> None:
    garbage_at_the_start(folder / "catalogue.sqlite")
    with pytest.raises(LibraryDamaged):
        open_at(folder)

    LibraryLock(folder).release()


def test_a_library_that_was_closed_says_so_and_not_that_it_is_damaged(folder: Path) -> None:
    with opened(folder) as library:
        pass

    with pytest.raises(LibraryError) as caught:
        library.ask("What floats on salt water?")

    assert not isinstance(caught.value, LibraryDamaged)


def test_a_full_disk_is_not_called_damage(folder: Path, tmp_path: Path) -> None:
    with opened(folder) as library:
        pages = library._catalogue.connection.execute("PRAGMA page_count").fetchone()[0]
        library._catalogue.connection.execute(f"PRAGMA max_page_count = {pages}")
        write(tmp_path / "texts", more=chapters("kite", 400))

        with pytest.raises(LibraryError, match="full") as caught:
            library.ingest([tmp_path / "texts"])

        assert not isinstance(caught.value, LibraryDamaged)


def test_the_holders_note_tells_process_command_and_time(folder: Path) -> None:
    with opened(folder):
        note = json.loads((folder / "holder.json").read_text("utf-8"))

    assert note["pid"] == os.getpid()
    assert note["command"]
    assert re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d", note["since"])
