import threading

import pytest
from structlog.testing import capture_logs

from bot import easel as easel_module
from bot.easel import Easel
from bot.parts import Picture, Plotted, Said
from retrieval import PeriodCount

PLOTTED = Plotted("Ada", (PeriodCount("2024", 3),), "A chart.")


async def test_a_chart_is_drawn_in_the_easels_own_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []

    def draw(_name: str, _timeline: object) -> bytes:
        drawn.append(threading.current_thread().name)
        return b"png"

    monkeypatch.setattr(easel_module, "_load", lambda: draw)
    easel = Easel()

    reply = await easel.illustrated((Said("a"), PLOTTED, PLOTTED))

    assert reply == (Said("a"), Picture(b"png", "A chart."), Picture(b"png", "A chart."))
    assert len(set(drawn)) == 1
    assert drawn[0] != threading.current_thread().name
    easel.close()


async def test_a_chart_that_cannot_be_drawn_is_left_out_and_logged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_name: str, _timeline: object) -> bytes:
        raise ValueError

    monkeypatch.setattr(easel_module, "_load", lambda: broken)
    easel = Easel()

    with capture_logs() as logs:
        assert await easel.illustrated((Said("a"), PLOTTED)) == (Said("a"),)

    assert [line["doing"] for line in logs] == ["chart"]
    easel.close()


async def test_an_easel_that_was_put_away_draws_nothing() -> None:
    easel = Easel()
    easel.close()

    with capture_logs():
        assert await easel.illustrated((Said("a"), PLOTTED)) == (Said("a"),)
