"""What can be set about a library. Read once, by whoever composes the program."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final, TypeVar

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from retrieval.confidential import is_variable, secrets_in, variables_in
from retrieval.errors import SettingsWrong

# The share of answerable questions that are answered.
DEFAULT_ANSWERS = 0.985
S = TypeVar("S", bound=BaseSettings)
BUILT_IN: Final = "minilm"


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """An embedding model by its name among the settings, and how that is to be set up."""

    name: str = BUILT_IN
    config: Mapping[str, object] = field(default_factory=dict)


class LibrarySettings(BaseSettings):
    """Where the library is kept, and which model makes its vectors.

    Values come from the environment or from `.env` in the working directory.
    """

    model_config = SettingsConfigDict(
        env_prefix="PULLQUOTE_",
        env_file=".env",
        env_file_encoding="utf-8-sig",  # as some editors save it
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    library: Annotated[
        Path, Field(description="The folder that holds the library; made on first use.")
    ] = Path(".pullquote/library")
    model_cache: Annotated[
        Path | None,
        Field(description="The folder for the prepared model; the user's cache folder if unset."),
    ] = None
    embedding: Annotated[
        str,
        Field(
            description="The embedding model: minilm, which comes with Pullquote, or a name from "
            "Chroma's registry of embedding functions, such as openai, ollama or "
            "sentence_transformer. A library that exists is brought over by: "
            "python -m retrieval rebuild."
        ),
    ] = BUILT_IN
    embedding_config: Annotated[
        SecretStr,  # an address in it may hold a password
        Field(
            description="How that function is set up, as one line of JSON. A key never stands in "
            "it: it names the environment variable that holds the key (api_key_env_var)."
        ),
    ] = SecretStr("")
    answers: Annotated[
        float,
        Field(
            ge=0.5,
            le=0.995,
            description="The share of answerable questions to answer, from 0.5 to 0.995; less "
            "means more silence.",
        ),
    ] = DEFAULT_ANSWERS
    rescore: Annotated[
        bool,
        Field(description="Whether a small model reads the best quotes again, for a better order."),
    ] = True

    @property
    def model(self) -> ModelChoice:
        """The embedding model that is set."""
        return ModelChoice(self.embedding, _object(self.embedding_config.get_secret_value()))

    @field_validator("embedding")
    @classmethod
    def _trimmed(cls, value: str) -> str:
        return value.strip().lower()

    @field_validator("embedding_config")
    @classmethod
    def _could_be_a_configuration(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        config = _object(value.get_secret_value())
        if config and info.data.get("embedding") == BUILT_IN:
            raise ValueError(f"{BUILT_IN} takes none; leave it empty")
        for name in secrets_in(config):
            raise ValueError(
                f"{name} holds a key or password; put that into an environment variable and name "
                "the variable instead (api_key_env_var)"
            )
        if not all(is_variable(name) for name in variables_in(config)):
            raise ValueError(
                "api_key_env_var is the name of an environment variable (capital letters, digits "
                "and _), not the key itself"
            )
        return value


def _object(text: str) -> dict[str, object]:
    try:
        value = json.loads(text or "{}")
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise ValueError('it has to be a JSON object, such as {"model_name": "..."}')  # noqa: TRY004 - pydantic turns a ValueError into a sentence
    return value


def read_settings(kind: type[S]) -> S:
    """Read settings of one kind; raises `SettingsWrong` with one plain line."""
    try:
        return kind()
    except ValidationError as error:
        raise SettingsWrong(_explain(error, kind)) from None
    except (SettingsError, OSError, UnicodeDecodeError) as error:
        raise SettingsWrong(
            f"The file .env cannot be read ({type(error).__name__}); it must be UTF-8 text."
        ) from None


def setting_name(location: Iterable[int | str], kind: type[BaseSettings]) -> str:
    """The environment's name for the setting at a pydantic `location`."""
    field = str(next(iter(location), "a setting"))
    prefix = kind.model_config.get("env_prefix", "") if field in kind.model_fields else ""
    return f"{prefix}{field}".upper()


def _explain(error: ValidationError, kind: type[BaseSettings]) -> str:
    """One line that names each wrong setting and what is allowed, never its value."""
    details = error.errors(include_url=False, include_context=True, include_input=False)
    return " ".join(_sentence(detail, kind) for detail in details)


def _sentence(detail: ErrorDetails, kind: type[BaseSettings]) -> str:
    reason = detail["msg"].removeprefix("Value error, ").rstrip(".")
    return f"{setting_name(detail['loc'], kind)} is wrong: {reason[:1].lower()}{reason[1:]}."
