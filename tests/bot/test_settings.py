import re
from pathlib import Path

import pytest

from bot.settings import BotSettings, LogFormat, LogLevel, documented
from retrieval import LibrarySettings, SettingsWrong, read_settings

EXAMPLE = Path(__file__).resolve().parents[2] / ".env.example"


@pytest.fixture(autouse=True)
def _empty_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, _, _ in documented(BotSettings) + documented(LibrarySettings):
        monkeypatch.delenv(name, raising=False)


def complaint() -> str:
    with pytest.raises(SettingsWrong) as raised:
        read_settings(BotSettings)
    return str(raised.value)


def test_without_any_setting_there_is_no_token_and_no_error() -> None:
    settings = read_settings(BotSettings)

    assert settings.token.get_secret_value() == ""
    assert not settings.message_content
    assert (settings.log_format, settings.log_level) == (LogFormat.CONSOLE, LogLevel.INFO)


@pytest.mark.parametrize("token", ["", "  ", "\t\n"])
def test_a_blank_token_counts_as_absent(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", token)

    assert read_settings(BotSettings).token.get_secret_value() == ""


def test_settings_come_from_dotenv_and_the_environment_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text(
        '\ufeffDISCORD_TOKEN=" abc.def "\n'
        "PULLQUOTE_LOG_LEVEL=WARNING\nOTHER=1\nPULLQUOTE_LOG_FORMAT=\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PULLQUOTE_LOG_LEVEL", "error")
    monkeypatch.setenv("PULLQUOTE_MESSAGE_CONTENT", "yes")

    settings = read_settings(BotSettings)

    assert settings.token.get_secret_value() == "abc.def"
    assert settings.log_level is LogLevel.ERROR
    assert settings.log_format is LogFormat.CONSOLE
    assert settings.message_content


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("PULLQUOTE_LOG_FORMAT", "xml", "'console' or 'json'"),
        ("PULLQUOTE_LOG_LEVEL", "loud", "'debug', 'info', 'warning' or 'error'"),
        ("PULLQUOTE_MESSAGE_CONTENT", "perhaps", "boolean"),
    ],
)
def test_a_wrong_value_is_one_line_that_names_the_setting_and_what_is_allowed(
    name: str, value: str, allowed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)

    line = complaint()

    assert line.startswith(f"{name} is wrong:")
    assert allowed in line
    assert "\n" not in line


@pytest.mark.parametrize("token", ["two words", "tokén", "a\nb"])
def test_a_token_that_cannot_be_one_is_named_but_never_shown(
    token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", token)

    line = complaint()

    assert line.startswith("DISCORD_TOKEN is wrong:")
    assert token not in line


def test_a_dotenv_that_is_no_text_is_one_line(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"DISCORD_TOKEN=\xff\xfe\n")

    assert complaint().startswith("The file .env cannot be read")


def test_a_token_does_not_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "very-secret")

    assert "very-secret" not in repr(read_settings(BotSettings))


def test_the_example_names_every_setting_with_its_description_and_default() -> None:
    _, *blocks = EXAMPLE.read_text(encoding="utf-8").strip().split("\n\n")

    shown = []
    for block in blocks:
        *comment, setting = block.split("\n")
        name, _, default = setting.removeprefix("# ").partition("=")
        shown.append((name, " ".join(line.removeprefix("# ") for line in comment), default))

    assert shown == documented(BotSettings) + documented(LibrarySettings)


def test_the_example_as_it_stands_and_uncommented_changes_nothing(tmp_path: Path) -> None:
    defaults = read_settings(BotSettings), read_settings(LibrarySettings)
    text = EXAMPLE.read_text(encoding="utf-8")

    for content in (text, re.sub(r"(?m)^# (?=[A-Z_]+=)", "", text)):
        (tmp_path / ".env").write_text(content, encoding="utf-8")
        assert (read_settings(BotSettings), read_settings(LibrarySettings)) == defaults
