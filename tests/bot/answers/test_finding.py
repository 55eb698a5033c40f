from pathlib import Path

import pytest
import simcord

from bot.desk import Desk
from bot.state import State
from tests.bot.answers.conversing import QWEN, R2, beside, labels, restart, told
from tests.bot.conftest import Stage

MENU = "Find sources"


async def found(stage: Stage, said: str) -> simcord.ResponseMessage:
    """What eve is shown of what ann said."""
    message = await stage.ann.send(stage.channel, said)
    result = await stage.eve.context_menu(stage.channel, MENU, message)
    assert result.response is not None
    return result.response


async def test_passages_that_speak_to_a_message_are_shown_privately(stage: Stage) -> None:
    response = await found(stage, f"R2 is late, says {stage.eve.mention}. And *Qwen* leads.")

    assert response.ephemeral
    assert "“R2 is late, says @eve. And \\*Qwen\\* leads.”" in response.content
    assert "> R2 may be a little bit delayed." in response.content
    assert stage.library.asked == ["R2 is late, says @eve. And *Qwen* leads."]
    assert labels(response) == ["Context", "Helpful", "Not it", "Share"]


async def test_they_can_be_shared_with_a_link_to_the_message(stage: Stage) -> None:
    response = await found(stage, "R2 is late.")

    await stage.eve.click(response, label="Share")

    shared = stage.said()[-1]
    assert shared.startswith("-# Shared by eve\n")
    assert "https://discord.com/channels/" in shared
    assert "> R2 may be a little bit delayed." in shared


async def test_they_have_context_after_a_restart_where_discord_shows_the_message(
    stage: Stage, desk: Desk, state: State, tmp_path: Path
) -> None:
    stage.library.quotes = (R2,)
    beside(stage.library, R2, before="They hurried.")
    response = await found(stage, f"{stage.mention} R2 is late.")
    await restart(stage, desk, state, tmp_path)

    assert "They hurried." in told(await stage.eve.click(response, label="Context"))


async def test_where_the_message_is_gone_that_is_said(
    stage: Stage, desk: Desk, state: State, tmp_path: Path
) -> None:
    response = await found(stage, "R2 is late.")
    for message in stage.channel.history():
        await stage.ann.delete(message)
    await restart(stage, desk, state, tmp_path)

    assert "no longer know" in told(await stage.eve.click(response, label="Context"))


async def test_words_that_were_deleted_are_not_shared(stage: Stage) -> None:
    response = await found(stage, "R2 is late, between us.")
    for message in stage.channel.history():
        await stage.ann.delete(message)

    pressed = await stage.eve.click(response, label="Share")

    assert "no longer know" in told(pressed)
    assert stage.said() == []


async def test_silence_is_one_sentence(stage: Stage) -> None:
    stage.library.quotes = ()

    response = await found(stage, "The weather is fine.")

    assert response.content == "I looked, but nothing in the library speaks to that message."
    assert labels(response) == []


@pytest.mark.parametrize("said", ["👋", "…"])
async def test_a_message_without_words_gets_a_plain_sentence(stage: Stage, said: str) -> None:
    response = await found(stage, said)

    assert "no words in that message" in response.content
    assert stage.library.asked == []


async def test_so_does_what_a_program_wrote(stage: Stage) -> None:
    stage.library.quotes = (QWEN,)
    await stage.ann.send(stage.channel, f"{stage.mention} is Qwen ahead?")
    answer = stage.channel.last_message
    assert answer is not None
    stage.library.asked.clear()

    result = await stage.eve.context_menu(stage.channel, MENU, answer)

    assert "A program wrote that" in told(result)
    assert stage.library.asked == []


async def test_what_was_covered_stays_covered_in_what_is_shared(stage: Stage) -> None:
    response = await found(stage, "R2 is late because ||the butler did it||.")
    await stage.eve.click(response, label="Share")

    assert "R2 is late because ▒▒▒" in stage.said()[-1]
    assert "butler" not in stage.said()[-1]


async def test_who_does_not_want_to_be_quoted_is_only_linked(stage: Stage) -> None:
    response = await found(stage, "R2 is late, between us.")
    await stage.ann.slash(stage.channel, "privacy quoting", quoted="off")

    await stage.eve.click(response, label="Share")

    assert "between us" not in stage.said()[-1]
    assert "https://discord.com/channels/" in stage.said()[-1]
    assert "> R2 may be a little bit delayed." in stage.said()[-1]


async def test_addresses_are_not_looked_for(stage: Stage) -> None:
    await found(stage, "R2 is late, see https://example.com/r2-late.")

    assert stage.library.asked == ["R2 is late, see ."]


async def test_an_address_alone_says_nothing(stage: Stage) -> None:
    response = await found(stage, "https://example.com/r2-late")

    assert "no words in that message" in response.content
