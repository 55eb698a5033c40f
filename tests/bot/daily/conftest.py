from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.state import Database, State
from tests.bot.daily.fakes import Clock, FakeHouse


@pytest.fixture
async def state(tmp_path: Path) -> AsyncIterator[State]:
    state = state_in(tmp_path)
    yield state
    await state.aclose()


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 3, 1, 8, 0, tzinfo=UTC))


@pytest.fixture
def house(clock: Clock) -> FakeHouse:
    return FakeHouse(clock)


def state_in(folder: Path) -> State:
    """What a process remembers; another one of the same folder remembers the same."""
    return State(Database("", folder / "state.sqlite", retry_after=0), days=30)
