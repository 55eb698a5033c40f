"""Which embedding function of Chroma's registry: chosen by name, set up, made ready."""

import inspect
import os
from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol, cast

from dotenv import dotenv_values
from rapidfuzz import fuzz, process

from retrieval.confidential import variables_in
from retrieval.errors import SettingsWrong
from retrieval.model_faults import fault_in_making
from retrieval.settings import BUILT_IN, ModelChoice

_NAME, _CONFIG = "PULLQUOTE_EMBEDDING", "PULLQUOTE_EMBEDDING_CONFIG"
# What configurations hold beside the constructors' parameters.
_BESIDE: Final = frozenset({"kwargs", "session_args"})
# What nobody writes into a configuration: the key itself, and what is made from other entries.
_NEVER_GIVEN: Final = frozenset({"self", "api_key", "session"})
_OPEN: Final = (inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL)
# This one is read before whatever the configuration names.
_READ_FIRST: Final = ("OPENAI_API_KEY",)


class Function(Protocol):
    """What of an embedding function of Chroma's is used. Any: arrays and lists of many kinds."""

    def __call__(self, input: list[str]) -> Any:  # noqa: A002 - Chroma's name for it
        """One vector for each text."""
        ...

    def embed_query(self, input: list[str]) -> Any:  # noqa: A002 - as above
        """One vector for each question."""
        ...

    def get_config(self) -> dict[str, Any]:
        """What it was set up with."""
        ...


def make_function(choice: ModelChoice) -> Function:
    """Make a function of the registry ready; entries that `choice` leaves out have its defaults.

    Raises `SettingsWrong` for an unknown name and for a configuration that the function does not
    take, `ModelPackageMissing`, `ModelKeyMissing` or `ModelError` where it cannot be made ready.
    """
    kind = _kind(choice.name)
    parameters = _parameters(kind)
    config = {**_defaults(parameters), **choice.config}
    variables = [*variables_in(config), *_READ_FIRST]
    _lend_from_dotenv(variables)
    try:
        function: Function = kind.build_from_config(config)
    except Exception as error:  # noqa: BLE001 - each function raises what its package raises
        missing = _missing(parameters, config)
        # Their words may hold a key: only what `fault_in_making` leaves of them goes on.
        raise fault_in_making(choice.name, error, missing, variables) from None
    _refuse_unknown(choice, {*parameters, *function.get_config(), *_BESIDE})
    return function


def registered_name(function: Function, given: str) -> str:
    """The registry's own name of a function that may have been asked for by another."""
    name = getattr(type(function), "name", lambda: given)()
    return name if name in _registry() else given


def _registry() -> Mapping[str, Any]:  # classes that share no base with a constructor
    # Imported here: it takes more than a second, and the built-in model does without it.
    from chromadb.utils.embedding_functions import known_embedding_functions  # noqa: PLC0415

    return cast("Mapping[str, Any]", known_embedding_functions)


def _kind(name: str) -> Any:
    registry = _registry()
    if name not in registry:
        near = _nearest(name, [BUILT_IN, *registry])
        raise SettingsWrong(
            f"{_NAME} is wrong: neither {BUILT_IN} nor in Chroma's registry; nearest first, "
            f"there are: {', '.join(near)}."
        )
    return registry[name]


def _parameters(kind: Any) -> dict[str, inspect.Parameter]:
    found = inspect.signature(kind.__init__).parameters
    return {
        name: parameter
        for name, parameter in found.items()
        if name not in _NEVER_GIVEN and parameter.kind not in _OPEN
    }


def _defaults(parameters: Mapping[str, inspect.Parameter]) -> dict[str, object]:
    """What the constructors would fill in, which `build_from_config` does not."""
    return {
        name: parameter.default
        for name, parameter in parameters.items()
        if isinstance(parameter.default, str | int | float)
    }


def _missing(
    parameters: Mapping[str, inspect.Parameter], config: Mapping[str, object]
) -> list[str]:
    return [
        name
        for name, parameter in parameters.items()
        if parameter.default is parameter.empty
        and not _may_be_none(parameter)
        and name not in config
    ]


def _may_be_none(parameter: inspect.Parameter) -> bool:
    return "Optional" in str(parameter.annotation) or "None" in str(parameter.annotation)


def _refuse_unknown(choice: ModelChoice, known: set[str]) -> None:
    for key in choice.config:
        if key not in known:
            near = _nearest(key, sorted(known - _BESIDE))
            raise SettingsWrong(
                f"{_CONFIG} is wrong: the embedding function {choice.name} knows no "
                f"{key}; nearest first, it takes: {', '.join(near)}."
            )


def _lend_from_dotenv(names: Sequence[str]) -> None:
    """Put keys from `.env` where the functions look for them; the environment comes first."""
    if all(os.environ.get(name) for name in names):
        return
    try:
        held = dotenv_values(".env", encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return
    for name in names:
        if held.get(name) and not os.environ.get(name):
            os.environ[name] = held[name] or ""


def _nearest(given: str, names: Sequence[str]) -> list[str]:
    ranked = process.extract(given, names, scorer=fuzz.ratio, limit=None)
    return [name for name, _, _ in ranked]
