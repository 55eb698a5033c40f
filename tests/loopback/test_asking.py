"""A question in a channel, in a direct message, by command: the answer as it goes over the wire."""

import threading

import pytest
from structlog.typing import EventDict

from tests.bot.fakes import FakeLibrary, quote
from tests.loopback.allowances import shown_text
from tests.loopback.checks import QUOTE, SEND, TYPING
from tests.loopback.server import LoopbackDiscord

pytestmark = pytest.mark.usefixtures("online")


async def test_a_mention_is_replied_to_with_the_quote_and_nothing_pings(
    server: LoopbackDiscord,
) -> None:
    question = server.mention("Is the model the moat, @everyone?")

    (answer,) = await server.replies()
    assert QUOTE in shown_text(answer.body)
    assert answer.reference == question
    assert answer.body["allowed_mentions"]["parse"] == []
    assert answer.pings == ()


async def test_a_quote_full_of_mentions_pings_nobody(
    server: LoopbackDiscord, library: FakeLibrary
) -> None:
    library.quotes = (quote(f"Thanks, @everyone, @here and <@{server.world.ada.id}>."),)
    server.mention("Whom does she thank?")

    (answer,) = await server.replies()
    assert "everyone" in shown_text(answer.body)
    assert answer.pings == ()


async def test_a_direct_message_needs_no_mention(server: LoopbackDiscord) -> None:
    server.say("Is the model the moat?", channel=server.world.dm)

    (answer,) = await server.replies(server.world.dm)
    assert QUOTE in shown_text(answer.body)


async def test_the_member_sees_typing_before_the_answer(server: LoopbackDiscord) -> None:
    server.mention("Is the model the moat?")

    await server.replies()
    sent = [exchange.route for exchange in server.journal.exchanges]
    assert sent.index(TYPING) < sent.index(SEND)


async def test_the_bot_does_not_answer_itself_or_a_message_that_is_not_for_it(
    server: LoopbackDiscord,
) -> None:
    server.say("Is the model the moat?")
    server.say("@everyone, is the model the moat?")
    server.mention("Is the model the moat?")

    # The bot's own answer comes back to it as an event; the second question marks the end.
    await server.replies(count=1)
    server.mention("Is the model the moat?")
    assert len(await server.replies(count=2)) == 2


async def test_a_question_deleted_while_it_was_being_answered_is_not_answered(
    server: LoopbackDiscord, doors: threading.Event, library: FakeLibrary
) -> None:
    doors.clear()
    question = server.mention("Is the model the moat?")
    await server.until(lambda: server.journal.on(TYPING))
    server.delete(question)
    # The bot hears of things in their order: once the second question is asked, the first is gone.
    second = server.mention("And the data?", user=server.world.add_user("ben"))
    doors.set()

    (answer,) = await server.replies()
    assert answer.reference == second
    assert library.asked[-1] == "And the data?"


async def test_a_reply_that_pings_the_bot_is_a_question(
    server: LoopbackDiscord, library: FakeLibrary
) -> None:
    server.mention("Is the model the moat?")
    (answer,) = await server.replies()

    server.say("And the data?", reply_to=answer)
    await server.replies(count=2)
    assert library.asked[-1] == "And the data?"


async def test_a_reply_without_a_ping_arrives_without_words_and_is_told_so(
    server: LoopbackDiscord, library: FakeLibrary
) -> None:
    server.mention("Is the model the moat?")
    (answer,) = await server.replies()

    server.say("And the data?", reply_to=answer, ping=False)
    told = (await server.replies(count=2))[-1]
    assert "mention" in shown_text(told.body)
    assert len(library.asked) == 1


async def test_a_library_that_fails_is_a_kind_sentence_whose_id_the_log_carries(
    server: LoopbackDiscord, library: FakeLibrary, logs: list[EventDict]
) -> None:
    def fail() -> None:
        raise RuntimeError("secret detail")

    library.before_answering = fail
    server.mention("Is the model the moat?")

    (apology,) = await server.replies()
    (fault,) = [line for line in logs if line["event"] == "fault"]
    assert fault["reference"] in shown_text(apology.body)
    assert "secret detail" not in shown_text(apology.body)


async def test_a_channel_that_forbids_the_answer_is_logged_and_the_next_one_is_given(
    server: LoopbackDiscord, logs: list[EventDict]
) -> None:
    # Once for the reply, once for the try without a reference to the question.
    server.fail_next(SEND, status=403, code=50013, message="Missing Permissions", times=2)
    server.mention("Is the model the moat?")
    await server.until(lambda: len(server.journal.on(SEND)) == 2)

    server.mention("Is the model the moat?")
    await server.replies()
    (line,) = [line for line in logs if line["log_level"] == "warning"]
    assert "Missing Permissions" in line["reason"]
