"""Only the published files are used, and what is wrong with others is said plainly."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from retrieval.embedding import prepare
from retrieval.errors import ModelError
from retrieval.minilm.tensors import quantise_columns, quantise_rows
from retrieval.minilm.weights import ModelFiles, find_files, read_tokenizer, read_weights


@pytest.fixture
def copied(tmp_path: Path) -> ModelFiles:
    files = find_files()
    copies = ModelFiles(tmp_path / "model.safetensors", tmp_path / "tokenizer.json")
    shutil.copyfile(files.weights, copies.weights)
    shutil.copyfile(files.tokenizer, copies.tokenizer)
    return copies


def test_a_missing_package_is_named_with_what_to_do() -> None:
    with pytest.raises(ModelError, match=r"not installed \(package no-such-box\): install"):
        find_files("no-such-box")


def test_a_package_without_the_model_is_named_with_what_to_do() -> None:
    with pytest.raises(ModelError, match=r"does not hold the file 'model\.safetensors': install"):
        find_files("structlog")


def test_weights_with_one_flipped_bit_are_refused(copied: ModelFiles, tmp_path: Path) -> None:
    with copied.weights.open("r+b") as weights:
        weights.seek(50_000_000)
        byte = weights.read(1)[0]
        weights.seek(50_000_000)
        weights.write(bytes([byte ^ 1]))

    with pytest.raises(ModelError, match="not the published one"):
        prepare(copied, tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_weights_cut_short_are_refused(copied: ModelFiles) -> None:
    with copied.weights.open("r+b") as weights:
        weights.truncate(1000)

    with pytest.raises(ModelError, match="not the published one"):
        read_weights(copied)


def test_a_changed_tokenizer_is_refused(copied: ModelFiles) -> None:
    text = copied.tokenizer.read_text(encoding="utf-8")
    copied.tokenizer.write_text(text.replace("the", "teh", 1), encoding="utf-8")

    with pytest.raises(ModelError, match="not the published one"):
        read_tokenizer(copied)


def test_files_that_vanished_are_a_model_error(tmp_path: Path) -> None:
    nowhere = ModelFiles(tmp_path / "weights", tmp_path / "tokenizer")

    with pytest.raises(ModelError, match="cannot be read"):
        read_weights(nowhere)
    with pytest.raises(ModelError, match="cannot be read"):
        read_tokenizer(nowhere)


def test_no_two_neighbouring_weights_can_overflow_sixteen_bits() -> None:
    matrix = np.random.default_rng(0).normal(size=(384, 64)).astype(np.float32)

    table, _ = quantise_columns(matrix)

    neighbours = table[0::2].astype(int) + table[1::2]
    assert 255 * np.abs(neighbours).max() < 2**15


def test_quantised_values_come_back_within_half_a_step() -> None:
    matrix = np.random.default_rng(0).normal(size=(384, 64)).astype(np.float32)

    for table, scales in (quantise_columns(matrix), quantise_rows(matrix)):
        assert (np.abs(table * scales - matrix) <= scales * 0.501).all()


def test_zeros_stay_zeros() -> None:
    table, scales = quantise_columns(np.zeros((4, 2), np.float32))

    assert not table.any()
    assert np.isfinite(scales).all()
