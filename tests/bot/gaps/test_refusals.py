"""Who has refused to be quoted, or whose answer was taken out, is not kept by a late press."""

import pytest
import simcord

from bot.state import State
from bot.wording import learned as wording
from tests.bot.conftest import Stage
from tests.bot.gaps.test_learning import offered


@pytest.fixture
def message_content() -> bool:
    return True


@pytest.fixture(autouse=True)
def _silence(stage: Stage) -> None:
    stage.library.quotes = ()


async def test_the_question_of_whoever_refuses_to_be_quoted_is_not_kept_with_the_answer(
    stage: Stage, state: State, sage: simcord.MemberActor
) -> None:
    _, offer = await offered(stage, sage)
    await state.quoting.refuse(stage.ann.id, stage.env.now())
    await sage.click(offer, label=wording.KEEP_BUTTON)

    [one] = stage.library.kept.values()
    assert one.asked == ""


async def test_an_answer_that_was_taken_out_by_others_is_not_kept_after_all(
    stage: Stage, state: State, sage: simcord.MemberActor
) -> None:
    reply, offer = await offered(stage, sage)
    await state.lessons.settle(reply.id, barred=True)
    await sage.click(offer, label=wording.KEEP_BUTTON)

    assert stage.library.kept == {}
