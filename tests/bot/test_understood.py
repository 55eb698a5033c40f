"""How a question was read is told where that tells anything."""

import pytest

from bot.parts import Lead, Said
from bot.wording.follow_ups import understood_as

REPLY = (Said("R2 may be late."),)


@pytest.mark.parametrize("before", [(), ("What did Xi say about Huawei?", "and Xiaomi?")])
def test_it_is_told_what_a_question_was_understood_as(before: tuple[str, ...]) -> None:
    told = understood_as("What did Xi say about Huawei?", REPLY, before)

    assert told == (Lead("Understood as: What did Xi say about Huawei?"), *REPLY)


def test_a_question_about_the_answer_itself_does_not_repeat_the_one_before() -> None:
    assert understood_as("what did Xi say?", REPLY, ("Who?", "What did Xi say")) == REPLY
