"""Whose vectors may be compared: which model made them, as it is noted in a library.

A note is JSON: {"name", ...what the built-in model is made of} or, for a function of Chroma's
registry, {"name", "config": {...}}. It holds no key.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from retrieval.minilm.shape import NAME
from retrieval.settings import BUILT_IN, ModelChoice

# What a model is called by those functions that have several.
_MODEL: Final = ("model_name", "model", "deployment_id")
# Where and how a model is run changes none of its vectors.
_HOW_IT_IS_RUN: Final = frozenset({"timeout", "device", "preferred_providers", "organization_id"})
# The same, as long as the model has a name: a server that has moved still serves it.
_WHERE_IT_IS: Final = frozenset({"url", "api_base", "api_url"})
_VARIABLE: Final = "_env_var"
_LONGEST_VALUE: Final = 24


def identity_of(name: str, config: Mapping[str, object]) -> str:
    """The note by which a library remembers an embedder of this name and configuration."""
    return json.dumps({"name": name, **config}, sort_keys=True, default=str)


def same_vectors(one: str, other: str) -> bool:
    """Whether two notes stand for models whose vectors may be compared."""
    return _essence(one) == _essence(other)


def choice_of(identity: str) -> ModelChoice:
    """The setting that makes the noted model ready again."""
    name = json.loads(identity)["name"]
    return ModelChoice() if name == NAME else ModelChoice(name, _config(identity))


def described(identity: str) -> str:
    """A noted model in words: the name to set, and the model behind it."""
    name = choice_of(identity).name
    model = NAME if name == BUILT_IN else _model(_config(identity))
    return f"{name} ({model})" if model else name


def told_apart(one: str, other: str) -> tuple[str, str]:
    """Two noted models in words, with an entry in which they differ if their names do not tell."""
    first, second = described(one), described(other)
    if first != second or same_vectors(one, other):
        return first, second
    mine, theirs = _essence(one), _essence(other)
    key = next(key for key in sorted({*mine, *theirs}) if mine.get(key) != theirs.get(key))
    return f"{first}, {key} {_value(mine, key)}", f"{second}, {key} {_value(theirs, key)}"


def _config(identity: str) -> dict[str, Any]:
    """What is noted of the configuration; Any, as JSON is."""
    noted: dict[str, Any] = json.loads(identity)
    del noted["name"]
    config: dict[str, Any] = noted.get("config", noted)
    return config


def _model(config: Mapping[str, Any]) -> str | None:
    return next((str(config[key]) for key in _MODEL if config.get(key)), None)


def _essence(identity: str) -> dict[str, Any]:
    """What of a note the vectors depend on; an entry without a value is as good as none."""
    config = _config(identity)
    left_out = _HOW_IT_IS_RUN | _WHERE_IT_IS if _model(config) else _HOW_IT_IS_RUN
    kept = {
        key: value
        for key, value in config.items()
        if value is not None and key not in left_out and not key.endswith(_VARIABLE)
    }
    return {"embedding": json.loads(identity)["name"], **kept}


def _value(config: Mapping[str, Any], key: str) -> str:
    return str(config.get(key, "unset"))[:_LONGEST_VALUE]
