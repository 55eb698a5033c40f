from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import discord
import pytest
import simcord

from bot.client import PullquoteBot
from bot.desk import Desk
from bot.registration import Registration
from bot.state import Database, State
from retrieval import NewWork
from tests.bot.conftest import Stage as Scene
from tests.bot.daily.fakes import Clock, FakeHouse
from tests.bot.daily.scenes import HOUR, set_up
from tests.bot.fakes import quote


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


@pytest.fixture
def manager(stage: Scene) -> simcord.MemberActor:
    role = stage.guild.create_role("manager", permissions=discord.Permissions(manage_guild=True))
    return stage.guild.add_member(stage.env.create_user("may"), roles=[role])


@pytest.fixture
def daily(stage: Scene) -> simcord.ChannelHandle:
    return stage.guild.create_text_channel("daily")


@pytest.fixture
def fewer_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every look that simcord travels past takes it a moment."""
    monkeypatch.setattr("bot.daily.runner._LONGEST_PAUSE", 6.0 * HOUR)
    monkeypatch.setattr("bot.sources.refresher._LONGEST_PAUSE", 6.0 * HOUR)


@pytest.fixture
async def planned(
    stage: Scene,
    state: State,
    manager: simcord.MemberActor,
    daily: simcord.ChannelHandle,
) -> simcord.ChannelHandle:
    """A channel that gets a post, with something new to say, and a channel that it quotes."""
    await set_up(stage, manager, daily)
    await stage.env.advance_time(60)  # the first look
    await state.channels.opt_in(stage.guild.id, stage.channel.id, stage.env.now())
    added = stage.env.now() + timedelta(hours=1)
    stage.library.new = tuple(
        NewWork(f"Work {n} @everyone", "Interconnects", None, added, quote()) for n in range(3)
    )
    return daily


@pytest.fixture
def remade(desk: Desk, state: State, tmp_path: Path) -> Callable[[], PullquoteBot]:
    """Make the bot of another start."""
    return lambda: PullquoteBot(
        desk=desk,
        state=state,
        registration=Registration(tmp_path / "registered"),
        message_content=True,
        shard_count=1,
    )


def state_in(folder: Path) -> State:
    """What a process remembers; another one of the same folder remembers the same."""
    return State(Database("", folder / "state.sqlite", retry_after=0), days=30)
