"""Questions edited and taken back over the wire: the answer follows, whoever has heard of it."""

import threading

import pytest

from bot.client import PullquoteBot
from bot.desk import Desk
from bot.registration import Registration
from bot.state import State
from tests.bot.fakes import FakeLibrary, quote
from tests.loopback.allowances import shown_text
from tests.loopback.checks import QUOTE, TYPING, the_bot_goes_on_answering
from tests.loopback.gateway import RESUME
from tests.loopback.pointing import running
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import Message


@pytest.fixture
async def question(server: LoopbackDiscord, online: PullquoteBot) -> Message:  # noqa: ARG001
    """A question that has been answered."""
    question = server.mention("Is the model the moat?")
    await server.replies()
    return question


async def test_an_edited_question_has_its_answer_edited(
    server: LoopbackDiscord, library: FakeLibrary, question: Message
) -> None:
    library.quotes = (quote("The data is."),)
    server.edit(question, f"<@{server.world.bot.id}> Is the data the moat?")

    [answer] = await server.replies()
    await server.until(lambda: answer.edits)
    assert "The data is." in shown_text(answer.body)
    assert QUOTE not in shown_text(answer.body)
    assert answer.pings == ()


async def test_an_edit_that_changes_no_words_changes_no_answer(
    server: LoopbackDiscord, question: Message
) -> None:
    server.edit(question, question.content)

    await the_bot_goes_on_answering(server)
    [answer, _] = server.world.said_by_bot(server.world.general)
    assert answer.edits == 0


async def test_a_deleted_question_takes_its_answer_along(
    server: LoopbackDiscord, question: Message
) -> None:
    server.delete(question)

    await server.until(lambda: not server.world.said_by_bot(server.world.general))


@pytest.mark.usefixtures("online")
async def test_a_question_edited_while_it_is_being_answered_has_one_answer_to_the_new_words(
    server: LoopbackDiscord, library: FakeLibrary, doors: threading.Event
) -> None:
    doors.clear()
    question = server.mention("Is the model the moat?")
    await server.until(lambda: server.journal.on(TYPING))
    server.edit(question, f"<@{server.world.bot.id}> Is the data the moat?")
    doors.set()

    await server.until(lambda: any("data" in asked for asked in library.asked))
    await the_bot_goes_on_answering(server)
    answers = server.world.said_by_bot(server.world.general)
    assert [answer.reference for answer in answers].count(question) == 1


async def test_what_was_edited_and_deleted_while_nobody_listened_is_made_up_for(
    server: LoopbackDiscord, library: FakeLibrary, question: Message
) -> None:
    other = server.mention("Is the brand the moat?")
    await server.replies(count=2)
    library.quotes = (quote("The data is."),)
    server.drop()
    server.edit(question, f"<@{server.world.bot.id}> Is the data the moat?")
    server.delete(other)

    await server.until(lambda: server.gateway.received_ops(RESUME))
    await server.until(lambda: len(server.world.said_by_bot(server.world.general)) == 1)
    [answer] = server.world.said_by_bot(server.world.general)
    await server.until(lambda: "The data is." in shown_text(answer.body))


async def test_an_edit_that_meets_a_429_is_waited_for(
    server: LoopbackDiscord, library: FakeLibrary, question: Message
) -> None:
    server.fail_next(EDIT, status=429, retry_after=0.2)
    library.quotes = (quote("The data is."),)
    server.edit(question, f"<@{server.world.bot.id}> Is the data the moat?")

    [answer] = await server.replies()
    await server.until(lambda: answer.edits)
    assert server.journal.statuses(EDIT) == [429, 200]


async def test_after_a_restart_an_answer_still_follows_its_question(
    server: LoopbackDiscord, desk: Desk, state: State, registration: Registration
) -> None:
    async with running(PullquoteBot(desk=desk, state=state, registration=registration), server):
        question = server.mention("Is the model the moat?")
        await server.replies()
    async with running(PullquoteBot(desk=desk, state=state, registration=registration), server):
        server.delete(question)
        await server.until(lambda: not server.world.said_by_bot(server.world.general))


EDIT = "PATCH /channels/{channel_id}/messages/{message_id}"
