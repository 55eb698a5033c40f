"""What can be set about the bot. Read once, in `main()`."""

from enum import StrEnum
from typing import Annotated

from pydantic import AliasChoices, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from retrieval import setting_name


class LogFormat(StrEnum):
    """How log lines are written."""

    CONSOLE = "console"
    JSON = "json"


class LogLevel(StrEnum):
    """From which weight on log lines are written."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class BotSettings(BaseSettings):
    """How the bot meets Discord and what it writes into its log.

    Values come from the environment or from `.env` in the working directory.
    """

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8-sig",  # as some editors save it
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    token: Annotated[
        SecretStr,
        Field(
            validation_alias=AliasChoices("DISCORD_TOKEN"),
            description="The bot's token from https://discord.com/developers/applications; "
            "without one the conversation opens in the terminal.",
        ),
    ] = SecretStr("")
    message_content: Annotated[
        bool,
        Field(
            validation_alias=AliasChoices("PULLQUOTE_MESSAGE_CONTENT"),
            description="Ask Discord for the message content intent, so that what does not "
            "mention the bot is read as well: replies without a ping, threads, forums, help "
            "channels, and conversations for daily posts; allow it in the developer portal first.",
        ),
    ] = False
    database_url: Annotated[
        SecretStr,  # it may hold a password
        Field(
            validation_alias=AliasChoices("DATABASE_URL"),
            description="The database of what the bot remembers: "
            "postgresql://user:password@host/database or sqlite:///folder/file.sqlite; "
            "state.sqlite in the library's folder if unset.",
        ),
    ] = SecretStr("")
    keep_questions: Annotated[
        int,
        Field(
            validation_alias=AliasChoices("PULLQUOTE_KEEP_QUESTIONS"),
            ge=0,
            le=3650,
            description="For how many days the questions that are asked in servers are kept; "
            "after that, and with 0 from the beginning, they are only counted.",
        ),
    ] = 30
    trusted_servers: Annotated[
        frozenset[int],
        NoDecode,
        Field(
            validation_alias=AliasChoices("PULLQUOTE_TRUSTED_SERVERS"),
            description="Ids of servers, separated by commas, whose managers may show your own "
            "named audiences (such as subscribers) to their roles and channels, and add sources "
            "for everybody; if unset, the only server that the bot is in, and none once there are "
            "two.",
        ),
    ] = frozenset()
    server_sources: Annotated[
        int,
        Field(
            validation_alias=AliasChoices("PULLQUOTE_SERVER_SOURCES"),
            ge=0,
            description="How many sources a server may have.",
        ),
    ] = 100
    server_megabytes: Annotated[
        int,
        Field(
            validation_alias=AliasChoices("PULLQUOTE_SERVER_MEGABYTES"),
            ge=0,
            description="How many megabytes a server may hand in as files, together.",
        ),
    ] = 500
    metrics_port: Annotated[
        int,
        Field(
            validation_alias=AliasChoices("PULLQUOTE_METRICS_PORT"),
            ge=0,
            le=65_535,
            description="The port on 127.0.0.1 at which /metrics (for Prometheus) and /healthz can "
            "be read; with 0 there is none.",
        ),
    ] = 0
    log_format: Annotated[
        LogFormat,
        Field(
            validation_alias=AliasChoices("PULLQUOTE_LOG_FORMAT"),
            description="How log lines are written: console (to read) or json (one object a line).",
        ),
    ] = LogFormat.CONSOLE
    log_level: Annotated[
        LogLevel,
        Field(
            validation_alias=AliasChoices("PULLQUOTE_LOG_LEVEL"),
            description="From which weight on lines are logged: debug, info, warning or error.",
        ),
    ] = LogLevel.INFO

    @field_validator("log_format", "log_level", mode="before")
    @classmethod
    def _in_any_case(cls, value: object) -> object:
        return value.strip().lower() if isinstance(value, str) else value

    @field_validator("trusted_servers", mode="before")
    @classmethod
    def _by_commas(cls, value: object) -> object:
        return value.replace(",", " ").split() if isinstance(value, str) else value

    @field_validator("token")
    @classmethod
    def _could_be_a_token(cls, value: SecretStr) -> SecretStr:
        token = value.get_secret_value().strip()
        if not all("!" <= character <= "~" for character in token):
            raise ValueError("a token has no spaces, line breaks or letters beyond ASCII in it")
        return SecretStr(token)


def documented(kind: type[BaseSettings]) -> list[tuple[str, str, str]]:
    """Return name, description and default of every setting, as `.env.example` shows them."""
    rows = []
    for field, info in kind.model_fields.items():
        alias = info.validation_alias
        name = alias.choices[0] if isinstance(alias, AliasChoices) else setting_name([field], kind)
        rows.append((str(name), info.description or "", _written(info.default)))
    return rows


def _written(default: object) -> str:
    match default:
        case SecretStr() | None | frozenset():
            return ""
        case bool():
            return str(default).lower()
        case _:
            return str(default)
