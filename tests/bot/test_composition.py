from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot import composition
from bot.__main__ import main
from bot.errors import CannotStart
from bot.settings import BotSettings, documented
from retrieval import LibraryHeld, LibrarySettings
from tests.bot.fakes import FakeLibrary, desk_with

TOKEN = "abc.def"  # noqa: S105 - nobody's


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings, signals or logging but the test's own."""
    monkeypatch.chdir(tmp_path)
    for name, _, _ in documented(BotSettings) + documented(LibrarySettings):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("bot.__main__.end_on_signals", lambda: None)
    monkeypatch.setattr("bot.logs.set_up", lambda *_: None)


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> FakeLibrary:
    library = FakeLibrary()

    def desk(settings: LibrarySettings) -> object:
        return desk_with(library, settings.library)

    monkeypatch.setattr(composition, "Desk", desk)
    return library


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception | None], dict[str, Any]]:
    """Put something else in the place of Discord; Any: whatever it was handed."""

    def replace(error: Exception | None) -> dict[str, Any]:
        handed: dict[str, Any] = {}

        async def served(_desk: object, **arguments: Any) -> None:
            handed.update(arguments)
            if error:
                raise error

        monkeypatch.setattr("bot.online.serve", served)
        monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
        return handed

    return replace


def test_with_a_token_it_goes_online_and_the_library_is_closed_in_the_end(
    library: FakeLibrary,
    serve: Callable[[Exception | None], dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PULLQUOTE_MESSAGE_CONTENT", "1")
    handed = serve(None)

    assert main([]) == 0
    assert handed["token"] == TOKEN
    assert handed["message_content"] is True
    assert handed["seeds"] == Path(__file__).resolve().parents[2] / "seeds"
    assert library.closed is False  # it was never opened: `serve` does that


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (CannotStart("Discord does not accept DISCORD_TOKEN.", exit_code=2), 2),
        (CannotStart("Discord cannot be reached.", exit_code=1), 1),
        (LibraryHeld("It is held."), 2),
    ],
)
def test_what_keeps_it_offline_is_one_line_and_an_exit_status(
    library: FakeLibrary,
    serve: Callable[[Exception | None], dict[str, Any]],
    error: Exception,
    status: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    serve(error)

    assert main([]) == status
    assert capsys.readouterr().err == f"{error}\n"
    assert not library.closed


def test_what_nobody_foresaw_is_one_line_with_an_id_and_exit_1(
    library: FakeLibrary,
    serve: Callable[[Exception | None], dict[str, Any]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    serve(KeyError("a secret"))

    with capture_logs() as logged:
        assert main([]) == 1

    complaint = capsys.readouterr().err
    assert logged[-1]["reference"] in complaint
    assert "secret" not in complaint
    assert not library.closed


def test_ctrl_c_ends_with_0_and_closes_the_library(
    library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(desk: Any, **_: object) -> None:
        desk.open(Path("no-seeds"), lambda *_: None).result(5)
        raise KeyboardInterrupt

    monkeypatch.setattr(composition, "converse", interrupted)

    assert main([]) == 0
    assert library.closed


def test_a_wrong_setting_is_found_before_anything_is_opened(
    library: FakeLibrary, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PULLQUOTE_LOG_FORMAT", "xml")

    assert main([]) == 2
    assert capsys.readouterr().err.startswith("PULLQUOTE_LOG_FORMAT is wrong")
    assert not library.threads


def test_arguments_that_do_not_exist_are_wrong_use() -> None:
    with pytest.raises(SystemExit) as raised:
        main(["--nope"])

    assert raised.value.code == 2
