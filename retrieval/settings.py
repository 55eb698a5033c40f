"""What can be set about a library. Read once, by whoever composes the program."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


class LibrarySettings(BaseSettings):
    """Where the library and the prepared model are kept.

    Values come from the environment or from `.env` in the working directory.
    """

    model_config = SettingsConfigDict(
        env_prefix="PULLQUOTE_",
        env_file=".env",
        env_file_encoding="utf-8",
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


def explain(error: ValidationError) -> str:
    """One line that names each wrong setting and what is wrong, without its value."""
    return "; ".join(
        f"{'.'.join(str(part) for part in item['loc']).upper()}: {item['msg']}"
        for item in error.errors(include_url=False, include_input=False)
    )
