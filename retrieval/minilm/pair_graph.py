"""The re-scorer as a graph: BERT over a question and a text, and one number from the first token.

A cross-encoder after Nogueira and Cho, "Passage Re-ranking with BERT" (2019,
https://arxiv.org/abs/1901.04085): both texts are read together, the first as type 0, the second as
type 1, and BERT's pooler and one more layer turn the first token into a logit.
"""

import numpy as np
from onnx import TensorProto, helper

from retrieval.minilm.layers import Weights, encode
from retrieval.minilm.nodes import Nodes
from retrieval.minilm.shape import INPUT, LOGIT, TYPES

NAME = "pullquote-rescorer"


def build_pair_graph(weights: Weights) -> bytes:
    """Write the ONNX model: `tokens`, `types` int32 `(1, n)` -> `logit` float32 `(1, 1, 1)`.

    `weights` have BERT's names, with `pooler.dense` and `classifier`. The model is about 23 MB.
    """
    nodes = Nodes()
    first = nodes.constant(np.zeros(1, np.int64))
    hidden = nodes.add("Gather", encode(nodes, weights, TYPES), first, axis=1)
    pooled = nodes.add("Tanh", _dense(nodes, weights, "pooler.dense", hidden))
    nodes.name_output(_dense(nodes, weights, "classifier", pooled), LOGIT)
    sources = [_info(name, TensorProto.INT32, [1, "length"]) for name in (INPUT, TYPES)]
    result = _info(LOGIT, TensorProto.FLOAT, [1, 1, 1])
    model: bytes = nodes.model(NAME, sources, result).SerializeToString()
    return model


def _dense(nodes: Nodes, weights: Weights, name: str, value: str) -> str:
    product = nodes.add("MatMul", value, nodes.constant(weights[f"{name}.weight"].T))
    return nodes.add("Add", product, nodes.constant(weights[f"{name}.bias"]))


_info = helper.make_tensor_value_info
