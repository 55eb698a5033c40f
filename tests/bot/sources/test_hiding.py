"""Where files lie, by whatever way the library's folder was written."""

from pathlib import Path

import pytest

from bot.sources.hiding import tidy
from bot.sources.uploads import Uploads
from retrieval import SourceStatus


def test_a_folder_beside_the_working_directory_is_one_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bot").mkdir()
    monkeypatch.chdir(tmp_path / "bot")
    uploads = Uploads(Path("../library/attachments"))

    kept = uploads.keep(7, "notes.txt", b"R2 may be late.")

    assert kept == tmp_path / "library/attachments/7" / kept.parent.name / "notes.txt"
    assert uploads.weight(7) == 15
    uploads.discard(str(kept))
    assert not kept.exists()
    assert uploads.weight(7) == 0


def test_a_file_is_shown_by_its_name_even_if_the_library_was_moved() -> None:
    place = "/old/place/attachments/7/ab/notes.txt"
    status = SourceStatus("n", place, "discord:7", "server:7", None, 1, 1, 1)

    assert tidy([status], [place])(f"{place}: no text.") == "notes.txt: no text."
