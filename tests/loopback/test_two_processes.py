"""Two processes of the bot with one database hear the same: one of them answers."""

from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

import pytest

from bot.client import PullquoteBot
from bot.desk import Desk
from bot.registration import Registration
from bot.state import open_state
from tests.bot.fakes import FakeLibrary, opened, quote
from tests.loopback.checks import QUOTE
from tests.loopback.journal import PATIENCE_S
from tests.loopback.pointing import running
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import User


@pytest.fixture
def desks() -> Iterator[tuple[Desk, Desk]]:
    """Each process has its own library."""
    first, second = (opened(FakeLibrary(quote(QUOTE))) for _ in range(2))
    yield first, second
    for desk in (first, second):
        desk.close(PATIENCE_S)


@pytest.fixture
def members(server: LoopbackDiscord) -> list[User]:
    """One asks once: what one member says in a burst is one question."""
    return [server.world.add_user(f"member{number}") for number in range(8)]


@asynccontextmanager
async def process(desk: Desk, folder: Path, server: LoopbackDiscord) -> AsyncIterator[None]:
    """A bot with a connection of its own to the database in `folder`."""
    async with aclosing(open_state("", folder, days=30)) as state:
        # Its tables are brought up to date by one process after the other, as in a rollout.
        await state.preferences.of(server.world.guild.id)
        bot = PullquoteBot(desk=desk, state=state, registration=Registration(folder / "commands"))
        async with running(bot, server):
            yield


async def test_every_question_is_answered_once(
    server: LoopbackDiscord, desks: tuple[Desk, Desk], members: list[User], tmp_path: Path
) -> None:
    first, second = desks
    async with process(first, tmp_path, server), process(second, tmp_path, server):
        await server.until(lambda: len(server.gateway.sessions) == len(desks))
        for member in members:
            server.mention(f"Is the moat of {member.name} the model?", user=member)
        await server.replies(count=8)
        server.mention("And the last question?")
        answers = await server.replies(count=9)

    asked = [answer.reference.id for answer in answers if answer.reference]
    assert len(asked) == len(set(asked)) == 9


async def test_a_question_that_is_taken_back_takes_its_answer_along_whoever_wrote_it(
    server: LoopbackDiscord, desks: tuple[Desk, Desk], members: list[User], tmp_path: Path
) -> None:
    first, second = desks
    async with process(first, tmp_path, server), process(second, tmp_path, server):
        await server.until(lambda: len(server.gateway.sessions) == len(desks))
        questions = [server.mention("Is the model the moat?", user=one) for one in members]
        await server.replies(count=8)
        for question in questions:
            server.delete(question)

        await server.until(lambda: not server.world.said_by_bot(server.world.general))
