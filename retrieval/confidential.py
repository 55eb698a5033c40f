"""What of a configuration and of an error's words may be kept or shown: never a key.

A key reaches a model through an environment variable alone; what is written into the library, the
log or a message goes through here first.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

# Ends like these name a secret; "max_tokens" and "tokenizer_kwargs" do not.
_SECRET: Final = re.compile(
    r"(?:^|[_-])(?:api_?key|key|token|secret|passw(?:or)?d|credentials?|authorization|cookie)$"
    r"|access_key_id$",
    re.IGNORECASE,
)
# What a service is sent beside the text; any name in it may carry a key.
_SENT_ALONG: Final = frozenset({"default_headers", "headers", "session_args"})
_VARIABLE: Final = "_env_var"
_VARIABLE_NAME: Final = re.compile(r"[A-Z][A-Z0-9_]*")
_USER_INFO: Final = re.compile(r"(\w://)[^\s/@]*@")
_PARAMETER: Final = re.compile(r"([?&][\w.-]+=)[^\s&'\")]+")
# Services show a refused key by its ends, with asterisks between.
_MASKED: Final = re.compile(r"\S*\*{2,}\S*")
_HIDDEN: Final = "***"
_SHORTEST_SECRET: Final = 4
_LONGEST_DETAIL: Final = 160


def secrets_in(config: Mapping[str, object]) -> list[str]:
    """The names in `config`, nested ones too, under which a secret stands in clear."""
    return [".".join(path) for path, value in _leaves(config) if _is_secret(path[-1], value)]


def variables_in(config: Mapping[str, object]) -> list[str]:
    """The environment variables that `config` names for its keys."""
    return [
        str(value) for key, value in config.items() if key.endswith(_VARIABLE) and value is not None
    ]


def is_variable(name: str) -> bool:
    """Whether `name` can be a variable's name, and is no key that stands in its place."""
    return bool(_VARIABLE_NAME.fullmatch(name))


def without_secrets(config: Mapping[str, object]) -> dict[str, object]:
    """The part of `config` that may be kept: no secret, no header, no password in an address."""
    return {
        key: _shown(value)
        for key, value in config.items()
        if key not in _SENT_ALONG and not _is_secret(key, value)
    }


def detail_of(error: BaseException, variables: Iterable[str]) -> str:
    """The kind of an error and the first line of its words, without what may be a secret."""
    kind = type(error).__name__
    line = next(iter(str(error).splitlines()), "").strip().rstrip(".")
    line = _PARAMETER.sub(rf"\1{_HIDDEN}", _address(_MASKED.sub(_HIDDEN, line)))
    for secret in sorted(_values(variables), key=len, reverse=True):
        line = line.replace(secret, _HIDDEN)
    if len(line) > _LONGEST_DETAIL:
        line = f"{line[:_LONGEST_DETAIL]}…"
    return f"{kind}: {line}" if line else kind


def _leaves(value: Mapping[str, object]) -> Iterator[tuple[tuple[str, ...], object]]:
    for key, inner in value.items():
        if isinstance(inner, Mapping):
            yield from (((key, *path), leaf) for path, leaf in _leaves(inner))
        else:
            yield (key,), inner


def _is_secret(key: str, value: object) -> bool:
    return isinstance(value, str) and bool(value) and bool(_SECRET.search(key))


def _shown(value: object) -> object:
    match value:
        case str():
            return _address(value)
        case Mapping():
            return without_secrets(value)
        case _:
            return value


def _address(text: str) -> str:
    """`text` with the user's name and password taken out of every address in it."""
    return _USER_INFO.sub(r"\1", text)


def _values(variables: Iterable[str]) -> set[str]:
    """What stands in these variables, and in all that are named like a secret."""
    names = {*variables, *(name for name in os.environ if _SECRET.search(name))}
    values = (os.environ.get(name, "") for name in names)
    return {value for value in values if len(value) >= _SHORTEST_SECRET}
