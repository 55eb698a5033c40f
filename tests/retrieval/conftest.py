import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from tests.retrieval.commands import CommandLine


@pytest.fixture
def command(
    tmp_path: Path,
    model_cache: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[CommandLine]:
    """The command line in an empty working directory, without settings of whoever runs it."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    for name in ("LIBRARY", "EMBEDDING", "EMBEDDING_CONFIG"):
        monkeypatch.delenv(f"PULLQUOTE_{name}", raising=False)
    monkeypatch.setenv("PULLQUOTE_MODEL_CACHE", str(model_cache))
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield CommandLine(monkeypatch, capsys)
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def asked_folder(seed_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library over the seeds for commands that only ask: none may change it."""
    return shutil.copytree(seed_folder, tmp_path_factory.mktemp("asked") / "library")
