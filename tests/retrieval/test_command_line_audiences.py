"""What an operator is shown of what some readers may read."""

from pathlib import Path

import pytest

from tests.retrieval.commands import CommandLine
from tests.retrieval.shelves import BOATS, KITES, write

SIDECAR = """
[[source]]
file = "boats.txt"
title = "The tar letter"
speaker = "Ada Lind"
audience = "subscribers"
"""


@pytest.fixture
def folder(tmp_path: Path, command: CommandLine) -> Path:
    """A library of one text for everybody and one for subscribers."""
    shelf = write(tmp_path / "shelf", boats=BOATS, kites=KITES)
    (shelf / "sources.toml").write_text(SIDECAR)
    assert command("ingest", shelf, "--library", tmp_path / "library").status == 0
    return tmp_path / "library"


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        (("ask", "What keeps the planks dry?"), "Tar keeps the planks dry."),
        (("digest", "tar"), "Tar keeps the planks dry."),
        (("person", "Ada Lind"), "Tar keeps the planks dry."),
        (("episode", "The tar letter"), "Tar keeps the planks dry."),
    ],
)
def test_what_is_shown_is_what_the_audiences_may_read(
    command: CommandLine, folder: Path, asked: tuple[str, ...], shown: str
) -> None:
    def out(*audiences: str) -> str:
        options = [part for name in audiences for part in ("--audience", name)]
        done = command(*asked, *options, "--library", folder)
        assert (done.status, done.err) == (0, "")
        return done.out

    assert shown in out()
    assert shown in out("subscribers")
    assert shown in out("nobody's", "subscribers")
    assert shown not in out("public")
    assert shown not in out("nobody's")
