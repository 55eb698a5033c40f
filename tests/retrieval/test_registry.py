"""Which model of Chroma's registry, and what is said where it cannot be made ready."""

import sys
import traceback
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from retrieval import ModelKeyMissing, ModelPackageMissing, PullquoteError, SettingsWrong
from retrieval.embedding import load_embedder
from retrieval.identity import described, identity_of
from retrieval.settings import ModelChoice
from tests.retrieval.toys import KEY, VARIABLE, ToyFunction

KEYS = ("OPENAI_API_KEY", "CHROMA_OPENAI_API_KEY", "CHROMA_HUGGINGFACE_API_KEY", VARIABLE)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory without a .env, and an environment without keys."""
    monkeypatch.chdir(tmp_path)
    for name in KEYS:
        # Set first, so that what is lent from .env is taken back in the end.
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    return tmp_path


def refusal(kind: type[PullquoteError], name: str, **config: object) -> str:
    """The one line that a choice of model is refused with."""
    with pytest.raises(kind) as caught:
        load_embedder(ModelChoice(name, config))
    assert "\n" not in str(caught.value)
    assert KEY not in "".join(traceback.format_exception(caught.value))
    return str(caught.value)


def test_an_unknown_name_is_refused_with_the_known_ones_nearest_first() -> None:
    line = refusal(SettingsWrong, "sentence-transformers")

    assert line.startswith("PULLQUOTE_EMBEDDING is wrong")
    assert "nearest first, there are: sentence_transformer, " in line
    assert all(f" {name}," in line for name in ("openai", "ollama", "minilm"))
    assert "sentence-transformers" not in line


@pytest.mark.parametrize(
    ("name", "package"),
    [
        ("openai", "openai"),
        ("ollama", "ollama"),
        ("cohere", "cohere"),
        ("sentence_transformer", "sentence_transformers"),
    ],
)
def test_a_missing_package_is_one_line_that_installs_it(
    name: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)

    line = refusal(ModelPackageMissing, name)

    assert line.endswith(f"install it with: python -m pip install {package}")


def test_a_missing_key_is_one_line_that_names_its_variable() -> None:
    assert "CHROMA_HUGGINGFACE_API_KEY" in refusal(ModelKeyMissing, "huggingface")
    assert "OTHER_KEY" in refusal(ModelKeyMissing, "huggingface", api_key_env_var="OTHER_KEY")


def test_a_key_may_stand_in_dotenv(elsewhere: Path) -> None:
    (elsewhere / ".env").write_text(f"\ufeff{VARIABLE}={KEY}\n", "utf-8")

    embedder = load_embedder(ModelChoice("toy_service", {"url": "http://here"}))

    assert embedder.embed(["boats"]).shape == (1, 48)


def test_a_key_in_the_environment_comes_before_one_in_dotenv(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (elsewhere / ".env").write_text(f"CHROMA_OPENAI_API_KEY={KEY}\nOPENAI_API_KEY=\n", "utf-8")
    used = openai_in_place(monkeypatch)
    monkeypatch.setenv("CHROMA_OPENAI_API_KEY", "sk-of-the-environment")

    load_embedder(ModelChoice("openai"))

    assert used == [{"api_key": "sk-of-the-environment"}]


def test_what_a_function_needs_and_is_not_told_is_named() -> None:
    assert "mistral needs model." in refusal(SettingsWrong, "mistral")
    assert "huggingface_server needs url." in refusal(SettingsWrong, "huggingface_server")


def test_an_entry_that_a_function_does_not_know_is_refused_with_those_that_it_takes() -> None:
    line = refusal(SettingsWrong, "toy", flavor="x")

    assert "knows no flavor; nearest first, it takes: flavour, " in line


def test_an_entry_of_the_wrong_kind_is_refused_without_a_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(VARIABLE, KEY)

    def refuse(*_: object) -> None:
        raise TypeError(f"cannot use {KEY} at http://me:pw@here\nor elsewhere")

    monkeypatch.setattr(ToyFunction, "__init__", refuse)
    line = refusal(SettingsWrong, "toy_service", url="http://me:pw@here")

    assert "(TypeError: cannot use *** at http://here)" in line


def test_a_function_that_only_a_program_can_make_is_refused() -> None:
    assert "chroma_langchain can only be made by a program" in refusal(
        SettingsWrong, "chroma_langchain"
    )


def test_what_is_not_set_has_the_functions_own_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMA_OPENAI_API_KEY", KEY)
    openai_in_place(monkeypatch)

    embedder = load_embedder(ModelChoice("openai", {"dimensions": 3}))

    assert described(identity_of(embedder.name, embedder.config)) == (
        "openai (text-embedding-ada-002)"
    )
    assert KEY not in identity_of(embedder.name, embedder.config)
    vectors = embedder.embed(["boats", "kites"])
    np.testing.assert_allclose(vectors, np.array([[0.6, 0.8, 0], [1, 0, 0]], np.float32))


def openai_in_place(patch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Put a package `openai` in place that knows two vectors; what its clients were made with."""
    made: list[dict[str, Any]] = []

    def create(**_: object) -> SimpleNamespace:
        vectors = [[3.0, 4.0, 0.0], [2.0, 0.0, 0.0]]
        return SimpleNamespace(data=[SimpleNamespace(embedding=vector) for vector in vectors])

    def client(**given: Any) -> SimpleNamespace:
        made.append(given)
        return SimpleNamespace(embeddings=SimpleNamespace(create=create))

    patch.setitem(sys.modules, "openai", SimpleNamespace(OpenAI=client))
    return made
