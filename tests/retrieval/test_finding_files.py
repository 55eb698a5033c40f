"""Which files does a path stand for, and what is said of those that cannot be read?"""

import os
from pathlib import Path

import pytest

from retrieval import LibraryError, LibrarySettings, open_library
from retrieval.errors import (
    DocumentEmpty,
    DocumentEncoding,
    DocumentError,
    DocumentMissing,
    DocumentNotText,
    DocumentUnreadable,
)
from retrieval.readers import read_document
from retrieval.sources.places import files_under


def names_under(path: Path) -> list[str]:
    return [file.relative_to(path).as_posix() for file in files_under(path)]


def test_a_folder_stands_for_all_files_below_it_in_name_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", "c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    assert names_under(tmp_path) == ["a/b/c.txt", "a/z.txt", "b.txt", "c.txt"]


def test_sidecars_and_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for name in ("sources.toml", ".hidden.txt", ".git/config", "a.txt"):
        (tmp_path / name).touch()

    assert names_under(tmp_path) == ["a.txt"]


def test_a_sidecar_that_is_named_outright_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").touch()

    assert list(files_under(tmp_path / "sources.toml")) == []


def test_a_path_that_leads_nowhere_is_missing(tmp_path: Path) -> None:
    with pytest.raises(DocumentMissing, match=r"nowhere\.txt: there is no such file or folder"):
        list(files_under(tmp_path / "nowhere.txt"))


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b"])
def test_a_path_that_cannot_be_is_an_error_about_that_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(DocumentError):
        list(files_under(tmp_path / name))


def test_a_link_to_the_folder_that_it_stands_in_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "loop").symlink_to(tmp_path, target_is_directory=True)

    assert names_under(tmp_path) == ["a.txt"]


def test_a_link_to_another_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "a.txt").touch()
    (tmp_path / "near").mkdir()
    (tmp_path / "near" / "link").symlink_to(tmp_path / "far", target_is_directory=True)

    assert names_under(tmp_path / "near") == ["link/a.txt"]


def test_a_dangling_link_hides_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "b.txt").touch()

    assert names_under(tmp_path) == ["a.txt", "b.txt"]
    with pytest.raises(DocumentMissing, match=r"a\.txt"):
        read_document(tmp_path / "a.txt")


def test_a_link_to_itself_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "a.txt")

    assert names_under(tmp_path) == ["a.txt"]
    with pytest.raises(DocumentError, match=r"a\.txt"):
        read_document(tmp_path / "a.txt")


def test_a_folder_that_cannot_be_listed_hides_no_other_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "open.txt").touch()
    listing = Path.iterdir

    def refuse(folder: Path) -> object:
        if folder.name == "closed":
            raise PermissionError(13, "Permission denied")
        return listing(folder)

    monkeypatch.setattr(Path, "iterdir", refuse)

    assert names_under(tmp_path) == ["closed", "open.txt"]
    with pytest.raises(DocumentUnreadable, match="closed"):
        read_document(tmp_path / "closed")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")

    with pytest.raises(DocumentUnreadable, match=r"pipe\.txt"):
        read_document(tmp_path / "pipe.txt")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", DocumentEmpty),
        (b" \n\t\r\n \xc2\xa0", DocumentEmpty),
        (b"\xef\xbb\xbf", DocumentEmpty),
        (b"\xe2\x80\x8b\n", DocumentEmpty),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", DocumentNotText),
        ("Boats".encode("utf-16"), DocumentNotText),
        ("Caf\xe9 au lait".encode("latin-1"), DocumentEncoding),
        (b"\xed\xa0\x80 half a pair", DocumentEncoding),
    ],
)
def test_a_file_that_holds_no_text_says_so_in_one_line_with_its_name(
    tmp_path: Path, content: bytes, error: type[DocumentError]
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)

    with pytest.raises(error) as caught:
        read_document(path)

    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


def test_a_file_that_the_system_refuses_is_unreadable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").touch()

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)

    with pytest.raises(
        DocumentUnreadable, match=r"a\.txt: it cannot be read \(Permission denied\)"
    ):
        read_document(tmp_path / "a.txt")


def test_a_source_is_the_path_as_given_also_where_it_is_a_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("Boats float.")
    (tmp_path / "link.txt").symlink_to("a.txt")
    monkeypatch.chdir(tmp_path)

    assert read_document(Path("link.txt")).source == str(tmp_path / "link.txt")


def test_a_file_whose_name_is_not_utf_8_is_named_and_the_others_are_read(
    tmp_path: Path, model_cache: Path
) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "good.txt").write_text("Boats float on water.")
    (folder / "b\udcff.txt").write_text("Kites fly.")
    settings = LibrarySettings(library=tmp_path / "library", model_cache=model_cache)

    with open_library(settings, create=True) as library:
        report = library.ingest([folder])

    assert [Path(source).name for source in report.added] == ["good.txt"]
    assert "not UTF-8" in report.failed[0].reason


@pytest.mark.parametrize("place", ["~nobody-of-this-name/library", "b\udcff"])
def test_a_library_cannot_be_where_no_folder_can_be(place: str, model_cache: Path) -> None:
    settings = LibrarySettings(library=Path(place), model_cache=model_cache)

    with pytest.raises(LibraryError, match="name another place"):
        open_library(settings, create=True)
