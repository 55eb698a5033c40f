"""BERT's building blocks as onnxruntime runs them fast on a small processor.

The forward pass of BERT (Devlin et al. 2019, https://arxiv.org/abs/1810.04805) with
onnxruntime's fused operators
(https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md), int8 weights and
activations quantised as they come. There is no attention mask: graphs run one text at a time.
"""

from collections.abc import Mapping

import numpy as np
from onnx import TensorProto

from retrieval.minilm.nodes import Nodes
from retrieval.minilm.shape import EPSILON, HEADS, INPUT, LAYERS, MAX_TOKENS
from retrieval.minilm.tensors import Floats, quantise_columns, quantise_rows

Weights = Mapping[str, Floats]


def encode(nodes: Nodes, weights: Weights, types: str = "") -> str:
    """All of BERT: hidden states `(1, n, 384)`, of which `types` names the tokens' types.

    Without `types`, every token is of type 0.
    """
    hidden = _embed(nodes, under(weights, "embeddings."), types)
    for layer in range(LAYERS):
        hidden = _layer(nodes, under(weights, f"encoder.layer.{layer}."), hidden)
    return hidden


def under(weights: Weights, prefix: str) -> Weights:
    """The tensors whose names begin with `prefix`, without it."""
    return {
        name.removeprefix(prefix): tensor
        for name, tensor in weights.items()
        if name.startswith(prefix)
    }


def _embed(nodes: Nodes, own: Weights, types: str) -> str:
    """Words, positions and types, normalised. Where there is one type, it joins the positions."""
    words = _words(nodes, own["word_embeddings.weight"])
    kinds = own["token_type_embeddings.weight"]
    places = own["position_embeddings.weight"] + (0 if types else kinds[0])
    length = nodes.add("Shape", INPUT, start=1, end=2)
    first = nodes.constant(np.zeros(1, np.int64))
    positions = nodes.add("Slice", nodes.constant(places[:MAX_TOKENS]), first, length)
    summed = nodes.add("Add", words, positions)
    if types:
        summed = nodes.add("Add", summed, nodes.add("Gather", nodes.constant(kinds), types))
    return nodes.add("LayerNormalization", summed, *_norm(nodes, own), epsilon=EPSILON)


def _words(nodes: Nodes, matrix: Floats) -> str:
    table, scales = quantise_rows(matrix)
    rows = nodes.add("Gather", nodes.constant(table), INPUT)
    floats = nodes.add("Cast", rows, to=TensorProto.FLOAT)
    return nodes.add("Mul", floats, nodes.add("Gather", nodes.constant(scales), INPUT))


def _layer(nodes: Nodes, weights: Weights, hidden: str) -> str:
    """One transformer layer: attention and feed-forward, each added to what came in."""
    attended = _attend(nodes, under(weights, "attention.self."), hidden)
    hidden = _project_and_add(nodes, under(weights, "attention.output."), attended, hidden)
    wide, bias = _multiply(nodes, under(weights, "intermediate.dense."), hidden)
    active = nodes.fused("BiasGelu", wide, bias)
    return _project_and_add(nodes, under(weights, "output."), active, hidden)


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
    projected, bias = _multiply(nodes, under(weights, "dense."), branch)
    inputs = (projected, trunk, *_norm(nodes, weights), bias)
    return nodes.fused("SkipLayerNormalization", *inputs, epsilon=EPSILON)


def _multiply(nodes: Nodes, dense: Weights, hidden: str) -> tuple[str, str]:
    """Multiply, and leave the bias to the operator that follows, which adds it in passing."""
    table, scales = quantise_columns(dense["weight"].T)
    inputs = (hidden, nodes.constant(table), nodes.constant(scales))
    return nodes.fused("DynamicQuantizeMatMul", *inputs), nodes.constant(dense["bias"])


def _norm(nodes: Nodes, weights: Weights) -> tuple[str, str]:
    scale, shift = weights["LayerNorm.weight"], weights["LayerNorm.bias"]
    return nodes.constant(scale), nodes.constant(shift)
