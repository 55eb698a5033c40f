import discord
import pytest

from bot import parts, replies
from tests.bot.conftest import Stage
from tests.bot.fakes import EXAMPLES, quote

ANSWER = "> R2 may be a little bit delayed.\n-# — Azeem Azhar · podcast appearance"


async def test_a_mention_with_a_question_gets_a_quote_as_a_reply(stage: Stage) -> None:
    asked = await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")

    reply = stage.channel.last_message
    assert reply is not None
    assert reply.content == ANSWER
    assert reply.reference is not None
    assert reply.reference.message_id == asked.id
    assert reply.mentions == []
    assert reply.flags.suppress_embeds
    assert stage.library.asked == ["is R2 late?"]


async def test_it_shows_typing_before_it_answers(stage: Stage) -> None:
    await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")

    calls = [call.path for call in stage.env.http_requests if call.method == "POST"]
    typing = [n for n, path in enumerate(calls) if path.endswith("/typing")]
    writing = [n for n, path in enumerate(calls) if path.endswith("/messages")]
    assert typing
    assert typing[0] < writing[0]


async def test_a_direct_message_needs_no_mention(stage: Stage) -> None:
    await stage.ann.send_dm("is R2 late?")

    assert stage.said(stage.ann.user.dm_channel) == [ANSWER]


async def test_ask_defers_and_answers_with_the_question_above(stage: Stage) -> None:
    result = await stage.ann.slash(stage.channel, "ask", question="is R2 late?")

    [first_call] = stage.payloads("/callback")
    assert first_call["type"] == discord.InteractionResponseType.deferred_channel_message.value
    assert result.response is not None
    assert result.response.content == f"-# Asked: is R2 late?\n\n{ANSWER}"


async def test_other_mentions_reach_the_library_as_names(stage: Stage) -> None:
    await stage.ann.send(
        stage.channel,
        f"{stage.mention} what did {stage.eve.mention} say in {stage.channel.mention}?",
    )

    assert stage.library.asked == ["what did @eve say in #general?"]


async def test_everyone_a_role_and_plain_talk_are_not_for_the_bot(stage: Stage) -> None:
    role = stage.guild.create_role("quotes", mentionable=True)
    moderator = stage.guild.create_role(
        "moderator", permissions=discord.Permissions(mention_everyone=True)
    )
    admin = stage.guild.add_member(stage.env.create_user("admin"), roles=[moderator])
    for content in ("@everyone is R2 late?", "@here is R2 late?", f"{role.mention} late?", "R2?"):
        message = await admin.send(stage.channel, content)
        assert message.mention_everyone == content.startswith("@")

    assert stage.said() == []


async def test_webhooks_and_other_bots_are_not_answered(stage: Stage) -> None:
    guild = stage.guild
    other = guild.add_member(stage.env.create_user("other", bot=True))
    webhook = guild.create_webhook(stage.channel)

    await other.send(stage.channel, f"{stage.mention} is R2 late?")
    await webhook.send(f"{stage.mention} is R2 late?")

    assert stage.said() == []


async def test_silence_is_one_friendly_sentence_without_a_source(stage: Stage) -> None:
    stage.library.quotes = ()

    await stage.ann.send(stage.channel, f"{stage.mention} how tall is Everest?")

    [silence] = stage.said()
    assert "nothing" in silence
    assert "> " not in silence
    assert "-#" not in silence


async def test_an_empty_mention_is_told_how_to_ask_with_two_examples(stage: Stage) -> None:
    await stage.ann.send(stage.channel, stage.mention)

    [help_] = stage.said()
    assert help_.count("•") == 2
    assert EXAMPLES[0] in help_
    assert "@everyone" not in help_


@pytest.mark.parametrize("greeting", ["hi", "good morning!", "👋", "thanks"])
async def test_a_greeting_is_not_answered_with_quotes(stage: Stage, greeting: str) -> None:
    await stage.ann.send(stage.channel, f"{stage.mention} {greeting}")

    [reply] = stage.said()
    assert "> " not in reply
    assert stage.library.asked == []


async def test_several_messages_come_in_order_and_only_the_first_is_a_reply(stage: Stage) -> None:
    stage.library.quotes = tuple(quote(f"Number {n} " + "x" * 1500) for n in range(4))

    await stage.ann.send(stage.channel, f"{stage.mention} numbers?")

    history = [m for m in stage.channel.history() if m.author == stage.bot.user]
    assert [message.content[:10] for message in history] == [f"> Number {n}" for n in range(4)]
    assert [message.reference is not None for message in history] == [True, False, False, False]
    assert all(len(message.content) <= 2000 for message in history)


async def test_nothing_quoted_or_asked_pings_anybody(stage: Stage) -> None:
    role = stage.guild.create_role("quotes", mentionable=True)
    text = f"@everyone {stage.eve.mention} {role.mention} @here"
    stage.library.quotes = (quote(text, attribution=text),)

    await stage.ann.send(stage.channel, f"{stage.mention} {text}?")
    result = await stage.ann.slash(stage.channel, "ask", question=text)

    assert result.response is not None
    for message in (stage.channel.last_message, result.response.message):
        assert message is not None
        assert not message.mention_everyone
        assert message.mentions == []
        assert message.role_mentions == []


class TestReplies:
    async def test_a_reply_that_pings_the_bot_is_a_question(self, stage: Stage) -> None:
        await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
        first = stage.channel.last_message
        assert first is not None

        await stage.ann.send(stage.channel, f"{stage.mention} and Qwen?", reply_to=first)

        assert stage.library.asked == ["is R2 late?", "and Qwen?"]

    @pytest.mark.parametrize("message_content", [True])
    async def test_with_the_intent_a_reply_without_a_mention_is_a_question(
        self, stage: Stage
    ) -> None:
        await stage.ann.send_dm("hi")
        await stage.ann.slash(stage.channel, "ask", question="is R2 late?")
        first = stage.channel.last_message
        assert first is not None

        await stage.eve.send(stage.channel, "and Qwen?", reply_to=first)

        assert stage.library.asked == ["is R2 late?", "and Qwen?"]

    @pytest.mark.parametrize("message_content", [True])
    async def test_a_reply_to_somebody_else_is_not(self, stage: Stage) -> None:
        first = await stage.ann.send(stage.channel, "hello")

        await stage.eve.send(stage.channel, "is R2 late?", reply_to=first)

        assert stage.said() == []

    async def test_without_the_intent_a_reply_without_a_mention_is_told_how_to_reach_the_bot(
        self, stage: Stage
    ) -> None:
        await stage.ann.slash(stage.channel, "ask", question="is R2 late?")
        first = stage.channel.last_message
        assert first is not None

        await stage.eve.send(stage.channel, "and Qwen?", reply_to=first)

        [part] = replies.NEEDS_MENTION
        assert isinstance(part, parts.Phrase)
        assert stage.said()[-1] == part.text
        assert stage.library.asked == ["is R2 late?"]

    @pytest.mark.parametrize("message_content", [True])
    async def test_a_reply_to_an_answer_that_is_not_in_memory_is_recognised(
        self, stage: Stage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await stage.ann.slash(stage.channel, "ask", question="is R2 late?")
        first = stage.channel.last_message
        assert first is not None
        forgotten = property(lambda _: None, lambda *_: None)
        monkeypatch.setattr(discord.MessageReference, "cached_message", forgotten)
        monkeypatch.setattr(discord.MessageReference, "resolved", forgotten)

        await stage.eve.send(stage.channel, "and Qwen?", reply_to=first)

        assert stage.library.asked == ["is R2 late?", "and Qwen?"]
