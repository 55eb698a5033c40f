import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import simcord
from simcord.http import router

from bot.client import PullquoteBot
from bot.desk import Desk
from bot.registration import Registration
from bot.state import State, open_state
from tests.bot.fakes import FakeLibrary, opened, quote
from tests.bot.patience import give_time_to_settle
from tests.limits.watching import Watch

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Stage:
    """A server with a channel, two members and the bot in it."""

    env: simcord.Env
    bot: PullquoteBot
    library: FakeLibrary
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    ann: simcord.MemberActor
    eve: simcord.MemberActor

    @property
    def mention(self) -> str:
        assert self.bot.user is not None
        return self.bot.user.mention

    def payloads(self, path: str) -> list[dict[str, Any]]:
        """What the bot sent to where the path ends so, in order; Any as JSON is."""
        calls = self.env.http_requests
        return [call.json for call in calls if call.path.endswith(path) and call.json]

    def said(self, channel: simcord.ChannelHandle | None = None) -> list[str]:
        """What the bot wrote, in order."""
        history = (channel or self.channel).history()
        return [message.content for message in history if message.author == self.bot.user]


@pytest.fixture(autouse=True)
def nothing_beyond_discords_limits(monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    """All that any test here lets the bot send is checked: simcord takes much that Discord refuses.

    Told at the end, since a bot that is refused something apologises, and the test would go on.
    """
    watch, dispatch = Watch(), router.dispatch

    def seen(backend: Any, method: str, path: str, **given: Any) -> Any:
        files = {str(n): file.fp.read() for n, file in enumerate(given.get("files") or [])}
        for file in given.get("files") or []:
            file.reset(seek=True)
        sent: Any = given.get("json")
        watch.see(method, path, (sent or {}) | {"files": files} if files else sent)
        return dispatch(backend, method, path, **given)

    monkeypatch.setattr(router, "dispatch", seen)
    yield watch
    assert watch.found == []


@pytest.fixture(autouse=True)
def time_to_settle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here judges how fast a machine is."""
    give_time_to_settle(monkeypatch)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is given time to say more; a test of bursts gives it back."""
    give_time_to_say_more(monkeypatch, 0.0)


def give_time_to_say_more(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    monkeypatch.setattr("bot.talking.bursts.QUIET", seconds)
    monkeypatch.setattr("bot.talking.bursts.UNFINISHED", seconds)


@pytest.fixture(autouse=True)
def no_look_each_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Days pass here within seconds: nobody looks each minute, but where a test is about that."""
    monkeypatch.setattr("bot.cogs.catching_up._EVERY", 1e9)


@pytest.fixture
def library() -> FakeLibrary:
    return FakeLibrary(quote("R2 may be a little bit delayed."))


@pytest.fixture
def desk(library: FakeLibrary) -> Iterator[Desk]:
    desk = opened(library)
    yield desk
    desk.close(1)


@pytest.fixture
def message_content() -> bool:
    return False


@pytest.fixture
async def state(tmp_path: Path) -> AsyncIterator[State]:
    async with aclosing(open_state("", tmp_path, days=30)) as state:
        yield state


@pytest.fixture
def simcord_bot(desk: Desk, state: State, tmp_path: Path, message_content: bool) -> PullquoteBot:
    return PullquoteBot(
        desk=desk,
        state=state,
        registration=Registration(tmp_path / "registered"),
        message_content=message_content,
        shard_count=1,
    )


@pytest.fixture
def stage(simcord_env: simcord.Env, simcord_bot: PullquoteBot, library: FakeLibrary) -> Stage:
    # Hours pass in it within seconds, of which a busy machine takes several times as many.
    simcord_env.settle_timeout = 15
    guild = simcord_env.create_guild()
    channel = guild.create_text_channel("general")
    ann, eve = (guild.add_member(simcord_env.create_user(name)) for name in ("ann", "eve"))
    return Stage(simcord_env, simcord_bot, library, guild, channel, ann, eve)


@pytest.fixture
def environment(seed_folder: Path, model_cache: Path, tmp_path: Path) -> dict[str, str]:
    """A library of its own over the seeds, and no setting of whoever runs the tests."""
    library = tmp_path / "library"
    shutil.copytree(seed_folder, library)
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PULLQUOTE_", "DISCORD_", "DATABASE_"))
    }
    return inherited | {
        "PYTHONPATH": str(ROOT),
        "PULLQUOTE_LIBRARY": str(library),
        "PULLQUOTE_MODEL_CACHE": str(model_cache),
        "TERM": "xterm",
    }
