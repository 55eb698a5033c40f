"""A bot in two parts: each shard has its own session, and its own guilds."""

import pytest

from tests.loopback.gateway import IDENTIFY, RESUME
from tests.loopback.server import LoopbackDiscord

pytestmark = pytest.mark.usefixtures("online")


@pytest.fixture
def shards() -> int:
    return 2


async def test_every_shard_identifies_and_answers_for_its_own_guilds(
    server: LoopbackDiscord,
) -> None:
    server.mention("In the guild?")
    server.say("In a direct message?", channel=server.world.dm)

    await server.replies()
    await server.replies(server.world.dm)
    named = [frame["d"]["shard"] for frame in server.gateway.received_ops(IDENTIFY)]
    assert named == [[0, 2], [1, 2]]


async def test_when_all_links_break_every_shard_resumes_its_own_session(
    server: LoopbackDiscord,
) -> None:
    server.drop()
    server.mention("In the guild?")
    server.say("In a direct message?", channel=server.world.dm)

    await server.replies()
    await server.replies(server.world.dm)
    resumed = {frame["d"]["session_id"] for frame in server.gateway.received_ops(RESUME)}
    assert resumed == set(server.gateway.sessions)
    assert len(server.gateway.received_ops(IDENTIFY)) == 2
