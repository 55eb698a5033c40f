"""An embedding function of Chroma's as an `Embedder`: what it gives is checked and made unit."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from retrieval.batches import batches
from retrieval.confidential import variables_in, without_secrets
from retrieval.errors import ModelError
from retrieval.identity import described, identity_of
from retrieval.model_faults import fault_in_embedding
from retrieval.registry import Function

# Services take from 96 texts a call upwards.
_BATCH: Final = 64
_PROBE: Final = "How many numbers does a vector have?"
# Several services refuse a text without letters; nothing is found by it anyway.
_INSTEAD_OF_NOTHING: Final = "."
Floats = NDArray[np.float32]


class FunctionEmbedder:
    """Calls an embedding function in batches. Retries are the function's own matter."""

    def __init__(
        self,
        name: str,
        function: Function,
        rarity: Callable[[str], float],
        dimensions: int | None = None,
    ) -> None:
        """Take a function, what it is called, and the length of its vectors where that is known.

        `rarity` tells how seldom a word is in the language, near 0 to 1.
        """
        config = function.get_config()
        self.name: Final = name
        # Under a name of its own, so that no entry of it meets one of ours.
        self.config: Final[Mapping[str, object]] = {"config": without_secrets(config)}
        self.rarity: Final = rarity
        self._called_so = described(identity_of(name, self.config))
        self._function = function
        self._variables = variables_in(config)
        self._dimensions = dimensions

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has; found out by embedding, where nobody has told."""
        if self._dimensions is None:
            self.embed([_PROBE])
        assert self._dimensions is not None  # noqa: S101 - embedding a text sets it
        return self._dimensions

    def embed(self, texts: Sequence[str]) -> Floats:
        """Vectors of length 1, shape `(len(texts), dimensions)`.

        A text that the model gives no direction has a vector of zeros, which is near to nothing.
        Raises `ModelError` where the model fails or gives what are no such vectors.
        """
        return self._in_batches(self._function, texts)

    def embed_queries(self, texts: Sequence[str]) -> Floats:
        """The same for questions; raises as `embed`."""
        return self._in_batches(self._function.embed_query, texts)

    def _in_batches(self, call: Callable[[list[str]], Any], texts: Sequence[str]) -> Floats:
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        called = ((self._called(call, batch), len(batch)) for batch in batches(texts, _BATCH))
        return np.concatenate([self._unit(given, count) for given, count in called])

    def _called(self, call: Callable[[list[str]], Any], texts: list[str]) -> Any:
        readable = [_readable(text) for text in texts]
        try:
            return call(readable)
        except Exception as error:  # noqa: BLE001 - each function raises what its package raises
            # Its own words may hold a key, in the traceback too.
            raise fault_in_embedding(self._called_so, error, self._variables) from None

    def _unit(self, given: Any, count: int) -> Floats:
        vectors = _rows(given)
        if vectors is None or len(vectors) != count or not np.isfinite(vectors).all():
            raise ModelError(
                f"The embedding model {self._called_so} gave something else than {count} vectors "
                "of numbers; choose another."
            )
        self._agree_on(vectors.shape[1])
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Floats = (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32)
        return unit

    def _agree_on(self, found: int) -> None:
        if self._dimensions is None:
            self._dimensions = found
        elif self._dimensions != found:
            raise ModelError(
                f"The embedding model {self._called_so} gives vectors of {found} numbers, where "
                f"{self._dimensions} were expected; it has changed: rebuild with "
                "python -m retrieval rebuild."
            )


def _readable(text: str) -> str:
    # A lone surrogate is no character: it cannot be sent.
    return text.encode("utf-8", "replace").decode("utf-8") if text.strip() else _INSTEAD_OF_NOTHING


def _rows(given: Any) -> NDArray[np.float64] | None:
    """What a function gave as a matrix; None where it is none."""
    try:
        vectors = np.asarray(given, np.float64)
    except (TypeError, ValueError):
        return None
    return vectors if vectors.ndim == 2 and vectors.shape[1] else None  # noqa: PLR2004 - rows and columns
