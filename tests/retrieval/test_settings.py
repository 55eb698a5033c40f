"""Where the library's settings come from, and what is said of a wrong one."""

from pathlib import Path

import pytest
from pydantic import ValidationError
from pydantic_settings import BaseSettings

from retrieval import LibrarySettings, SettingsWrong, read_settings


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory without a .env, and an environment without our settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PULLQUOTE_LIBRARY", raising=False)
    monkeypatch.delenv("PULLQUOTE_MODEL_CACHE", raising=False)
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
