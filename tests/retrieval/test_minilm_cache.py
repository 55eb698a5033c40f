"""What the prepared model's file survives."""

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from structlog.testing import capture_logs

from retrieval.embedding import load_default_embedder, prepare
from retrieval.errors import ModelError
from retrieval.minilm.cache import keep, read_kept
from retrieval.minilm.weights import ModelFiles, find_files

MODEL = b"a model" * 1000


def test_a_kept_model_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "model"

    keep(path, MODEL)

    assert read_kept(path) == MODEL
    assert [found.name for found in path.parent.iterdir()] == ["model"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_kept_model_may_be_read_by_other_users(tmp_path: Path) -> None:
    keep(tmp_path / "model", MODEL)

    assert (tmp_path / "model").stat().st_mode & 0o777 == 0o644


def test_what_was_never_kept_is_missing_without_a_warning(tmp_path: Path) -> None:
    with capture_logs() as logs:
        assert read_kept(tmp_path / "model") is None
    assert not logs


@pytest.mark.parametrize("length", [0, 10, 64, 65, 5000])
def test_a_file_cut_short_is_not_taken_for_a_model(tmp_path: Path, length: int) -> None:
    path = tmp_path / "model"
    keep(path, MODEL)
    path.write_bytes(path.read_bytes()[:length])

    with capture_logs() as logs:
        assert read_kept(path) is None
    assert [entry["event"] for entry in logs] == ["model_cache_damaged"]


def test_one_flipped_bit_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "model"
    keep(path, MODEL)
    data = bytearray(path.read_bytes())
    data[3000] ^= 1
    path.write_bytes(data)

    assert read_kept(path) is None


def test_a_folder_in_the_files_place_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()

    with capture_logs() as logs:
        assert read_kept(tmp_path / "model") is None
        keep(tmp_path / "model", MODEL)

    assert [entry["event"] for entry in logs] == [
        "model_cache_unreadable",
        "model_cache_unwritable",
    ]
    assert [found.name for found in tmp_path.iterdir()] == ["model"]


def test_writers_at_the_same_time_leave_one_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "model"

    with ThreadPoolExecutor(8) as writers:
        list(writers.map(lambda _: keep(path, MODEL), range(32)))

    assert read_kept(path) == MODEL
    assert [found.name for found in tmp_path.iterdir()] == ["model"]


def test_a_damaged_kept_model_is_prepared_anew(tmp_path: Path) -> None:
    expected = load_default_embedder(tmp_path).embed(["a text"])
    (kept,) = tmp_path.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-1])

    found = load_default_embedder(tmp_path).embed(["a text"])

    np.testing.assert_array_equal(found, expected)
    assert kept.read_bytes() == whole


def test_a_whole_file_that_onnxruntime_refuses_is_prepared_anew(tmp_path: Path) -> None:
    load_default_embedder(tmp_path)
    (kept,) = tmp_path.iterdir()
    nonsense = b"not a graph"
    kept.write_bytes(hashlib.sha256(nonsense).hexdigest().encode() + nonsense)

    assert load_default_embedder(tmp_path).embed(["a text"]).shape == (1, 384)
    assert read_kept(kept) not in {None, nonsense}


def test_a_cache_that_cannot_be_written_costs_only_a_warning(tmp_path: Path) -> None:
    # A file where the folder should be refuses everybody, also an administrator.
    blocked = tmp_path / "file"
    blocked.write_text("in the way")

    with capture_logs() as logs:
        embedder = load_default_embedder(blocked / "cache")

    assert embedder.embed(["a text"]).shape == (1, 384)
    assert "model_cache_unwritable" in {entry["event"] for entry in logs}


def test_once_prepared_the_weights_are_not_read_again(tmp_path: Path) -> None:
    files = find_files()
    prepare(files, tmp_path)

    elsewhere = ModelFiles(tmp_path / "gone", files.tokenizer)

    assert prepare(elsewhere, tmp_path).embed(["a text"]).shape == (1, 384)
    with pytest.raises(ModelError, match="cannot be read"):
        prepare(elsewhere, tmp_path / "empty")
