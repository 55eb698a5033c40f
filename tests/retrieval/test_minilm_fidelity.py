"""The fast int8 graph against a plain float32 forward pass, written from the paper."""

import math
from collections.abc import Mapping
from typing import cast

import numpy as np
import pytest

from retrieval.embedding import load_default_embedder
from retrieval.minilm.tensors import Floats
from retrieval.minilm.weights import find_files, read_tokenizer, read_weights

# Triples: a sentence, one that means nearly the same, one about something else.
TRIPLES = (
    (
        "The model was trained on two trillion tokens.",
        "They used two trillion tokens to train the network.",
        "She plants tomatoes behind the house every spring.",
    ),
    (
        "Export controls slowed the sale of advanced chips to China.",
        "Selling leading-edge semiconductors to Chinese firms got harder because of restrictions.",
        "Reinforcement learning rewards the agent at the end of an episode.",
    ),
    (
        "I think open models will lag behind closed ones by six months.",
        "My guess is that open-weight releases trail proprietary models by half a year.",
        "The orchestra rehearses on Thursday evenings.",
    ),
)
Weights = Mapping[str, Floats]


def linear(weights: Weights, name: str, x: Floats) -> Floats:
    return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]


def norm(weights: Weights, name: str, x: Floats) -> Floats:
    centred = x - x.mean(-1, keepdims=True)
    spread = np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
    scaled: Floats = centred / spread * weights[f"{name}.weight"]
    return scaled + weights[f"{name}.bias"]


def gelu(x: Floats) -> Floats:
    erf = np.frompyfunc(math.erf, 1, 1)(x / math.sqrt(2)).astype(np.float32)
    return cast("Floats", x * (1 + erf) / 2)


def attention(weights: Weights, name: str, x: Floats) -> Floats:
    query, key, value = (
        linear(weights, f"{name}.{part}", x).reshape(len(x), 12, 32).transpose(1, 0, 2)
        for part in ("query", "key", "value")
    )
    scores = query @ key.transpose(0, 2, 1) / math.sqrt(32)
    shares = np.exp(scores - scores.max(-1, keepdims=True))
    shares /= shares.sum(-1, keepdims=True)
    return cast("Floats", (shares @ value).transpose(1, 0, 2).reshape(len(x), 384))


def reference(weights: Weights, tokens: list[int]) -> Floats:
    own = "embeddings"
    x = weights[f"{own}.word_embeddings.weight"][tokens]
    x = x + weights[f"{own}.position_embeddings.weight"][: len(tokens)]
    x = norm(weights, f"{own}.LayerNorm", x + weights[f"{own}.token_type_embeddings.weight"][0])
    for number in range(6):
        layer = f"encoder.layer.{number}"
        attended = attention(weights, f"{layer}.attention.self", x)
        attended = linear(weights, f"{layer}.attention.output.dense", attended)
        x = norm(weights, f"{layer}.attention.output.LayerNorm", x + attended)
        wide = gelu(linear(weights, f"{layer}.intermediate.dense", x))
        x = norm(
            weights, f"{layer}.output.LayerNorm", x + linear(weights, f"{layer}.output.dense", wide)
        )
    mean = x.mean(0)
    return cast("Floats", mean / np.linalg.norm(mean))


@pytest.fixture(scope="module")
def vectors(tmp_path_factory: pytest.TempPathFactory) -> tuple[Floats, Floats]:
    cache = tmp_path_factory.mktemp("cache")
    texts = [text for triple in TRIPLES for text in triple]
    files = find_files()
    weights, tokenizer = read_weights(files), read_tokenizer(files)
    exact = np.stack([reference(weights, tokenizer.encode(text).ids) for text in texts])
    return load_default_embedder(cache).embed(texts), exact


def test_quantised_vectors_point_where_the_exact_ones_point(vectors: tuple[Floats, Floats]) -> None:
    quick, exact = vectors

    cosines = (quick * exact).sum(axis=1)

    assert cosines.mean() > 0.99
    assert cosines.min() > 0.98


def test_quantised_similarities_stay_near_the_exact_ones(vectors: tuple[Floats, Floats]) -> None:
    quick, exact = vectors

    assert np.abs(quick @ quick.T - exact @ exact.T).max() < 0.05


def test_a_paraphrase_stays_nearer_than_another_subject(vectors: tuple[Floats, Floats]) -> None:
    for found in vectors:
        for same, paraphrase, other in found.reshape(-1, 3, 384):
            assert same @ paraphrase > same @ other + 0.2
