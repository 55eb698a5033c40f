from pathlib import Path

import discord
import simcord

from bot.audiences import Circle, of_circle
from bot.desk import Desk
from bot.state import State
from tests.bot.answers.conversing import (
    DEEPSEEK,
    LLAMA,
    MISTRAL,
    QWEN,
    R2,
    asked,
    labels,
    restart,
    told,
)
from tests.bot.conftest import Stage
from tests.bot.fakes import quote

FIRST = (R2, QWEN, LLAMA, MISTRAL)


async def test_more_shows_the_next_quotes_privately_and_then_says_that_there_are_none(
    stage: Stage,
) -> None:
    stage.library.quotes = FIRST
    stage.library.further = (DEEPSEEK,)
    message = await asked(stage)

    pressed = await stage.eve.click(message, label="More")

    assert told(pressed) == (
        "-# Asked: is R2 late?\n\n> DeepSeek trains on.\n-# — Nathan Lambert · essay"
    )
    assert pressed.response is not None
    assert labels(pressed.response) == ["Context", "More", "Share"]
    again = await stage.eve.click(pressed.response, label="More")
    assert "everything the library has" in told(again)
    assert stage.said()[:1] == [message.content]


async def test_more_works_after_a_restart(
    stage: Stage, desk: Desk, state: State, tmp_path: Path
) -> None:
    stage.library.quotes = FIRST
    stage.library.further = (DEEPSEEK,)
    message = await asked(stage)
    await restart(stage, desk, state, tmp_path)

    assert "DeepSeek trains on." in told(await stage.ann.click(message, label="More"))


async def test_the_filters_of_a_command_go_with_it(stage: Stage) -> None:
    result = await stage.ann.slash(
        stage.channel, "ask", **{"question": "late?", "from": "Azeem Azhar"}
    )
    assert result.response is not None

    await stage.ann.click(result.response, label="More")

    assert set(stage.library.asked) == {'late? from:"Azeem Azhar"'}


async def test_who_may_read_more_is_shown_that_and_nothing_twice(
    stage: Stage, state: State
) -> None:
    patrons = stage.guild.create_role("patrons")
    pat = stage.guild.add_member(stage.env.create_user("pat"), roles=[patrons])
    await state.circles.draw(stage.guild.id, Circle("patrons", frozenset({patrons.id})))
    hidden = quote("For patrons.", audience=of_circle(stage.guild.id, "patrons"))
    stage.library.quotes = (hidden, R2, QWEN)
    message = await asked(stage)
    assert "For patrons." not in message.content

    of_pat = told(await pat.click(message, label="More"))
    of_ann = told(await stage.ann.click(message, label="More"))

    assert "For patrons." in of_pat
    assert "R2 may be late." not in of_pat
    assert "everything the library has" in of_ann


async def test_silence_has_no_context_but_a_way_to_other_words(stage: Stage) -> None:
    stage.library.quotes = ()
    message = await asked(stage, "is R3 late?")
    assert labels(message) == ["Other words", "🗑"]
    stage.library.quotes = (R2,)

    form = await stage.eve.click(message, label="Other words")
    assert form.modal is not None
    [field] = form.modal["components"]
    assert field["component"]["value"] == "is R3 late?"
    answered = await stage.eve.submit_modal(form, {"words": "is R2 late?"})

    assert answered.response is not None
    assert answered.response.content.startswith("-# Asked: is R2 late?\n\n> R2 may be late.")
    assert not answered.ephemeral


async def test_other_words_for_a_private_question_stay_private(stage: Stage) -> None:
    stage.library.quotes = ()
    result = await stage.ann.slash(stage.channel, "ask", question="is R3 late?", private=True)
    assert isinstance(result.response, simcord.ResponseMessage)

    form = await stage.ann.click(result.response, label="Other words")
    answered = await stage.ann.submit_modal(form, {"words": "is R2 late?"})

    assert answered.ephemeral


async def test_answers_of_other_kinds_have_no_such_buttons(stage: Stage) -> None:
    for words in ("hi", "thanks", ""):
        await stage.ann.send(stage.channel, f"{stage.mention} {words}")
        message = stage.channel.last_message
        assert isinstance(message, discord.Message)
        assert labels(message) == []


async def test_the_buttons_of_an_answer_follow_an_edit_of_its_question(stage: Stage) -> None:
    said = await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
    await stage.ann.edit(said, f"{stage.mention} is Qwen ahead?")
    message = stage.channel.last_message
    assert message is not None

    await stage.ann.click(message, label="More")

    assert stage.library.asked[-1] == "is Qwen ahead?"


async def test_a_question_behind_another_goes_on_as_it_was_understood(
    stage: Stage, desk: Desk, state: State, tmp_path: Path
) -> None:
    stage.library.understood = {"and Nvidia?": "what does Nvidia make?"}
    first = await asked(stage, "what does Huawei make?")
    await stage.ann.send(stage.channel, f"{stage.mention} and Nvidia?", reply_to=first)
    message = stage.channel.last_message
    assert message is not None
    await restart(stage, desk, state, tmp_path)

    await stage.ann.click(message, label="More")

    assert stage.library.asked[-1] == "what does Nvidia make?"


async def test_other_words_of_who_may_not_write_there_are_answered_to_them_alone(
    stage: Stage,
) -> None:
    quiet = discord.PermissionOverwrite(send_messages=False)
    hall = stage.guild.create_text_channel("hall", overwrites={stage.eve: quiet})
    stage.library.quotes = ()
    await stage.ann.send(hall, f"{stage.mention} is R3 late?")
    message = hall.last_message
    assert message is not None
    stage.library.quotes = (R2,)

    form = await stage.eve.click(message, label="Other words")
    answered = await stage.eve.submit_modal(form, {"words": "an advertisement?"})

    assert answered.ephemeral
    assert answered.response is not None
    assert "Share" in labels(answered.response)
    assert "advertisement" not in "".join(stage.said(hall))


async def test_neither_does_the_command_write_where_they_may_not(stage: Stage) -> None:
    quiet = discord.PermissionOverwrite(send_messages=False)
    hall = stage.guild.create_text_channel("hall", overwrites={stage.guild.default_role: quiet})

    answered = await stage.eve.slash(hall, "ask", question="an advertisement?")

    assert answered.ephemeral
