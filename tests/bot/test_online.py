"""`python -m bot` with a token, against a Discord on this machine."""

import asyncio
import signal
import sqlite3
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from tests.loopback.server import LoopbackDiscord

# Seconds: they end a hang, and judge no speed. A process that shares its cores with others loads
# the library's model as slowly as those let it.
PATIENCE = 120.0

# What `python -m bot` runs, with discord.py's two constants for where Discord is set to ours.
LAUNCH = """
import sys, discord.http, discord.gateway, yarl
discord.http.Route.BASE = sys.argv.pop(1)
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(sys.argv.pop(1))
from bot.__main__ import main
sys.exit(main())
"""


@pytest.fixture
async def server() -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord() as server:
        yield server


@asynccontextmanager
async def process(
    server: LoopbackDiscord, environment: dict[str, str], place: Path, **settings: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    started = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", LAUNCH, server.rest_url, server.gateway.url),
        stdin=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        cwd=place,
        env=environment | {"DISCORD_TOKEN": server.token} | settings,
    )
    try:
        yield started
    finally:
        if started.returncode is None:
            started.kill()
        await started.wait()


async def until_there(server: LoopbackDiscord, started: asyncio.subprocess.Process) -> None:
    """Wait as long as a slow machine may need to load everything."""
    end = time.monotonic() + PATIENCE
    while not server.gateway.sessions:
        assert started.returncode is None, await log_of(started)
        if time.monotonic() > end:
            started.kill()
            pytest.fail(await log_of(started))
        await asyncio.sleep(0.02)


async def log_of(started: asyncio.subprocess.Process) -> str:
    _, log = await started.communicate()
    return log.decode()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_fills_the_library_answers_and_leaves_within_five_seconds(
    server: LoopbackDiscord, environment: dict[str, str], tmp_path: Path, number: signal.Signals
) -> None:
    fresh = str(tmp_path / "fresh")
    async with process(server, environment, tmp_path, PULLQUOTE_LIBRARY=fresh) as started:
        await until_there(server, started)
        server.mention("What is delaying DeepSeek R2?")
        [answer] = await server.replies()

        started.send_signal(number)
        began = time.monotonic()
        log = await log_of(started)

    assert answer.body["content"].startswith("> ")
    assert "Azeem Azhar" in answer.body["content"]
    assert started.returncode == 0
    assert time.monotonic() - began < 5
    assert [one.close_code for one in server.gateway.connections] == [1000]
    assert "Reading the seeds" in log
    assert "Traceback" not in log


async def test_a_rejected_token_is_one_plain_line_and_exit_2(
    server: LoopbackDiscord, environment: dict[str, str], tmp_path: Path
) -> None:
    async with process(server, environment, tmp_path, DISCORD_TOKEN="not.this") as started:  # noqa: S106
        log = await log_of(started)

    assert started.returncode == 2
    assert log.splitlines()[-1].startswith("Discord does not accept DISCORD_TOKEN")
    assert "Traceback" not in log
    assert "not.this" not in log


async def test_no_way_to_discord_is_one_plain_line_and_exit_1(
    server: LoopbackDiscord, environment: dict[str, str], tmp_path: Path
) -> None:
    server.rest_url = "http://127.0.0.1:9/api"
    async with process(server, environment, tmp_path) as started:
        log = await log_of(started)

    assert started.returncode == 1
    assert log.splitlines()[-1].startswith("Discord cannot be reached")
    assert "Traceback" not in log


async def test_a_refused_intent_is_one_log_line_and_it_goes_on_without(
    server: LoopbackDiscord, environment: dict[str, str], tmp_path: Path
) -> None:
    server.gateway.granted_intents = 0
    async with process(server, environment, tmp_path, PULLQUOTE_MESSAGE_CONTENT="1") as started:
        await until_there(server, started)
        server.mention("What is delaying DeepSeek R2?")
        [answer] = await server.replies()
        started.terminate()
        log = await log_of(started)

    assert answer.body["content"].startswith("> ")
    assert log.count("message content intent") == 1
    assert "Traceback" not in log
    assert started.returncode == 0


@pytest.mark.parametrize("url", ["mysql://ann:pa55@h/d", "postgres://ann:pa55@127.0.0.1:9/d"])
async def test_a_database_that_cannot_be_used_is_one_log_line_and_it_answers_all_the_same(
    server: LoopbackDiscord, environment: dict[str, str], tmp_path: Path, url: str
) -> None:
    async with process(server, environment, tmp_path, DATABASE_URL=url) as started:
        await until_there(server, started)
        for name in ("ben", "cem"):  # what one member says twice in a row is one question
            user = server.world.add_user(name)
            server.mention("What is delaying DeepSeek R2?", user=user)
        answers = await server.replies(count=2)
        started.terminate()
        log = await log_of(started)

    assert all(answer.body["content"].startswith("> ") for answer in answers)
    assert log.count("Questions are answered all the same") == 1
    assert log.count("[warning") == 1
    assert "pa55" not in log
    assert "Traceback" not in log
    assert started.returncode == 0


async def test_a_database_that_somebody_else_has_locked_does_not_hold_up_the_end(
    server: LoopbackDiscord, environment: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "state.sqlite"
    url = f"sqlite:///{file}"
    with closing(sqlite3.connect(file)) as other:
        async with process(server, environment, tmp_path, DATABASE_URL=url) as started:
            await until_there(server, started)
            other.execute("PRAGMA journal_mode=WAL")
            other.execute("BEGIN EXCLUSIVE")
            server.mention("What is delaying DeepSeek R2?")
            [answer] = await server.replies()
            started.terminate()
            began = time.monotonic()
            log = await log_of(started)

    assert answer.body["content"].startswith("> ")
    assert time.monotonic() - began < 5
    assert "Traceback" not in log
    assert started.returncode == 0
