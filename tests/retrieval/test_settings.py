"""Where the library's settings come from, and what is said of a wrong one."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError
from pydantic_settings import BaseSettings

from retrieval import LibrarySettings, SettingsWrong, read_settings
from retrieval.settings import ModelChoice


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory without a .env, and an environment without our settings."""
    monkeypatch.chdir(tmp_path)
    for name in ("LIBRARY", "MODEL_CACHE", "EMBEDDING", "EMBEDDING_CONFIG"):
        monkeypatch.delenv(f"PULLQUOTE_{name}", raising=False)
    return tmp_path


class Counted(BaseSettings):
    """Settings with a number, to be wrong about."""

    pages: int = 1
    secret: int = 2


def test_without_any_setting_the_library_is_in_a_folder_that_git_ignores() -> None:
    settings = LibrarySettings()

    root = Path(__file__).parent.parent.parent
    assert settings.library == Path(".pullquote/library")
    assert ".pullquote/" in (root / ".gitignore").read_text().splitlines()
    assert settings.model_cache is None


def test_the_environment_names_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULLQUOTE_LIBRARY", "/srv/quotes")
    monkeypatch.setenv("PULLQUOTE_MODEL_CACHE", "/srv/model")

    settings = LibrarySettings()

    assert (settings.library, settings.model_cache) == (Path("/srv/quotes"), Path("/srv/model"))


def test_a_dotenv_file_in_the_working_directory_names_the_library(elsewhere: Path) -> None:
    (elsewhere / ".env").write_text(
        "# where\nDISCORD_TOKEN=abc\nPULLQUOTE_LIBRARY='/srv/Bücher und mehr'\n", "utf-8"
    )

    assert LibrarySettings().library == Path("/srv/Bücher und mehr")


def test_the_environment_comes_before_the_dotenv_file(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (elsewhere / ".env").write_text("PULLQUOTE_LIBRARY=/from/file\n")
    monkeypatch.setenv("PULLQUOTE_LIBRARY", "/from/environment")

    assert LibrarySettings().library == Path("/from/environment")


def test_what_is_handed_in_comes_before_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULLQUOTE_LIBRARY", "/from/environment")

    assert LibrarySettings(library=Path("/handed/in")).library == Path("/handed/in")


@pytest.mark.parametrize("line", ["PULLQUOTE_LIBRARY=", "PULLQUOTE_LIBRARY=''", ""])
def test_an_empty_setting_is_none(elsewhere: Path, line: str) -> None:
    (elsewhere / ".env").write_text(f"{line}\n")

    assert LibrarySettings().library == Path(".pullquote/library")


def test_settings_do_not_change_once_they_are_read() -> None:
    with pytest.raises(ValidationError):
        LibrarySettings().library = Path("/elsewhere")


def test_wrong_values_are_one_line_that_names_each_and_shows_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PAGES", "many")
    monkeypatch.setenv("SECRET", "hunter2")

    with pytest.raises(SettingsWrong) as caught:
        read_settings(Counted)

    line = str(caught.value)
    assert "PAGES is wrong: " in line
    assert "SECRET is wrong: " in line
    assert "hunter2" not in line
    assert "\n" not in line


def test_without_any_setting_the_model_is_the_built_in_one() -> None:
    assert LibrarySettings().model == ModelChoice("minilm", {})


def test_a_dotenv_file_names_a_model_and_its_configuration(elsewhere: Path) -> None:
    (elsewhere / ".env").write_text(
        'PULLQUOTE_EMBEDDING=" Ollama "\n'
        'PULLQUOTE_EMBEDDING_CONFIG={"url": "http://me:pw@localhost:1/#x", "model_name": "nomic"}\n'
    )

    settings = read_settings(LibrarySettings)

    assert settings.model == ModelChoice(
        "ollama", {"url": "http://me:pw@localhost:1/#x", "model_name": "nomic"}
    )
    assert "pw@" not in repr(settings)


@pytest.mark.parametrize(
    ("config", "told"),
    [
        ("{", "a JSON object"),
        ('["model"]', "a JSON object"),
        ("sk-0123456789", "a JSON object"),
        ('{"api_key": "sk-0123456789"}', "api_key holds a key"),
        ('{"default_headers": {"X-Api-Key": "sk-0123456789"}}', "default_headers.X-Api-Key holds"),
        ('{"session_args": {"aws_access_key_id": "sk-0123456789"}}', "aws_access_key_id holds"),
        ('{"api_key_env_var": "sk-0123456789"}', "not the key itself"),
    ],
)
def test_a_configuration_that_cannot_be_one_or_holds_a_key_is_one_line_without_it(
    monkeypatch: pytest.MonkeyPatch, config: str, told: str
) -> None:
    monkeypatch.setenv("PULLQUOTE_EMBEDDING", "openai")
    monkeypatch.setenv("PULLQUOTE_EMBEDDING_CONFIG", config)

    with pytest.raises(SettingsWrong) as caught:
        read_settings(LibrarySettings)

    line = str(caught.value)
    assert line.startswith("PULLQUOTE_EMBEDDING_CONFIG is wrong: ")
    assert told in line
    assert "0123456789" not in line
    assert "\n" not in line


def test_what_only_looks_like_a_key_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    config = {"kwargs": {"max_tokens": 9, "tokenizer_kwargs": {"a": "b"}, "use_auth_token": True}}
    monkeypatch.setenv("PULLQUOTE_EMBEDDING", "sentence_transformer")
    monkeypatch.setenv("PULLQUOTE_EMBEDDING_CONFIG", json.dumps(config))

    assert read_settings(LibrarySettings).model.config == config


def test_the_built_in_model_takes_no_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULLQUOTE_EMBEDDING_CONFIG", '{"model_name": "x"}')

    with pytest.raises(SettingsWrong, match="minilm takes none"):
        read_settings(LibrarySettings)
