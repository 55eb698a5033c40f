from datetime import UTC, datetime
from pathlib import Path

import pytest
import simcord

from bot.desk import Desk
from bot.feedback import Reason, Verdict
from bot.state import Database, State
from tests.bot.answers.conversing import asked, asked_privately, labels, restart, told
from tests.bot.conftest import Stage
from tests.bot.fakes import quote

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


async def verdicts(stage: Stage, state: State) -> list[Verdict]:
    return await state.feedback.given_in(stage.guild.id, LONG_AGO)


async def test_helpful_is_kept_with_the_answer_and_thanked_for_privately(
    stage: Stage, state: State, desk: Desk, tmp_path: Path
) -> None:
    message = await asked(stage)
    await restart(stage, desk, state, tmp_path)

    pressed = await stage.eve.click(message, label="Helpful")

    assert "Thank you" in told(pressed)
    [kept] = await verdicts(stage, state)
    assert (kept.answer, kept.member, kept.helpful) == (message.id, stage.eve.id, True)


async def test_not_it_asks_for_a_reason_and_keeps_it_with_the_note(
    stage: Stage, state: State
) -> None:
    message = await asked(stage)

    form = await stage.eve.click(message, label="Not it")
    shown = form.modal
    assert shown is not None
    assert len(shown["title"]) <= 45
    offered = [option["label"] for option in shown["components"][0]["component"]["options"]]
    assert offered == ["Wrong voice", "Off topic", "Out of date", "Something else"]
    given = {"reason": ["wrong voice"], "note": " The host says that. "}
    thanked = await stage.eve.submit_modal(form, given)

    assert "Thank you" in told(thanked)
    [kept] = await verdicts(stage, state)
    assert (kept.reason, kept.note) == (Reason.WRONG_VOICE, "The host says that.")


async def test_a_member_may_change_their_mind_and_counts_once(stage: Stage, state: State) -> None:
    message = await asked(stage)
    form = await stage.eve.click(message, label="Not it")
    await stage.eve.submit_modal(form, {"reason": ["other"]})

    await stage.eve.click(message, label="Helpful")
    await stage.ann.click(message, label="Helpful")

    counts = await state.feedback.counts(stage.guild.id, LONG_AGO)
    assert (counts.helpful, counts.not_it) == (2, 0)


async def test_of_an_answer_in_several_messages_the_first_is_kept(
    stage: Stage, state: State
) -> None:
    stage.library.quotes = tuple(quote(f"Number {n} " + "x" * 1500) for n in range(4))
    message = await asked(stage)

    await stage.ann.click(message, label="Helpful")

    first = next(one for one in stage.channel.history() if one.author == stage.bot.user)
    [kept] = await verdicts(stage, state)
    assert kept.answer == first.id


async def test_a_private_answer_can_be_judged_too(stage: Stage, state: State) -> None:
    message = await asked_privately(stage)

    await stage.ann.click(message, label="Helpful")

    [kept] = await verdicts(stage, state)
    assert (kept.answer, kept.private) == (message.id, True)


async def test_in_a_direct_message_no_verdict_is_asked_for(stage: Stage) -> None:
    result = await stage.ann.user.slash("ask", question="is R2 late?")
    assert isinstance(result.response, simcord.ResponseMessage)

    assert labels(result.response) == ["Context", "More", "🗑"]


async def test_where_the_database_is_away_that_is_said(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = await asked(stage)
    monkeypatch.setattr(Database, "begin", _broken)

    assert "went wrong" in told(await stage.eve.click(message, label="Helpful"))


def _broken(_: Database) -> None:
    raise RuntimeError("hunter2")
