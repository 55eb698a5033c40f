"""Whether what is shown in the README and the gallery is there, is light, and is all there is."""

import re
from pathlib import Path

import pytest
from pictures.gallery import gallery
from pictures.scenes import KINDS, PICTURES

DOCS = Path(__file__).parents[2] / "docs"
SHOWN = DOCS / "pictures"


def test_the_gallery_is_the_one_that_the_script_writes() -> None:
    assert (DOCS / "gallery.md").read_text(encoding="utf-8") == gallery(KINDS)


def test_every_picture_that_is_kept_is_taken_by_the_script() -> None:
    assert {path.stem for path in SHOWN.glob("*.png")} == {one.name for one in PICTURES}


@pytest.mark.parametrize("page", ["../README.md", "gallery.md", "digests.md"])
def test_a_page_shows_nothing_that_is_not_there_and_says_what_it_shows(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")

    for said, address in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", text):
        assert said
        assert ((DOCS / page).parent / address).is_file()


def test_no_picture_weighs_more_than_150_kilobytes() -> None:
    assert max(path.stat().st_size for path in SHOWN.iterdir()) < 150_000
