from pathlib import Path

import discord
import pytest
import simcord

from bot.desk import Desk
from bot.state import State
from tests.bot.answers.conversing import (
    DEEPSEEK,
    LLAMA,
    MISTRAL,
    QWEN,
    R2,
    beside,
    labels,
    restart,
    told,
)
from tests.bot.conftest import Stage
from tests.bot.fakes import quote

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
    assert "> R2 may be a little bit delayed." in response.content
    assert stage.library.asked == ["R2 is late, says @eve. And *Qwen* leads."]
    assert labels(response) == ["Context", "More", "Helpful", "Not it", "Share"]


async def test_a_message_of_one_sentence_stands_above_what_speaks_to_it(stage: Stage) -> None:
    response = await found(stage, f"*R2* is late, says {stage.eve.mention}.")

    assert "On what was said: “\\*R2\\* is late, says @eve.”" in response.content


async def test_of_several_sentences_each_quote_stands_under_the_one_it_speaks_to(
    stage: Stage,
) -> None:
    stage.library.quotes = (R2, QWEN, LLAMA)

    response = await found(stage, "R2 is *late*, @everyone. Qwen leads!")

    said = response.content.replace("\u200b", "")
    at = [said.index(part) for part in ("R2 is", "R2 may", "Llama has", "Qwen leads", "Qwen is")]
    assert at == sorted(at)
    assert "-# On “R2 is \\*late\\*, @everyone.”\n> R2 may be late." in said
    assert "-# On “Qwen leads!”\n> Qwen is ahead." in said
    assert "What was said" not in said
    assert not response.message.mention_everyone


async def test_more_goes_on_under_the_sentences_privately_and_may_be_shared(
    stage: Stage, desk: Desk, state: State, tmp_path: Path
) -> None:
    stage.library.quotes = (R2, QWEN, LLAMA, MISTRAL)
    stage.library.further = (DEEPSEEK,)
    response = await found(stage, f"{stage.mention} R2 is late. Qwen leads.")
    await restart(stage, desk, state, tmp_path)

    pressed = await stage.eve.click(response, label="More")

    assert pressed.response is not None
    assert pressed.ephemeral
    assert "DeepSeek trains on." in told(pressed)
    assert "-# On “@TestBot R2 is late.”\n> DeepSeek trains on." in told(pressed)
    assert "R2 may be late." not in told(pressed)
    assert labels(pressed.response) == ["Context", "More", "Share"]
    again = await stage.eve.click(pressed.response, label="More")
    assert "everything the library has" in told(again)
    await stage.eve.click(pressed.response, label="Share")
    assert "> DeepSeek trains on." in stage.said()[-1]


async def test_a_cover_over_several_sentences_stays_over_each_of_them(stage: Stage) -> None:
    stage.library.quotes = (R2, QWEN, LLAMA)

    response = await found(stage, "R2 is late. ||The butler did it. So did the cook. All did.||")

    assert "“R2 is late.”" in response.content
    assert "On another part of it" in response.content
    assert "butler" not in response.content
    assert "cook" not in response.content


async def test_what_is_forwarded_is_looked_for_and_only_linked(stage: Stage) -> None:
    original = await stage.ann.send(stage.channel, "R2 is late, they say.")
    forward = await stage.eve.forward(original, stage.channel)

    result = await stage.eve.context_menu(stage.channel, MENU, forward)

    assert stage.library.asked == ["R2 is late, they say."]
    assert "R2 may be" in told(result)
    assert "they say" not in told(result)


async def test_what_a_link_shows_is_looked_for_where_nothing_else_is_said(stage: Stage) -> None:
    embed = discord.Embed(title="R2 is late", description="Chips are missing.")
    channel = stage.bot.get_channel(stage.channel.id)
    assert isinstance(channel, discord.TextChannel)
    webhook = await channel.create_webhook(name="feed")
    message = await webhook.send("https://example.org/r2", embed=embed, wait=True)

    result = await stage.eve.context_menu(stage.channel, MENU, message)

    assert stage.library.asked == ["R2 is late\nChips are missing."]
    assert "R2 may be" in told(result)


async def test_program_text_states_nothing(stage: Stage) -> None:
    await found(stage, "R2 is late.\n```py\nprint(r2 || late)\n```")

    assert stage.library.asked == ["R2 is late."]


@pytest.mark.parametrize("said", ["lol nice", "thanks everyone!", "good morning"])
async def test_chatter_gets_one_plain_sentence(stage: Stage, said: str) -> None:
    response = await found(stage, said)

    assert response.content == "That message claims nothing that a source could speak to."
    assert stage.library.asked == []


@pytest.mark.parametrize("said", ["R2 is late, I swear.", "I swear: R2 is late. Qwen leads!"])
async def test_they_can_be_shared_with_a_link_to_the_message_and_none_of_its_words(
    stage: Stage, said: str
) -> None:
    """Whoever wrote it can take its words back; from what somebody else shared they could not."""
    stage.library.quotes = (quote("R2 may be a little bit delayed."), QWEN)
    response = await found(stage, said)
    assert "I swear" in response.content

    await stage.eve.click(response, label="Share")

    shared = stage.said()[-1]
    assert shared.startswith("-# Shared by eve\n")
    assert "https://discord.com/channels/" in shared
    assert "> R2 may be a little bit delayed." in shared
    assert "I swear" not in shared
    assert "leads" not in shared


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


async def test_so_does_what_the_bot_itself_wrote(stage: Stage) -> None:
    stage.library.quotes = (QWEN,)
    await stage.ann.send(stage.channel, f"{stage.mention} is Qwen ahead?")
    answer = stage.channel.last_message
    assert answer is not None
    stage.library.asked.clear()

    result = await stage.eve.context_menu(stage.channel, MENU, answer)

    assert "I wrote that myself" in told(result)
    assert stage.library.asked == []


async def test_what_was_covered_stays_covered(stage: Stage) -> None:
    response = await found(stage, "R2 is late because ||the butler did it||.")
    await stage.eve.click(response, label="Share")

    assert "R2 is late because ▒▒▒" in response.content
    assert "butler" not in response.content + stage.said()[-1]


async def test_who_does_not_want_to_be_quoted_is_only_linked(stage: Stage) -> None:
    await stage.ann.slash(stage.channel, "privacy quoting", quoted="off")

    response = await found(stage, "R2 is late, between us.")

    assert "between us" not in response.content
    assert "https://discord.com/channels/" in response.content
    assert "> R2 may be a little bit delayed." in response.content


async def test_addresses_are_not_looked_for(stage: Stage) -> None:
    await found(stage, "R2 is late, see https://example.com/r2-late.")

    assert stage.library.asked == ["R2 is late, see ."]


async def test_an_address_alone_says_nothing(stage: Stage) -> None:
    response = await found(stage, "https://example.com/r2-late")

    assert "no words in that message" in response.content
