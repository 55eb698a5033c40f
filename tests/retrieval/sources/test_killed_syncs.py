"""A sync, or a removal, that is killed anywhere and run again ends where an undisturbed one does.

    KILLS=12 python -m pytest tests/retrieval/sources/test_killed_syncs.py

kills at each of the first 12 times that something is done; without it at one time of each.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from retrieval import Library, Source
from retrieval.sources.printing import contents_json
from tests.conftest import SEEDS
from tests.retrieval.fakes import opened
from tests.retrieval.shelves import BOATS, KITES, chapters, in_step, passages_of, said, write

QUESTIONS = (
    "What floats on salt water?",
    "Who flies kites in steady wind?",
    "What was the anchor of chapter 7?",
    "Is glue sticky?",
    "Which rope was a fine one?",
)
# Gently where the number is odd.
KILLS = int(os.environ.get("KILLS", "0"))
# What a sync and a removal do, each of which the kill may come before.
SYNCING = (
    "embedded",
    "removed",
    "added",
    "terms",
    "told",
    "upserted",
    "settled",
    "claimed",
    "kept",
)
REMOVING = ("left", "kept", "removed", "told", "settled", "forgotten")


def ways_of(deed: str, done: tuple[str, ...]) -> list[tuple[str, str, int]]:
    every = [(deed, what, number) for what in done for number in range(KILLS)]
    return every or [(deed, what, number % 3) for number, what in enumerate(done)]


SYNCS, REMOVALS = ways_of("sync", SYNCING), ways_of("remove", REMOVING)


def shown(library: Library) -> str:
    """What `sources show --json` prints."""
    pairs = ((source, library.contents(source.name)) for source in library.origins())
    return "".join(contents_json(pairs, library.contents()))


def answers(library: Library) -> list[object]:
    return [said(library.ask(question)) for question in QUESTIONS]


def name_of(deed: str, what: str, number: int) -> str:
    return f"{deed}-{what}-{number}"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Libraries that were killed while something was to be added, changed, claimed and removed."""
    place = tmp_path_factory.mktemp("killed")
    texts = write(
        place / "texts", boats=BOATS, kites=KITES, rope=chapters("rope", 40), tar="Tar is black."
    )
    alone = write(place / "alone", planks="Planks are long.")
    with opened(place / "before") as library:
        library.ingest([alone])
        library.add_source(Source("texts", str(texts)))
        library.sync()
        library.add_source(Source("alone", str(alone)))
    write(texts, boats=BOATS + " Glue is sticky.", anchor=chapters("anchor", 40), nails="Nails.")
    write(alone, pitch="Pitch is sticky too.")
    (texts / "kites.txt").unlink()
    (texts / "rope.txt").write_text(chapters("rope", 30), "utf-8")
    ways = [*SYNCS, *REMOVALS]
    for name in ("removed", *(name_of(*way) for way in ways)):
        shutil.copytree(place / "before", place / name)
    command = [sys.executable, "-m", "tests.retrieval.sources.killed_syncing", str(place)]
    subprocess.run(  # noqa: S603 - our own module, on our own folder
        [*command, json.dumps(ways)], check=True, cwd=SEEDS.parent, timeout=300
    )
    return place


@pytest.fixture(scope="module")
def undisturbed(place: Path) -> tuple[str, list[object], dict[int, str]]:
    """What is shown, answered and held after a sync that nothing disturbed."""
    with opened(place / "before") as library:
        library.sync(remove_vanished=True)
        return shown(library), answers(library), passages_of(library)


@pytest.fixture(scope="module")
def removed(place: Path) -> tuple[str, list[object], dict[int, str]]:
    """The same after a removal that nothing disturbed."""
    with opened(place / "removed") as library:
        library.remove_source("texts")
        return shown(library), answers(library), passages_of(library)


@pytest.mark.parametrize("way", SYNCS, ids=str)
def test_what_was_killed_ends_like_what_was_not(
    place: Path, undisturbed: tuple[str, list[object], dict[int, str]], way: tuple[str, str, int]
) -> None:
    with opened(place / name_of(*way)) as library:
        assert in_step(library)
        assert library.verify().differing_passages == []
        library.sync(remove_vanished=True)

        assert (shown(library), answers(library), passages_of(library)) == undisturbed
        assert in_step(library)
        assert library.verify().clean


@pytest.mark.parametrize("way", REMOVALS, ids=str)
def test_a_removal_that_was_killed_is_at_its_end_when_the_library_is_opened_again(
    place: Path, removed: tuple[str, list[object], dict[int, str]], way: tuple[str, str, int]
) -> None:
    with opened(place / name_of(*way)) as library:
        # What was killed before it had begun is still to be done.
        if way[1:] in (("left", 0), ("kept", 0)):
            library.remove_source("texts")

        assert [source.name for source in library.origins()] == ["alone"]
        assert (shown(library), answers(library), passages_of(library)) == removed
        assert in_step(library)
        assert library.verify().clean
