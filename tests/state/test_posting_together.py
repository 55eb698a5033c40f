"""Two processes and one database, of each kind: one message."""

import asyncio
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from bot.daily.runner import Runner
from bot.state import Database, State
from bot.state.posts import LEASE
from tests.bot.daily.fakes import GUILD, Clock, Crashed, FakeHouse, plan

START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("crash", [None, 1, 2, 3, 4, 5])
async def test_two_processes_make_one_message_whichever_dies(url: str, crash: int | None) -> None:
    clock = Clock(START)
    house = FakeHouse(clock)
    channel = house.channels[GUILD]
    channel.remembers_nonces = False
    databases = [Database(url, Path("nowhere"), retry_after=0) for _ in range(2)]
    states = [State(database, days=30) for database in databases]
    await states[0].schedules.set_up(plan(time(9), "UTC", START))
    house.wire.breaks_after = crash

    clock.advance(hours=1)
    for _ in range(3):
        looks = (Runner(state, house, clock).look() for state in states)
        ends = await asyncio.gather(*looks, return_exceptions=True)
        assert [end for end in ends if not isinstance(end, float | Crashed)] == []
        clock.advance(seconds=LEASE.total_seconds())

    [message] = channel.messages
    assert channel.threads == {message: ["2026-03-01 page 1", "2026-03-01 page 2"]}
    for state in states:
        await state.aclose()
