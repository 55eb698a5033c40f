"""What an embedding function's exception means to whoever runs the program: one sentence.

Each function raises what its package raises, so they are told apart by what they share: the words
of Chroma's own checks, the HTTP status, and the names of their classes.
"""

import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Final

from retrieval.confidential import detail_of
from retrieval.errors import (
    ModelError,
    ModelKeyMissing,
    ModelPackageMissing,
    PullquoteError,
    SettingsWrong,
)

_PACKAGE: Final = re.compile(r"`pip install ([\w.-]+)`")
_VARIABLE: Final = re.compile(r"\b([A-Z][A-Z0-9_]*) environment variable is not set")
_UNREACHED: Final = ("Connect", "Timeout")
# What Chroma's constructors and schemas raise for an entry that they do not take.
_OF_THE_CONFIGURATION: Final = (AssertionError, TypeError, ValueError, KeyError)


def fault_in_making(
    name: str, error: Exception, missing: Sequence[str], variables: Sequence[str]
) -> PullquoteError:
    """The error for a function that could not be made.

    `missing` are the entries that its configuration lacks, `variables` hold what must not be told.
    """
    if package := _package_in(error):
        return ModelPackageMissing(
            f"The embedding function {name} needs the package {package}; install it with: "
            f"python -m pip install {package}"
        )
    if found := _VARIABLE.search(str(error)):
        return ModelKeyMissing(
            f"The embedding function {name} needs its key in the environment variable {found[1]}; "
            "set that, there or in .env, or name another by api_key_env_var in "
            "PULLQUOTE_EMBEDDING_CONFIG."
        )
    if isinstance(error, NotImplementedError):
        return SettingsWrong(
            f"PULLQUOTE_EMBEDDING is wrong: {name} can only be made by a program; choose another."
        )
    detail = detail_of(error, variables)
    if isinstance(error, _OF_THE_CONFIGURATION):
        why = f"needs {' and '.join(missing)}" if missing else f"does not take it ({detail})"
        return SettingsWrong(
            f"PULLQUOTE_EMBEDDING_CONFIG is wrong: the embedding function {name} {why}."
        )
    return ModelError(f"The embedding function {name} cannot be made ready ({detail}).")


def fault_in_embedding(label: str, error: Exception, variables: Sequence[str]) -> ModelError:
    """The error for a model that failed on texts; `label` is what the model is called."""
    return ModelError(
        f"The embedding model {label} {_what(error, variables)} ({detail_of(error, variables)})."
    )


def _package_in(error: Exception) -> str | None:
    """The package that an error asks for, as pip knows it where the error says so."""
    if found := _PACKAGE.search(str(error)):
        return found[1]
    return error.name if isinstance(error, ImportError) else None


def _what(error: Exception, variables: Sequence[str]) -> str:
    match _status(error):
        case HTTPStatus.UNAUTHORIZED | HTTPStatus.FORBIDDEN:
            place = f" in {variables[0]}" if variables else ""
            return f"refuses the key{place}; put a valid one there"
        case HTTPStatus.NOT_FOUND:
            return "is not known where it was asked for; check its name and address"
        case HTTPStatus.TOO_MANY_REQUESTS:
            return "takes no more questions now; wait, or raise its limits at its provider"
        case _ if _unreached(error):
            return "cannot be reached; start its server, or check its address and the network"
        case _:
            return "failed"


def _status(error: Exception) -> int | None:
    for holder in (error, getattr(error, "response", None)):
        for name in ("status_code", "code", "http_status"):
            status = getattr(holder, name, None)
            if isinstance(status, int):
                return status
    return None


def _unreached(error: Exception) -> bool:
    names = [kind.__name__ for kind in type(error).__mro__]
    return isinstance(error, ConnectionError | TimeoutError) or any(
        part in name for name in names for part in _UNREACHED
    )
