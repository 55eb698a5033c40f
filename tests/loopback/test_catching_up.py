"""Whatever happens to the process: no question is lost, and none is answered twice."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, aclosing, asynccontextmanager
from pathlib import Path
from typing import Protocol

import pytest

from bot.client import PullquoteBot
from bot.desk import Desk
from bot.registration import Registration
from bot.state import open_state
from tests.bot.fakes import FakeLibrary, opened, quote
from tests.loopback.checks import QUOTE, SEND, TYPING, every_question_was_answered_once
from tests.loopback.gateway import IDENTIFY
from tests.loopback.journal import PATIENCE_S
from tests.loopback.pointing import running
from tests.loopback.server import LoopbackDiscord
from tests.loopback.soaking.process import bot_process
from tests.loopback.world import Message

HISTORY = "GET /channels/{channel_id}/messages"


class Start(Protocol):
    """Starts the bot; it is stopped when the block ends."""

    def __call__(self) -> AbstractAsyncContextManager[None]: ...


@pytest.fixture
def start(server: LoopbackDiscord, tmp_path: Path, shared_desk: Desk) -> Start:
    @asynccontextmanager
    async def start() -> AsyncIterator[None]:
        async with aclosing(open_state("", tmp_path, days=30)) as state:
            bot = PullquoteBot(
                desk=shared_desk,
                state=state,
                registration=Registration(tmp_path / "commands"),
                message_content=True,
            )
            before = len(server.gateway.received_ops(IDENTIFY))
            async with running(bot, server):
                await server.until(lambda: len(server.gateway.received_ops(IDENTIFY)) > before)
                await bot.wait_until_ready()
                yield

    return start


@pytest.fixture
def shared_desk() -> Iterator[Desk]:
    desk = opened(FakeLibrary(quote(QUOTE)))
    yield desk
    desk.close(PATIENCE_S)


@pytest.fixture
async def helped(server: LoopbackDiscord, tmp_path: Path) -> None:
    """The channel is a help channel, in which people have two seconds to answer first."""
    async with aclosing(open_state("", tmp_path, days=30)) as state:
        await state.preferences.change(
            server.world.guild.id, help_channels={server.world.general.id}, patience=2
        )


def asked_by_answers(server: LoopbackDiscord) -> list[Message]:
    """The messages that the bot has replied to."""
    said = server.world.said_by_bot(server.world.general)
    return [one.reference for one in said if one.reference]


async def test_what_is_said_while_it_is_down_is_answered_once_after_the_start(
    server: LoopbackDiscord, start: Start
) -> None:
    eve = server.world.add_user("eve")
    async with start():
        server.mention("Asked before?")
        [answer] = await server.replies()
        server.say("Asked alone before?", channel=server.world.dm)
        await server.replies(server.world.dm)

    mention = server.mention("Asked by a mention?", user=eve)
    reply = server.say("Asked by a reply?", reply_to=answer, ping=False)
    direct = server.say("Asked alone?", channel=server.world.dm)
    gone = server.mention("Asked and taken back?", user=server.world.bob)
    server.delete(gone)
    async with start():
        await server.replies(server.world.dm, count=2)
        await server.replies(count=3)
    async with start():
        assert await every_question_was_answered_once(server, 3)

    answered = [one.id for one in asked_by_answers(server)]
    assert (answered.count(mention.id), answered.count(reply.id)) == (1, 1)
    [_, told] = server.world.said_by_bot(server.world.dm)
    assert told.reference == direct


@pytest.mark.usefixtures("helped")
async def test_in_a_help_channel_a_person_who_has_answered_meanwhile_is_left_alone(
    server: LoopbackDiscord, start: Start
) -> None:
    ada, bob, eve = server.world.ada, server.world.bob, server.world.add_user("eve")
    async with start():
        pass
    answered = server.say("is R2 late?", user=ada)
    server.say("It is, by a month or so.", user=bob, reply_to=answered)
    open_still = server.say("why is R3 late?", user=eve)
    async with start():
        await server.replies()
        assert await every_question_was_answered_once(server, 1)

    first, *_ = asked_by_answers(server)
    assert first.id == open_still.id


@pytest.mark.usefixtures("helped")
async def test_a_restart_while_people_have_their_turn_loses_no_question(
    server: LoopbackDiscord, start: Start
) -> None:
    async with start():
        server.say("is R2 late?")
        server.mention("Asked beside it?", user=server.world.bob)
        await server.replies()
    async with start():
        await server.replies(count=2)
        assert await every_question_was_answered_once(server, 2)


async def test_a_session_that_cannot_be_resumed_loses_no_question(
    server: LoopbackDiscord, start: Start
) -> None:
    async with start():
        server.mention("Asked before?")
        await server.replies()
        server.invalidate()
        server.mention("Asked between two sessions?")

        await server.replies(count=2)
        assert await every_question_was_answered_once(server, 2)


async def test_two_processes_that_find_the_same_answer_it_once(
    server: LoopbackDiscord, start: Start
) -> None:
    async with start():
        pass
    server.mention("Asked while neither was there?")
    async with start(), start():
        await server.replies()
        assert await every_question_was_answered_once(server, 1)


async def test_a_bot_that_is_killed_at_any_step_answers_everything_once(
    server: LoopbackDiscord, tmp_path: Path
) -> None:
    async with bot_process(server, tmp_path, echo=True) as bot:
        asked = [server.mention("Asked before anything happens?")]
        await server.replies()

        # Before it has claimed the question.
        with server.holding(TYPING) as gate:
            asked.append(server.mention("Asked at first?"))
            await server.until(lambda: gate.waiting)
            await bot.kill()
        await bot.start()
        await server.replies(count=2)

        # Between claim and answer.
        with server.holding(SEND) as gate:
            asked.append(server.mention("Asked in between?"))
            await server.until(lambda: gate.waiting)
            await bot.kill()
        await bot.start()
        await server.replies(count=3)

        # When Discord has the answer, and nobody has noted it.
        with server.withholding(SEND) as gate:
            asked.append(server.mention("Asked at last?"))
            await server.until(lambda: gate.waiting)
            await bot.kill()
        before = len(server.journal.on(HISTORY))
        await bot.start()
        await server.until(lambda: len(server.journal.on(HISTORY)) == before + 2)
        assert await every_question_was_answered_once(server, 4)

        assert [one.id for one in asked_by_answers(server)][:4] == [one.id for one in asked]
        server.delete(asked[-1])  # which takes along the answer that a dead process has given
        await server.until(lambda: len(asked_by_answers(server)) == 4)
    assert bot.logged() == []
