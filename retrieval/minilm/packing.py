"""How a trained model's own tensors are kept in the repository: int8, with a scale a column.

Matrices shrink to a quarter; vectors stay as they are. Names are BERT's; the scales of `x` go by
`x.scales`.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from retrieval.minilm.tensors import Floats, quantise_columns

_SCALES = ".scales"
Packed = Mapping[str, NDArray[np.generic]]


def pack(weights: Mapping[str, Floats]) -> dict[str, NDArray[np.generic]]:
    """Float tensors to int8 tables `(inputs, outputs)` and their scales `(outputs,)`."""
    packed: dict[str, NDArray[np.generic]] = {}
    for name, tensor in weights.items():
        if tensor.ndim == 1:
            packed[name] = tensor
        else:
            packed[name], packed[name + _SCALES] = quantise_columns(tensor.T)
    return packed


def unpack(packed: Packed) -> dict[str, Floats]:
    """What `pack` was given, as near as int8 comes to it."""
    return {
        name: _whole(tensor, packed.get(name + _SCALES))
        for name, tensor in packed.items()
        if not name.endswith(_SCALES)
    }


def _whole(tensor: NDArray[np.generic], scales: NDArray[np.generic] | None) -> Floats:
    floats = tensor.astype(np.float32)
    return floats if scales is None else (floats * scales.astype(np.float32)).T
