"""Which models' vectors may be compared, and what a library notes of its model."""

import json

import pytest

from retrieval.embedding import Embedder, load_embedder
from retrieval.identity import choice_of, described, identity_of, same_vectors, told_apart
from retrieval.settings import ModelChoice
from tests.retrieval.toys import KEY, TOY, VARIABLE

NAMED: dict[str, object] = {
    "model_name": "m",
    "url": "http://a",
    "timeout": 1,
    "device": "cpu",
    "key_env_var": "A",
}


def note(_name: str = "toy", **config: object) -> str:
    return identity_of(_name, {"config": config})


@pytest.mark.parametrize(
    "other",
    [
        {**NAMED, "timeout": 9},
        {**NAMED, "device": "cuda"},
        {**NAMED, "url": "http://b"},
        {**NAMED, "key_env_var": "B"},
        {**NAMED, "dimensions": None},
    ],
)
def test_where_and_how_a_model_is_run_makes_it_no_other(other: dict[str, object]) -> None:
    one, two = (identity_of("toy", {"config": config}) for config in (NAMED, other))

    assert same_vectors(one, two)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (note(model_name="m"), note(model_name="n")),
        (note(model_name="m"), note("other", model_name="m")),
        (note(model_name="m"), note(model_name="m", dimensions=256)),
        (note(url="http://a"), note(url="http://b")),
        (note(), identity_of("all-MiniLM-L6-v2", {"builder": "1"})),
        (
            identity_of("all-MiniLM-L6-v2", {"builder": "1"}),
            identity_of("all-MiniLM-L6-v2", {"builder": "2"}),
        ),
    ],
)
def test_what_changes_the_vectors_makes_another_model_that_is_told_apart(
    one: str, other: str
) -> None:
    assert not same_vectors(one, other)
    assert len(set(told_apart(one, other))) == 2


def test_models_of_one_name_are_told_apart_by_what_differs() -> None:
    one, other = note(model_name="m", size=1), note(model_name="m", size=256)

    assert told_apart(one, other) == ("toy (m), size 1", "toy (m), size 256")


def test_the_note_of_a_library_makes_its_model_ready_again(
    embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, KEY)
    service = ModelChoice("toy_service", {"url": "http://me:pw@here", "headers": {"x": "y"}})

    for made in (embedder, load_embedder(TOY), load_embedder(service)):
        noted = identity_of(made.name, made.config)
        again = load_embedder(choice_of(noted))
        assert same_vectors(identity_of(again.name, again.config), noted)


def test_the_note_of_a_library_holds_no_key_no_header_and_no_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(VARIABLE, KEY)
    config = {"url": "http://me:pw@here/v1", "headers": {"x": "y"}}

    made = load_embedder(ModelChoice("toy_service", config))

    assert json.loads(identity_of(made.name, made.config)) == {
        "name": "toy_service",
        "config": {"url": "http://here/v1", "model_name": "toy-1", "api_key_env_var": VARIABLE},
    }


def test_a_model_is_called_by_the_name_to_set_and_its_own() -> None:
    assert described(note("ollama", model_name="nomic-embed-text")) == "ollama (nomic-embed-text)"
    assert described(note("default")) == "default"
    assert described(identity_of("all-MiniLM-L6-v2", {})) == "minilm (all-MiniLM-L6-v2)"
