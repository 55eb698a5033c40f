from pathlib import Path

import pytest
import simcord

from bot.client import PullquoteBot
from bot.desk import Desk
from bot.registration import Registration
from bot.state import State
from tests.bot.conftest import Stage


@pytest.fixture
def message_content() -> bool:
    """Here Discord lets the bot read what is said, unless a test wants otherwise."""
    return True


class Restart:
    """Another start of the bot, which remembers nothing but what the database does."""

    def __init__(self, stage: Stage, desk: Desk, state: State, path: Path) -> None:
        self._stage = stage
        self._made = (desk, state, path)

    async def __call__(self) -> None:
        desk, state, path = self._made
        self._stage.bot = PullquoteBot(
            desk=desk,
            state=state,
            registration=Registration(path / "registered"),
            message_content=True,
            shard_count=1,
        )
        await self._stage.env.restart_bot(self._stage.bot)


@pytest.fixture
def restart(stage: Stage, desk: Desk, state: State, tmp_path: Path) -> Restart:
    return Restart(stage, desk, state, tmp_path)


async def post_in(
    stage: Stage, forum: simcord.ChannelHandle, title: str, text: str
) -> simcord.ChannelHandle:
    """Ann opens a post in a forum. simcord lets only bots do so: its first message has its id."""
    backend = stage.env.backend
    thread = backend.create_thread(forum.id, title, stage.ann.id, broadcast=False)
    backend.announce_thread_create(thread)
    [post] = [one for one in forum.threads if one.id == thread.id]
    with pytest.MonkeyPatch.context() as patch:
        numbers = iter([thread.id])
        count = backend.snowflake
        patch.setattr(backend, "snowflake", lambda: next(numbers, None) or count())
        first = await stage.ann.send(post, text)
    assert first.id == thread.id
    return post


def answers_in(stage: Stage, channel: simcord.ChannelHandle) -> list[str]:
    return [said for said in stage.said(channel) if said.startswith(("> ", "-# "))]
