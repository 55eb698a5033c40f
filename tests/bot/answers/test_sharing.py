from pathlib import Path

import discord
import pytest
import simcord

from bot.audiences import Circle, of_circle, of_server
from bot.desk import Desk
from bot.state import State
from tests.bot.answers.conversing import QWEN, R2, asked_privately, labels, restart, told
from tests.bot.answers.elsewhere import Elsewhere
from tests.bot.conftest import Stage
from tests.bot.fakes import quote


@pytest.fixture
async def pat(stage: Stage, state: State) -> simcord.MemberActor:
    """A member of a circle, which alone may read the second quote of the library."""
    patrons = stage.guild.create_role("patrons")
    await state.circles.draw(stage.guild.id, Circle("patrons", frozenset({patrons.id})))
    hidden = quote("For patrons.", audience=of_circle(stage.guild.id, "patrons"))
    stage.library.quotes = (R2, hidden)
    return stage.guild.add_member(stage.env.create_user("pat"), roles=[patrons])


async def test_a_private_answer_is_nobody_elses_and_can_be_shared(stage: Stage) -> None:
    message = await asked_privately(stage)
    assert labels(message) == ["Context", "More", "Helpful", "Not it", "Share"]
    assert stage.said() == []

    await stage.ann.click(message, label="Share")

    shared = stage.channel.last_message
    assert shared is not None
    assert shared.content.startswith(
        "-# Shared by ann\n-# Asked: is R2 late?\n\n> R2 may be a little bit"
    )
    assert not shared.flags.ephemeral
    assert labels(shared) == ["Context", "More", "Helpful", "Not it", "🗑"]


async def test_sharing_pings_nobody(stage: Stage) -> None:
    text = f"@everyone {stage.eve.mention}"
    stage.library.quotes = (quote(text, attribution=text),)
    message = await asked_privately(stage, f"{text}?")

    await stage.ann.click(message, label="Share")

    shared = stage.channel.last_message
    assert shared is not None
    assert not shared.mention_everyone
    assert shared.mentions == []


async def test_what_not_everybody_there_may_read_is_left_out(
    stage: Stage, pat: simcord.MemberActor
) -> None:
    result = await pat.slash(stage.channel, "ask", question="what?", private=True)
    assert result.response is not None
    assert "For patrons." in result.response.content

    pressed = await pat.click(result.response, label="Share")

    shared = stage.channel.last_message
    assert shared is not None
    assert "R2 may be late." in shared.content
    assert "For patrons." not in shared.content
    assert "without one quote" in told(pressed)


async def test_where_nothing_remains_the_member_is_told_and_nothing_is_posted(
    stage: Stage, pat: simcord.MemberActor
) -> None:
    stage.library.quotes = stage.library.quotes[1:]
    result = await pat.slash(stage.channel, "ask", question="what?", private=True)
    assert result.response is not None
    before = len(stage.said())

    pressed = await pat.click(result.response, label="Share")

    assert "stays between us" in told(pressed)
    assert [text for text in stage.said()[before:] if "For patrons." in text] == []


async def test_the_quotes_are_asked_for_again_for_the_readers_of_the_channel(stage: Stage) -> None:
    message = await asked_privately(stage)
    stage.library.shown.clear()

    await stage.ann.click(message, label="Share")

    members = frozenset({"public", of_server(stage.guild.id)})
    assert stage.library.shown == [("ask", members)]


async def test_whoever_may_not_write_there_may_not_share(stage: Stage) -> None:
    quiet = discord.PermissionOverwrite(send_messages=False)
    hall = stage.guild.create_text_channel("hall", overwrites={stage.guild.default_role: quiet})
    result = await stage.ann.slash(hall, "ask", question="is R2 late?", private=True)
    assert result.response is not None

    pressed = await stage.ann.click(result.response, label="Share")

    assert "You may not write here" in told(pressed)
    assert hall.history(viewer=stage.eve) == []


async def test_after_sharing_the_button_is_gone(stage: Stage) -> None:
    message = await asked_privately(stage)

    await stage.ann.click(message, label="Share")

    assert labels(message) == ["Context", "More", "Helpful", "Not it"]


async def test_after_a_restart_it_can_still_be_shared(
    stage: Stage, desk: Desk, state: State, tmp_path: Path
) -> None:
    message = await asked_privately(stage)
    await restart(stage, desk, state, tmp_path)

    await stage.ann.click(message, label="Share")

    assert stage.said()[-1].startswith("-# Shared by")


async def test_a_private_question_is_kept_only_once_it_is_shared(
    stage: Stage, state: State
) -> None:
    message = await asked_privately(stage)
    assert await state.questions.asked_by(stage.ann.id) == []

    await stage.ann.click(message, label="Share")

    [kept] = await state.questions.asked_by(stage.ann.id)
    assert kept.text == "is R2 late?"


async def test_a_private_silence_offers_other_words_and_nothing_to_share(stage: Stage) -> None:
    stage.library.quotes = ()

    message = await asked_privately(stage)

    assert labels(message) == ["Other words"]


async def test_what_more_has_shown_can_be_shared_by_itself(stage: Stage) -> None:
    stage.library.quotes = (R2,)
    stage.library.further = (QWEN,)
    message = await asked_privately(stage)
    more = await stage.ann.click(message, label="More")
    assert more.response is not None

    await stage.ann.click(more.response, label="Share")

    assert "Qwen is ahead." in stage.said()[-1]
    assert "R2 may be late." not in stage.said()[-1]


async def test_who_presses_twice_shares_once(stage: Stage) -> None:
    """The second press comes from a screen on which the button still stands."""
    answered = await Elsewhere(stage).ask("is R2 late?", private=True)
    assert answered.response is not None
    old = answered.response.components

    await Elsewhere(stage).click(answered.response, "Share")
    await Elsewhere(stage).click(answered.response, "Share", on=old)

    assert len(stage.said()) == 1


async def test_a_press_that_comes_too_late_is_no_fault(stage: Stage) -> None:
    message = await asked_privately(stage)
    stage.env.inject_error("POST", "/interactions/*/*/callback", status=404, times=9)

    await stage.ann.click(message, label="Share")

    assert stage.said() == []
    assert stage.env.errors == []
