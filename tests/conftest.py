"""What every room's tests may share: the real model, and a library over the seeds."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval import Library
    from retrieval.embedding import Embedder

# A machine that others share may take long over any one example; hanging shows anyway.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture(scope="session")
def model_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this run keeps the prepared model; the user's own cache is left alone."""
    return tmp_path_factory.mktemp("model")


@pytest.fixture(scope="session")
def embedder(model_cache: Path) -> "Embedder":
    """The real model, made ready once."""
    from retrieval.embedding import load_default_embedder  # noqa: PLC0415 - only who asks pays

    return load_default_embedder(model_cache)


@pytest.fixture(scope="session")
def seed_folder(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Path:
    """A library over the seeds, closed: copy it, and break the copy."""
    from retrieval import LibrarySettings, open_library  # noqa: PLC0415 - only who asks pays

    folder = tmp_path_factory.mktemp("seeds") / "library"
    settings = LibrarySettings(library=folder, model_cache=model_cache)
    with open_library(settings, create=True) as library:
        report = library.ingest([SEEDS])
        library.verify()
    assert not report.failed
    return folder


@pytest.fixture(scope="session")
def seed_library(
    seed_folder: Path, model_cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> "Iterator[Library]":
    """Such a library, open for reading: no test may change or close it."""
    from retrieval import LibrarySettings, open_library  # noqa: PLC0415 - only who asks pays

    folder = shutil.copytree(seed_folder, tmp_path_factory.mktemp("open") / "library")
    settings = LibrarySettings(library=folder, model_cache=model_cache)
    with open_library(settings) as library:
        yield library
