"""What can be set about a library. Read once, by whoever composes the program."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from retrieval.errors import SettingsWrong

S = TypeVar("S", bound=BaseSettings)


class LibrarySettings(BaseSettings):
    """Where the library and the prepared model are kept.

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
