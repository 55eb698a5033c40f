"""A question in a channel, in a direct message, by command: the answer as it goes over the wire."""

import pytest

from tests.loopback.allowances import shown_text
from tests.loopback.checks import SEND, TYPING
from tests.loopback.server import LoopbackDiscord
from tests.loopback.stand_in import QUOTE

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
    server.mention("Is the model the moat?")

    # The bot's own answer comes back to it as an event; the second question marks the end.
    await server.replies(count=1)
    server.mention("Is the model the moat?")
    assert len(await server.replies(count=2)) == 2
