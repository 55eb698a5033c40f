"""How many questions a message goes on from."""

from tests.bot.conftest import Stage
from tests.bot.talking.test_follow_ups import ask, last


async def test_of_a_long_conversation_the_five_questions_before_are_handed_on(stage: Stage) -> None:
    await ask(stage, "is V0 late?")
    for number in range(1, 7):
        await stage.eve.send(stage.channel, f"is V{number} late?", reply_to=last(stage))

    assert stage.library.followed[-1] == tuple(f"is V{number} late?" for number in range(1, 6))
