"""A link that looks open and carries nothing: found out by its silence, replaced, resumed."""

from bot.client import PullquoteBot
from tests.loopback.checks import every_question_was_answered_once
from tests.loopback.gateway import RESUME
from tests.loopback.pointing import running, suspect_soon
from tests.loopback.server import LoopbackDiscord


async def test_a_link_that_went_silent_is_replaced_and_the_question_answered_once(
    server: LoopbackDiscord, bot: PullquoteBot
) -> None:
    server.gateway.heartbeat_s = 0.05
    suspect_soon(bot, 0.4)
    async with running(bot, server):
        server.mute()
        server.mention("Asked into the void?")

        await server.replies()
        assert server.gateway.received_ops(RESUME)
        assert await every_question_was_answered_once(server, 1)
