"""Discord says "slow down", or stumbles: the answer waits, and arrives once."""

import pytest

from tests.loopback.checks import SEND
from tests.loopback.server import LoopbackDiscord

pytestmark = pytest.mark.usefixtures("online")


async def test_a_429_while_sending_is_waited_for_and_the_answer_arrives_once(
    server: LoopbackDiscord,
) -> None:
    server.fail_next(SEND, status=429, retry_after=0.2)
    server.mention("Is the model the moat?")

    assert len(await server.replies()) == 1
    # A retry before the 0.2 s are over would have been refused, and stand here as another 429.
    assert server.journal.statuses(SEND) == [429, 200]


async def test_a_narrow_bucket_is_kept_to_without_a_single_429(server: LoopbackDiscord) -> None:
    server.buckets.limit = 2
    server.buckets.seconds = 0.1
    for number in range(5):
        server.mention(f"Question {number}?", user=server.world.add_user(f"member{number}"))

    await server.replies(count=5)
    assert server.journal.statuses(SEND) == [200] * 5


async def test_an_answer_that_arrived_though_discord_said_502_is_not_there_twice(
    server: LoopbackDiscord,
) -> None:
    server.fail_next(SEND, status=502, takes_effect=True)
    server.mention("Is the model the moat?")

    await server.until(lambda: server.journal.statuses(SEND) == [502, 200])
    assert len(server.world.said_by_bot(server.world.general)) == 1
