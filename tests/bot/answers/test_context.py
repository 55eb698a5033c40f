from dataclasses import replace
from pathlib import Path

import pytest

from bot.audiences import Circle, of_circle
from bot.desk import Desk
from bot.state import State
from tests.bot.answers.conversing import (
    QWEN,
    R2,
    asked,
    asked_privately,
    beside,
    labels,
    restart,
    told,
)
from tests.bot.conftest import Stage
from tests.bot.fakes import quote

ALL = ["Context", "More", "Helpful", "Not it", "🗑"]


async def test_an_answer_has_one_row_of_buttons(stage: Stage) -> None:
    message = await asked(stage)

    assert labels(message) == ALL
    assert len(message.components) == 1


async def test_context_shows_the_sentences_before_and_after_to_nobody_else(stage: Stage) -> None:
    stage.library.quotes = (R2,)
    beside(stage.library, R2, before="They hurried.", after="Nobody minds *much*.")
    message = await asked(stage)

    pressed = await stage.eve.click(message, label="Context")

    assert pressed.ephemeral
    assert told(pressed).startswith(
        "> They hurried. **R2 may be late.** Nobody minds \\*much\\*.\n-# — Azeem Azhar"
    )
    assert stage.said() == [message.content]


async def test_who_speaks_before_and_after_is_named(stage: Stage) -> None:
    stage.library.quotes = (R2, QWEN)
    beside(stage.library, R2)
    host = quote("When is it due?", attribution="Host · podcast")
    key = (R2.source, R2.start, R2.end)
    stage.library.beside[key] = replace(stage.library.beside[key], preceding=host)
    message = await asked(stage)

    text = told(await stage.ann.click(message, label="Context"))

    assert text.index("> When is it due?\n-# — Host") < text.index("**R2 may be late.**")
    assert "One quote has changed or gone since" in text


async def test_a_quote_that_is_gone_is_told_so(stage: Stage) -> None:
    message = await asked(stage)
    stage.library.quotes = (QWEN,)

    assert "changed or gone" in told(await stage.ann.click(message, label="Context"))


@pytest.mark.parametrize("long", [False, True])
async def test_after_a_restart_a_button_still_knows_what_was_asked(
    stage: Stage, desk: Desk, state: State, tmp_path: Path, *, long: bool
) -> None:
    stage.library.quotes = (R2,)
    beside(stage.library, R2, before="They hurried.")
    question = "is R2 late? " + "and why " * 30 * long
    message = await asked(stage, question)
    await restart(stage, desk, state, tmp_path)
    stage.library.asked.clear()

    pressed = await stage.ann.click(message, label="Context")

    assert "They hurried. **R2 may be late.**" in told(pressed)
    assert stage.library.asked[0] == question.strip()


async def test_after_a_restart_without_a_database_the_message_that_was_replied_to_tells(
    stage: Stage, desk: Desk, state: State, tmp_path: Path
) -> None:
    stage.library.quotes = (R2,)
    beside(stage.library, R2, before="They hurried.")
    question = "is R2 late? " + "and why " * 30
    message = await asked(stage, question)
    await state.questions.forget_author(stage.ann.id)
    await restart(stage, desk, state, tmp_path)

    assert "They hurried." in told(await stage.ann.click(message, label="Context"))
    assert stage.library.asked[-2] == question.strip()


async def test_a_long_private_question_is_read_from_the_line_above_its_answer(
    stage: Stage, desk: Desk, state: State, tmp_path: Path
) -> None:
    stage.library.quotes = (R2,)
    beside(stage.library, R2, before="They hurried.")
    question = "is R2_late? " + "and why so " * 10
    message = await asked_privately(stage, question)
    await restart(stage, desk, state, tmp_path)

    assert "They hurried." in told(await stage.ann.click(message, label="Context"))
    assert stage.library.asked[-2] == question.strip()


async def test_whoever_presses_sees_around_a_quote_what_they_may_read_themselves(
    stage: Stage, state: State
) -> None:
    patrons = stage.guild.create_role("patrons")
    pat = stage.guild.add_member(stage.env.create_user("pat"), roles=[patrons])
    await state.circles.draw(stage.guild.id, Circle("patrons", frozenset({patrons.id})))
    message = await asked(stage)
    await pat.click(message, label="Context")
    await stage.ann.click(message, label="Context")

    of_pat, of_ann = (who for asked, who in stage.library.shown if asked == "around")
    assert of_circle(stage.guild.id, "patrons") in of_pat - of_ann


async def test_in_a_direct_message_the_buttons_work_but_nothing_is_judged(stage: Stage) -> None:
    stage.library.quotes = (R2,)
    beside(stage.library, R2, before="They hurried.")
    await stage.ann.send_dm("is R2 late?")
    message = stage.ann.user.dm_channel.last_message
    assert message is not None

    assert labels(message) == ["Context", "More", "🗑"]
    assert "They hurried." in told(await stage.ann.user.click(message, label="Context"))
    await stage.ann.user.click(message, label="🗑")
    assert stage.said(stage.ann.user.dm_channel) == []


async def test_where_the_library_fails_whoever_presses_is_told_privately(stage: Stage) -> None:
    message = await asked(stage)

    def fail() -> None:
        raise RuntimeError("hunter2")

    stage.library.before_answering = fail
    pressed = await stage.eve.click(message, label="Context")

    assert "went wrong" in told(pressed)
    assert "hunter2" not in told(pressed)
