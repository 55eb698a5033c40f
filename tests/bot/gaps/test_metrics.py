"""Metrics and health: on this machine alone, in numbers alone, and only if they are asked for."""

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
import structlog
import structlog.testing

from bot import health
from bot.audiences import EVERYBODY
from bot.cogs.watching import Watching
from bot.desk import Desk
from bot.health import Health, HealthServer
from bot.metrics import Metrics
from bot.replies import Place
from bot.settings import BotSettings
from bot.state import Database, State, StateUnavailable
from bot.wishes import Question
from tests.bot.conftest import Stage
from tests.bot.fakes import FakeLibrary


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def number(metrics: Metrics, name: str) -> float:
    """The number behind a name with its labels."""
    lines = metrics.text().decode().splitlines()
    [line] = [line for line in lines if line.startswith(f"{name} ")]
    return float(line.rpartition(" ")[2])


@asynccontextmanager
async def listening(server: HealthServer) -> AsyncIterator[aiohttp.ClientSession]:
    await server.start()
    async with aiohttp.ClientSession() as session:
        yield session
    await server.stop()


async def ask(desk: Desk, text: str) -> None:
    await asyncio.wrap_future(desk.reply(Question(text), Place.DISCORD, EVERYBODY))


async def test_questions_are_counted_by_what_became_of_them(
    desk: Desk, library: FakeLibrary, metrics: Metrics
) -> None:
    desk.tell(metrics)
    await ask(desk, "is R2 late?")
    library.quotes = ()
    await ask(desk, "how tall is Everest?")

    def broken() -> None:
        raise RuntimeError("@everyone")

    library.before_answering = broken
    with pytest.raises(RuntimeError):
        await ask(desk, "and now?")

    outcomes = ("answered", "silent", "failed")
    assert [
        number(metrics, f'pullquote_questions_total{{outcome="{one}"}}') for one in outcomes
    ] == [
        1,
        1,
        1,
    ]
    assert number(metrics, "pullquote_answer_seconds_count") == 3
    text = metrics.text().decode()
    assert "R2" not in text
    assert "Everest" not in text


async def test_errors_in_the_log_and_the_queue_are_told(metrics: Metrics) -> None:
    logger = logging.getLogger("a.test.of.its.own")
    metrics.count_errors(logger)
    metrics.watch_queue(lambda: 3)

    logger.error("oh")
    logger.warning("hm")

    assert number(metrics, "pullquote_errors_total") == 1
    assert number(metrics, "pullquote_queue_length") == 3


async def test_what_never_happened_is_zero(metrics: Metrics) -> None:
    assert number(metrics, 'pullquote_syncs_total{result="failed"}') == 0


@pytest.mark.parametrize("library_is_there", [True, False])
async def test_health_says_which_part_is_not_well(
    metrics: Metrics, port: int, *, library_is_there: bool
) -> None:
    async def examine() -> Health:
        return Health(gateway=True, library=library_is_there, database=True)

    async with listening(HealthServer(port, examine, metrics)) as session:
        answer = await session.get(f"http://127.0.0.1:{port}/healthz")
        told = json.loads(await answer.text())
        page = await session.get(f"http://127.0.0.1:{port}/metrics")
        text = await page.text()

    assert answer.status == (200 if library_is_there else 503)
    assert told == {
        "well": library_is_there,
        "gateway": True,
        "library": library_is_there,
        "database": True,
    }
    assert "pullquote_questions_total" in text
    assert page.headers["Content-Type"].startswith("text/plain")


async def test_a_port_that_is_taken_stops_nothing(metrics: Metrics, port: int) -> None:
    async def examine() -> Health:
        return Health(gateway=True, library=True, database=True)

    async with listening(HealthServer(port, examine, metrics)):
        second = HealthServer(port, examine, metrics)
        with structlog.testing.capture_logs() as logged:
            await second.start()
        await second.stop()

    [line] = logged
    assert f"another program listens at port {port} already" in line["event"]
    assert "set PULLQUOTE_METRICS_PORT to another." in line["event"]


@pytest.fixture
def watching(stage: Stage, desk: Desk, state: State, metrics: Metrics, port: int) -> Watching:
    return Watching(stage.bot, desk=desk, state=state, metrics=metrics, port=port)


async def test_the_bot_is_well_once_it_is_online_and_not_while_its_database_is_away(
    watching: Watching, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await watching.examine() == Health(gateway=True, library=True, database=True)

    def away(_: Database) -> None:
        raise StateUnavailable("away")

    monkeypatch.setattr(Database, "begin", away)
    desk.close(1)

    assert await watching.examine() == Health(gateway=True, library=False, database=False)


async def test_a_database_that_hangs_is_named_as_what_is_not_well(
    watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hanging(_: State) -> bool:
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(State, "is_reachable", hanging)

    assert await watching.examine() == Health(gateway=True, library=True, database=False)


async def test_a_gateway_that_is_away_is_noticed_at_once(
    watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Lost:
        def is_closed(self) -> bool:
            return True

    monkeypatch.setattr(type(watching._bot), "shards", {0: Lost()})

    assert not (await watching.examine()).gateway


def test_it_is_off_unless_somebody_asks_for_it() -> None:
    assert BotSettings.model_fields["metrics_port"].default == 0


def test_the_bot_is_well_only_while_every_part_is() -> None:
    assert Health(gateway=True, library=True, database=True).well
    assert not Health(gateway=False, library=True, database=True).well
    assert not Health(gateway=True, library=False, database=True).well
    assert not Health(gateway=True, library=True, database=False).well


async def test_whoever_asks_for_its_health_does_not_wait_for_a_part_that_hangs(
    metrics: Metrics, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_PATIENCE", 0.01)
    never = asyncio.Event()

    async def examine() -> Health:
        await never.wait()
        raise AssertionError

    async with asyncio.timeout(20), listening(HealthServer(port, examine, metrics)) as session:
        answer = await session.get(f"http://127.0.0.1:{port}/healthz")
        told = json.loads(await answer.text())

    assert (answer.status, told) == (503, {"well": False})
