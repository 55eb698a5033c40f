"""How the prepared model is kept, so that it is prepared once.

A kept file is the SHA-256 of a model (64 hexadecimal digits) and then the model. It is moved into
place whole, so two processes that prepare it at once, or one that is killed, do no harm.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeVar

import structlog

from retrieval.errors import ModelError

T = TypeVar("T")
_DIGITS: Final = 64
_log = structlog.get_logger(__name__)


def prepared(path: Path, load: Callable[[bytes], T], build: Callable[[], bytes]) -> T:
    """What `load` makes of the model kept at `path`, or of the one that `build` makes to be kept.

    A kept model that is damaged is made anew. Raises what `build` raises, and `ModelError` where
    `load` refuses the new model.
    """
    kept = read_kept(path)
    if kept is not None:
        # A whole file that onnxruntime refuses was kept by another version of it.
        with suppress(ModelError):
            return load(kept)
    model = build()
    keep(path, model)
    return load(model)


def read_kept(path: Path) -> bytes | None:
    """Read the model kept at `path`; None if there is none, or if it is damaged or unreadable."""
    try:
        with path.open("rb") as opened:
            seal, model = opened.read(_DIGITS), opened.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        _log.warning("model_cache_unreadable", path=str(path), reason=str(error))
        return None
    if seal == _seal(model):
        return model
    _log.warning("model_cache_damaged", path=str(path))
    return None


def keep(path: Path, model: bytes) -> None:
    """Keep a model at `path`. A folder that refuses costs a warning and time at the next start."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, _seal(model) + model)
    except OSError as error:
        _log.warning("model_cache_unwritable", path=str(path), reason=str(error))


def _seal(model: bytes) -> bytes:
    return hashlib.sha256(model).hexdigest().encode()


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=path.name, suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(data)
            part.flush()
            os.fsync(part.fileno())
        # Published data: an image may be built by one user and run by another.
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
