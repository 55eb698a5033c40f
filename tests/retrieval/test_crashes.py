"""A process that is killed in the middle of an ingest leaves a library that the next one mends."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SEEDS
from tests.retrieval.fakes import HashEmbedder, opened
from tests.retrieval.killed import WAYS
from tests.retrieval.shelves import BOATS, KITES, in_step, passages_of, write

OLD = {BOATS, KITES}
NEW = {"Glue is sticky stuff.", KITES, "Nails are not."}


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where each way of being killed has left its library."""
    place = tmp_path_factory.mktemp("killed")
    texts = write(place / "texts", boats=BOATS, kites=KITES)
    with opened(place / "sound") as library:
        library.ingest([texts])
    for way in WAYS:
        shutil.copytree(place / "sound", place / way.__name__)
    write(texts, boats="Glue is sticky stuff.", nails="Nails are not.")
    command = [sys.executable, "-m", "tests.retrieval.killed", str(place), str(texts)]
    subprocess.run(command, check=True, cwd=SEEDS.parent, timeout=120)  # noqa: S603 - our own module, on our own folder
    return place


@pytest.mark.parametrize("way", [way.__name__ for way in WAYS])
def test_what_was_killed_is_in_step_when_it_is_opened_again(killed: Path, way: str) -> None:
    embedder = HashEmbedder()

    with opened(killed / way, embedder) as library:
        assert in_step(library)
        assert set(passages_of(library).values()) in (OLD, NEW)
        assert not library.verify().differing_passages
        assert embedder.embedded == 0
        library.ingest([killed / "texts"])
        assert set(passages_of(library).values()) == NEW
        assert in_step(library)
