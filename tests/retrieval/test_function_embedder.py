"""What a function of Chroma's gives is checked and made unit; what it raises becomes one line."""

import math
import traceback
from typing import Any

import numpy as np
import pytest

from retrieval import ModelError
from retrieval.embedding import Embedder, load_embedder
from retrieval.settings import ModelChoice
from tests.retrieval.toys import KEY, TOY, VARIABLE, ToyFunction

TEXTS = ["Boats float on salt water.", "Kites fly in steady wind.", "Tar keeps planks dry."]


class Scripted:
    """A function that gives what it is told to, and remembers what it was asked."""

    def __init__(self, given: Any, for_questions: Any = None) -> None:
        self._given, self._for_questions = given, for_questions

    def __call__(self, input: list[str]) -> Any:  # noqa: A002 - Chroma's name for it
        return self._given(input) if callable(self._given) else self._given

    def embed_query(self, input: list[str]) -> Any:  # noqa: A002 - as above
        return self._for_questions or self(input)

    def get_config(self) -> dict[str, Any]:
        return {"api_key_env_var": VARIABLE, "model_name": "m-1"}


def scripted(given: Any, for_questions: Any = None, dimensions: int | None = None) -> Embedder:
    from retrieval.function_embedder import FunctionEmbedder  # noqa: PLC0415 - the one place

    return FunctionEmbedder("s", Scripted(given, for_questions), lambda _: 1.0, dimensions)


def test_every_text_becomes_one_row_of_length_one() -> None:
    embedder = load_embedder(TOY)

    vectors = embedder.embed(TEXTS)

    assert vectors.shape == (3, embedder.dimensions) == (3, 48)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    np.testing.assert_array_equal(embedder.embed_queries(TEXTS), vectors)


def test_no_texts_become_no_rows() -> None:
    assert load_embedder(TOY).embed([]).shape == (0, 48)


def test_the_length_of_vectors_that_is_known_is_not_found_out_again() -> None:
    embedder = load_embedder(TOY, dimensions=48)
    ToyFunction.calls.clear()

    assert embedder.dimensions == 48
    assert not ToyFunction.calls


def test_many_texts_are_sent_at_most_64_at_a_time_and_stay_in_order() -> None:
    embedder = load_embedder(TOY)
    texts = [f"Boat {n}" for n in range(150)]
    ToyFunction.calls.clear()

    vectors = embedder.embed(texts)

    assert [len(call) for call in ToyFunction.calls] == [64, 64, 22]
    np.testing.assert_array_equal(vectors[149], embedder.embed(["Boat 149"])[0])


def test_questions_are_embedded_as_questions_where_the_model_tells_them_apart() -> None:
    embedder = scripted([[1.0, 0.0]], for_questions=[[0.0, 2.0]])

    assert embedder.embed(["a"]).tolist() == [[1, 0]]
    assert embedder.embed_queries(["a"]).tolist() == [[0, 1]]


@pytest.mark.parametrize("text", ["", " \n", "\ud800"])
def test_what_services_refuse_is_not_sent(text: str) -> None:
    ToyFunction.calls.clear()

    load_embedder(TOY).embed([text])

    assert ToyFunction.calls[0][0].strip()
    assert ToyFunction.calls[0][0].encode("utf-8")


def test_a_text_without_a_direction_is_near_to_nothing() -> None:
    assert scripted([[0.0, 0.0], [3.0, 4.0]]).embed(["?", "boats"]).tolist() == [
        [0, 0],
        pytest.approx([0.6, 0.8]),
    ]


@pytest.mark.parametrize(
    "given",
    [
        [[1.0, math.nan]],
        [[1.0, math.inf]],
        [[1.0], [1.0]],
        [1.0, 2.0],
        [[]],
        [],
        None,
        "vectors",
        [["a", "b"]],
    ],
)
def test_what_are_no_vectors_is_one_line(given: Any) -> None:
    with pytest.raises(ModelError, match=r"^The embedding model s \(m-1\) gave something else"):
        scripted(given).embed(["boats"])


def test_vectors_of_another_length_than_before_are_refused() -> None:
    embedder = scripted(lambda texts: [[1.0] * len(texts[0])])
    embedder.embed(["four"])

    with pytest.raises(ModelError, match=r"vectors of 5 numbers, where 4 .* retrieval rebuild"):
        embedder.embed(["fives"])
    with pytest.raises(ModelError, match="where 8 were expected"):
        scripted([[1.0, 0.0]], dimensions=8).embed(["boats"])


class Status(Exception):
    """What a service's package raises: an HTTP status, and words that hold too much."""

    def __init__(self, status_code: int) -> None:
        super().__init__(f"{status_code}: key {KEY} and sk-01***ret at https://a:b@c/d?k={KEY}\n!")
        self.status_code = status_code


class ConnectTimeout(Exception):
    """What some packages raise, without a base that others share."""


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (Status(401), f"refuses the key in {VARIABLE}"),
        (Status(403), f"refuses the key in {VARIABLE}"),
        (Status(404), "check its name and address"),
        (Status(429), "raise its limits"),
        (Status(500), "failed (Status: 500"),
        (ConnectionRefusedError(f"no {KEY}"), "start its server"),
        (ConnectTimeout(f"no {KEY}"), "cannot be reached"),
        (RuntimeError("x" * 5000), "failed (RuntimeError: xxx"),
        (KeyError(), "failed (KeyError)"),
    ],
)
def test_a_failing_model_is_one_line_that_says_what_to_do_and_holds_no_key(
    error: Exception, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, KEY)

    def fail(_: list[str]) -> None:
        raise error

    with pytest.raises(ModelError) as caught:
        scripted(fail).embed(["boats"])

    line = str(caught.value)
    assert line.startswith("The embedding model s (m-1) ")
    assert told in line
    assert len(line) < 400
    assert "\n" not in line
    logged = "".join(traceback.format_exception(caught.value))
    assert not [secret for secret in (KEY, "a:b@", "sk-01") if secret in line + logged]


def test_a_model_that_fails_while_it_is_used_keeps_its_key_to_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(VARIABLE, KEY)
    choice = ModelChoice("toy_service", {"url": "http://me:pw@here", "model_name": "down"})

    with pytest.raises(ModelError) as caught:
        load_embedder(choice).embed(["boats"])

    assert "toy_service (down) cannot be reached" in str(caught.value)
    assert "(ConnectionError: POST http://here?key=*** failed)" in str(caught.value)


def test_how_rare_a_word_is_does_not_depend_on_the_model(embedder: Embedder) -> None:
    words = ("the", "water", "Jiangsu", "xyzzyq")

    toy = load_embedder(TOY)

    assert [toy.rarity(word) for word in words] == [embedder.rarity(word) for word in words]
