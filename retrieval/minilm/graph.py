"""The embedding model as a graph: BERT, then the mean over the tokens, at unit length.

That is what sentence-transformers does. The graph is made for one text at a time, so the mean
needs no mask: see `encoder.py`.
"""

import numpy as np
from onnx import ModelProto, TensorProto, helper

from retrieval.minilm.layers import Weights, encode
from retrieval.minilm.nodes import Nodes
from retrieval.minilm.shape import DIMENSIONS, INPUT, NAME, OUTPUT


def build_graph(weights: Weights) -> bytes:
    """Write the ONNX model: `tokens` int32 `(1, n)` -> `vector` float32 `(1, 384)` of length 1.

    The same weights give the same model; it is about 23 MB.
    """
    nodes = Nodes()
    _pool(nodes, encode(nodes, weights))
    model: bytes = _model(nodes).SerializeToString()
    return model


def _pool(nodes: Nodes, hidden: str) -> None:
    mean = nodes.add("ReduceMean", hidden, nodes.constant(np.ones(1, np.int64)), keepdims=0)
    unit = nodes.add("LpNormalization", mean, axis=-1, p=2)
    nodes.name_output(unit, OUTPUT)


def _model(nodes: Nodes) -> ModelProto:
    source = helper.make_tensor_value_info(INPUT, TensorProto.INT32, [1, "length"])
    result = helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, [1, DIMENSIONS])
    return nodes.model(NAME, [source], result)
