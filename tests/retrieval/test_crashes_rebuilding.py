"""A rebuild that is killed leaves a whole library, the old model's or the new one's."""

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from retrieval import LibraryModelMismatch
from retrieval.embedding import load_embedder
from retrieval.rebuilding import Rebuild
from tests.conftest import SEEDS
from tests.retrieval.fakes import HashEmbedder, opened
from tests.retrieval.killed_rebuilding import TOY, WAYS, after_the_exchange, inside_the_exchange
from tests.retrieval.shelves import BOATS, KITES, chapters, in_step, write

NAMES = [way.__name__ for way in WAYS]
OLD = NAMES[: NAMES.index(inside_the_exchange.__name__) + 1]
NEW = NAMES[NAMES.index(after_the_exchange.__name__) :]
QUESTION = "What floats on salt water?"


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where each way of being killed has left its library."""
    place = tmp_path_factory.mktemp("killed")
    texts = write(place / "texts", boats=BOATS, kites=KITES, tale=chapters("boat", 250))
    with opened(place / "sound") as library:
        assert library.ingest([texts]).passages > 16
    for name in NAMES:
        shutil.copytree(place / "sound", place / name)
    command = [sys.executable, "-m", "tests.retrieval.killed_rebuilding", str(place)]
    subprocess.run(command, check=True, cwd=SEEDS.parent, timeout=120)  # noqa: S603 - our own module, on our own folder
    return place


@pytest.mark.parametrize("name", OLD)
def test_what_was_killed_before_the_exchange_is_the_old_models_and_a_second_run_ends_it(
    killed: Path, name: str
) -> None:
    folder, toy = killed / name, load_embedder(TOY)

    with opened(folder) as library, opened(killed / "sound") as sound:
        assert in_step(library)
        assert library.ask(QUESTION).answered
        assert library.verify().clean
        ids = library._catalogue.passage_ids()
        before = sound._catalogue.vectors(ids)
        np.testing.assert_array_equal(library._catalogue.vectors(ids), before)
    with pytest.raises(LibraryModelMismatch), opened(folder, toy):
        pass
    with Rebuild(folder, toy) as rebuild:
        assert rebuild.plan.embedded == kept_by(name, rebuild.plan.passages)
        rebuild.embed(lambda *_: None)
        rebuild.exchange(lambda *_: None)

    is_the_toys(folder)


@pytest.mark.parametrize("name", NEW)
def test_what_was_killed_after_the_exchange_is_the_new_models_and_mends_itself(
    killed: Path, name: str
) -> None:
    is_the_toys(killed / name)
    with Rebuild(killed / name, load_embedder(TOY)) as rebuild:
        assert not rebuild.plan.needed
    assert not (killed / name / "rebuild").exists()


def kept_by(name: str, passages: int) -> int:
    """How many passages stay embedded when a rebuild is killed so."""
    return {"while_embedding": 0, "after_the_first_vectors_were_kept": 16}.get(name, passages)


def is_the_toys(folder: Path) -> None:
    """Everything in the library is of the new model, Chroma's vectors too; the old is refused."""
    with opened(folder, load_embedder(TOY)) as library:
        assert in_step(library)
        assert library.ask(QUESTION).answered
        ids = library._catalogue.passage_ids()
        for vector in library._catalogue.vectors(ids):
            [(_, cosine)] = library._store.search(vector, 1)
            assert cosine == pytest.approx(1, abs=1e-4)
    with pytest.raises(LibraryModelMismatch), opened(folder, HashEmbedder()):
        pass
