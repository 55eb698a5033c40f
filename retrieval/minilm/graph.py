"""How the weights become something that onnxruntime can run, fast, on a small processor.

The forward pass of BERT (Devlin et al. 2019, https://arxiv.org/abs/1810.04805) with
onnxruntime's fused operators
(https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md), int8 weights and
activations quantised as they come; then the mean over the tokens, at unit length, as
sentence-transformers does it.

There is no attention mask, because the graph is made for one text at a time: see `encoder.py`.
"""

from collections.abc import Mapping

import numpy as np
from onnx import ModelProto, TensorProto, helper

from retrieval.minilm.nodes import Nodes
from retrieval.minilm.shape import (
    DIMENSIONS,
    EPSILON,
    HEADS,
    INPUT,
    LAYERS,
    MAX_TOKENS,
    NAME,
    OUTPUT,
)
from retrieval.minilm.tensors import Floats, quantise_columns, quantise_rows

Weights = Mapping[str, Floats]


def build_graph(weights: Weights) -> bytes:
    """Write the ONNX model: `tokens` int32 `(1, n)` -> `vector` float32 `(1, 384)` of length 1.

    The same weights give the same model; it is about 23 MB.
    """
    nodes = Nodes()
    hidden = _embed(nodes, weights)
    for layer in range(LAYERS):
        hidden = _layer(nodes, _under(weights, f"encoder.layer.{layer}."), hidden)
    _pool(nodes, hidden)
    model: bytes = _model(nodes).SerializeToString()
    return model


def _embed(nodes: Nodes, weights: Weights) -> str:
    """Words and positions, normalised. Every token is of type 0, so that joins the positions."""
    own = _under(weights, "embeddings.")
    table, scales = quantise_rows(own["word_embeddings.weight"])
    rows = nodes.add("Gather", nodes.constant(table), INPUT)
    floats = nodes.add("Cast", rows, to=TensorProto.FLOAT)
    words = nodes.add("Mul", floats, nodes.add("Gather", nodes.constant(scales), INPUT))
    places = own["position_embeddings.weight"] + own["token_type_embeddings.weight"][0]
    length = nodes.add("Shape", INPUT, start=1, end=2)
    first = nodes.constant(np.zeros(1, np.int64))
    positions = nodes.add("Slice", nodes.constant(places[:MAX_TOKENS]), first, length)
    summed = nodes.add("Add", words, positions)
    return nodes.add("LayerNormalization", summed, *_norm(nodes, own), epsilon=EPSILON)


def _layer(nodes: Nodes, weights: Weights, hidden: str) -> str:
    """One transformer layer: attention and feed-forward, each added to what came in."""
    attended = _attend(nodes, _under(weights, "attention.self."), hidden)
    hidden = _project_and_add(nodes, _under(weights, "attention.output."), attended, hidden)
    wide, bias = _multiply(nodes, _under(weights, "intermediate.dense."), hidden)
    active = nodes.fused("BiasGelu", wide, bias)
    return _project_and_add(nodes, _under(weights, "output."), active, hidden)


def _attend(nodes: Nodes, weights: Weights, hidden: str) -> str:
    parts = ("query", "key", "value")
    matrix = np.concatenate([weights[f"{part}.weight"].T for part in parts], axis=1)
    bias = np.concatenate([weights[f"{part}.bias"] for part in parts])
    table, scales = quantise_columns(matrix)
    active, scale, zero = nodes.add_many("DynamicQuantizeLinear", hidden, outputs=3)
    inputs = (active, nodes.constant(table), nodes.constant(bias), scale, nodes.constant(scales))
    centre = nodes.constant(np.zeros(scales.shape, np.int8))
    return nodes.fused("QAttention", *inputs, "", zero, centre, num_heads=HEADS)


def _project_and_add(nodes: Nodes, weights: Weights, branch: str, trunk: str) -> str:
    projected, bias = _multiply(nodes, _under(weights, "dense."), branch)
    inputs = (projected, trunk, *_norm(nodes, weights), bias)
    return nodes.fused("SkipLayerNormalization", *inputs, epsilon=EPSILON)


def _multiply(nodes: Nodes, dense: Weights, hidden: str) -> tuple[str, str]:
    """Multiply, and leave the bias to the operator that follows, which adds it in passing."""
    table, scales = quantise_columns(dense["weight"].T)
    inputs = (hidden, nodes.constant(table), nodes.constant(scales))
    return nodes.fused("DynamicQuantizeMatMul", *inputs), nodes.constant(dense["bias"])


def _pool(nodes: Nodes, hidden: str) -> None:
    mean = nodes.add("ReduceMean", hidden, nodes.constant(np.ones(1, np.int64)), keepdims=0)
    unit = nodes.add("LpNormalization", mean, axis=-1, p=2)
    nodes.name_output(unit, OUTPUT)


def _norm(nodes: Nodes, weights: Weights) -> tuple[str, str]:
    scale, shift = weights["LayerNorm.weight"], weights["LayerNorm.bias"]
    return nodes.constant(scale), nodes.constant(shift)


def _under(weights: Weights, prefix: str) -> Weights:
    return {
        name.removeprefix(prefix): tensor
        for name, tensor in weights.items()
        if name.startswith(prefix)
    }


def _model(nodes: Nodes) -> ModelProto:
    source = helper.make_tensor_value_info(INPUT, TensorProto.INT32, [1, "length"])
    result = helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, [1, DIMENSIONS])
    return nodes.model(NAME, source, result)
