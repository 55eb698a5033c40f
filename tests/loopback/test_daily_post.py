"""The daily post over the wire: what is sent, and what becomes of answers that get lost."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.client import PullquoteBot
from bot.daily.schedule import Schedule
from bot.daily.sections import SectionKind
from bot.state import State
from bot.state.posts import Stage
from bot.state.schedules import Plan
from retrieval import NewWork
from tests.bot.fakes import FakeLibrary, quote
from tests.loopback.checks import SEND
from tests.loopback.pointing import running
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import Channel, Message

OPEN_THREAD = "POST /channels/{channel_id}/messages/{message_id}/threads"


@pytest.fixture(autouse=True)
async def plan(server: LoopbackDiscord, state: State, library: FakeLibrary) -> Plan:
    """A post that is due since a minute, with something for the message and for the thread."""
    now = datetime.now(UTC)
    library.new = tuple(
        NewWork(f"Work {n}", None, None, now - timedelta(hours=1), quote()) for n in range(3)
    )
    due = now - timedelta(minutes=1)
    made = Plan(
        guild=server.world.guild.id,
        channel=server.world.general.id,
        schedule=Schedule(due.time().replace(second=0, microsecond=0), "UTC"),
        sections=(SectionKind.NEW,),
        begins=now - timedelta(hours=2),
        set_up_by=server.world.bob.id,
    )
    await state.schedules.set_up(made)
    return made


async def settled(server: LoopbackDiscord) -> None:
    """Wait until the post is done."""

    def thread() -> Channel | None:
        threads = (one for one in server.world.channels.values() if one.parent_id)
        return next(threads, None)

    await server.until(lambda: (found := thread()) and server.world.said_by_bot(found))


def posts(server: LoopbackDiscord) -> list[Message]:
    return server.world.said_by_bot(server.world.general)


async def test_it_is_posted_with_a_nonce_once_the_bot_is_ready_and_pings_nobody(
    server: LoopbackDiscord, bot: PullquoteBot
) -> None:
    async with running(bot, server):
        await settled(server)

        [post] = posts(server)
        assert "Work 0" in post.content
        assert post.body["allowed_mentions"]["parse"] == []
        assert post.body["enforce_nonce"]
        assert 1 <= len(post.body["nonce"]) <= 25
        [opened] = server.journal.on(OPEN_THREAD)
        assert opened.status == 200


@pytest.mark.parametrize("route", [SEND, OPEN_THREAD])
async def test_an_answer_that_got_lost_brings_no_second_message(
    server: LoopbackDiscord, bot: PullquoteBot, route: str
) -> None:
    server.fail_next(route, status=502, takes_effect=True)

    async with running(bot, server):
        await settled(server)

        assert len(server.journal.on(route)) >= 2
        [_] = posts(server)


async def test_a_link_that_breaks_and_comes_back_brings_no_second_message(
    server: LoopbackDiscord, bot: PullquoteBot, state: State
) -> None:
    async with running(bot, server):
        await settled(server)
        server.invalidate()
        await server.until(lambda: len(server.gateway.connections) == 2)
        server.mention("Is the model the moat?")
        await server.replies(count=2)

        post, _ = posts(server)
        assert "Work 0" in post.content
        [kept] = await state.posts.recent(server.world.guild.id, 9)
        assert kept.stage is Stage.DONE
