"""One question after another: in replies, in threads, in posts, among two."""

import discord
import pytest
import simcord

from bot import replies
from bot.parts import Phrase
from bot.state import State
from tests.bot.conftest import Stage
from tests.bot.talking.conftest import Restart, answers_in, post_in


def last(stage: Stage, channel: simcord.ChannelHandle | None = None) -> discord.Message:
    message = (channel or stage.channel).last_message
    assert message is not None
    return message


async def ask(stage: Stage, text: str = "is R2 late?") -> discord.Message:
    """Ann asks, and the bot answers."""
    await stage.ann.send(stage.channel, f"{stage.mention} {text}")
    return last(stage)


class TestReplies:
    async def test_a_reply_to_an_answer_hands_on_the_questions_before_it(
        self, stage: Stage
    ) -> None:
        await stage.eve.send(stage.channel, "and Huawei?", reply_to=await ask(stage))
        await stage.ann.send(stage.channel, "and Qwen?", reply_to=last(stage))

        assert stage.library.asked == ["is R2 late?", "and Huawei?", "and Qwen?"]
        assert stage.library.followed == [
            (),
            ("is R2 late?",),
            ("is R2 late?", "and Huawei?"),
        ]

    async def test_so_it_does_to_an_answer_by_command(self, stage: Stage) -> None:
        await stage.ann.slash(stage.channel, "ask", question="is R2 late?")

        await stage.eve.send(stage.channel, "and Huawei?", reply_to=last(stage))

        assert stage.library.followed[-1] == ("is R2 late?",)

    async def test_and_to_any_page_of_an_answer(self, stage: Stage) -> None:
        answer = await ask(stage)
        await ask(stage, "who funds it?")

        await stage.eve.send(stage.channel, "and Huawei?", reply_to=answer)

        assert stage.library.followed[-1] == ("is R2 late?",)

    @pytest.mark.parametrize("command", [False, True])
    async def test_after_a_restart_too(self, stage: Stage, restart: Restart, command: bool) -> None:
        if command:
            await stage.ann.slash(stage.channel, "ask", question="is R2 late?")
        answer = last(stage) if command else await ask(stage)
        await restart()

        await stage.eve.send(stage.channel, "and Huawei?", reply_to=answer)

        assert stage.library.followed[-1] == ("is R2 late?",)

    async def test_a_mention_soon_after_follows_up_and_one_much_later_does_not(
        self, stage: Stage
    ) -> None:
        await ask(stage)
        await ask(stage, "and Huawei?")
        await stage.env.advance_time(601)
        await ask(stage, "and Qwen?")

        assert stage.library.followed == [(), ("is R2 late?",), ()]

    async def test_somebody_elses_mention_follows_up_nothing(self, stage: Stage) -> None:
        await ask(stage)
        await stage.eve.send(stage.channel, f"{stage.mention} and Huawei?")

        assert stage.library.followed[-1] == ()

    async def test_a_remark_on_an_answer_is_answered_with_quotes_or_not_at_all(
        self, stage: Stage
    ) -> None:
        answer = await ask(stage)
        stage.library.quotes = ()

        await stage.eve.send(stage.channel, "that sounds wrong to me", reply_to=answer)
        assert len(stage.said()) == 1
        await stage.eve.send(stage.channel, "what else is late?", reply_to=answer)
        assert len(stage.said()) == 2

    async def test_a_reply_to_an_answer_that_speaks_to_somebody_else_is_left_alone(
        self, stage: Stage
    ) -> None:
        answer = await ask(stage)

        await stage.eve.send(
            stage.channel, f"{stage.ann.mention} did you see this?", reply_to=answer
        )

        assert len(stage.said()) == 1

    @pytest.mark.parametrize(
        "talk",
        [
            "interesting. my cousin works there",
            "ann, did you read that?",
            "but I think it is good",
            "lol",
            "and my cousin works there",
            "Bob, are you coming tomorrow?",
            "I agree with that",
        ],
    )
    async def test_talk_about_an_answer_is_left_to_those_who_talk(
        self, stage: Stage, talk: str
    ) -> None:
        await stage.eve.send(stage.channel, talk, reply_to=await ask(stage))

        assert len(stage.said()) == 1
        assert stage.library.asked == ["is R2 late?"]

    @pytest.mark.parametrize(
        "words", ["thanks a lot, that's super helpful", "good question", "nice work everyone"]
    )
    async def test_thanks_are_met_with_a_kind_word_and_ask_nothing(
        self, stage: Stage, words: str
    ) -> None:
        await stage.ann.send(stage.channel, words, reply_to=await ask(stage))
        await stage.ann.send(stage.channel, "and Huawei?", reply_to=last(stage))

        assert "welcome" in stage.said()[1]
        assert stage.library.asked == ["is R2 late?", "and Huawei?"]

    @pytest.mark.parametrize(
        "words",
        ["nope, wrong", "hmm not what I asked", "that's wrong", "das stimmt nicht", "no es eso",
         "違います", "答非所问"],
    )  # fmt: skip
    async def test_a_complaint_is_met_with_one_line_and_the_way_to_other_words(
        self, stage: Stage, words: str
    ) -> None:
        await stage.ann.send(stage.channel, words, reply_to=await ask(stage))

        assert stage.library.asked == ["is R2 late?"]
        assert "other words" in stage.said()[1]
        [row] = last(stage).components
        assert isinstance(row, discord.ActionRow)
        assert "Other words" in [getattr(button, "label", None) for button in row.children]
        await stage.ann.send(stage.channel, "and Huawei?", reply_to=last(stage))
        assert stage.library.followed[-1] == ("is R2 late?",)

    async def test_a_bare_mention_in_reply_to_a_question_answers_that(self, stage: Stage) -> None:
        asked = await stage.eve.send(stage.channel, "is R2 late?")

        await stage.ann.send(stage.channel, stage.mention, reply_to=asked)

        assert stage.library.asked == ["is R2 late?"]

    async def test_a_question_in_reply_to_somebody_elses_goes_on_with_theirs(
        self, stage: Stage
    ) -> None:
        asked = await stage.eve.send(stage.channel, "is R2 late?")

        await stage.ann.send(stage.channel, f"{stage.mention} and Huawei?", reply_to=asked)

        assert stage.library.followed == [("is R2 late?",)]


async def thread_of(stage: Stage, state: State) -> simcord.ChannelHandle:
    """A thread to which an exchange has moved."""
    await state.preferences.change(stage.guild.id, threads=True, thread_after=1)
    await ask(stage)
    await ask(stage, "and Huawei?")
    [thread] = stage.channel.threads
    return thread


class TestThreads:
    async def test_a_long_exchange_goes_on_in_a_thread_named_by_its_first_question(
        self, stage: Stage, state: State
    ) -> None:
        await state.preferences.change(stage.guild.id, threads=True, thread_after=2)
        await ask(stage, "is *R2* or " + "a very long question " * 10 + "?")
        await ask(stage, "and Huawei?")
        assert stage.channel.threads == []

        await ask(stage, "and Qwen?")

        [thread] = stage.channel.threads
        assert thread.name is not None
        assert thread.name.startswith("is *R2* or a very long question")
        assert len(thread.name) <= 100
        assert len(answers_in(stage, stage.channel)) == 2
        assert [said[:4] for said in stage.said(thread)] == ["> R2"]

    async def test_what_is_asked_in_the_channel_meanwhile_goes_on_in_the_same_thread(
        self, stage: Stage, state: State
    ) -> None:
        thread = await thread_of(stage, state)
        await stage.ann.send(thread, "and Qwen?")

        await stage.ann.send(stage.channel, f"{stage.mention} and Intel?")

        assert len(stage.channel.threads) == 1
        assert len(answers_in(stage, thread)) == 3
        assert stage.library.followed[-1] == ("is R2 late?", "and Huawei?", "and Qwen?")
        assert f"<#{thread.id}>" in stage.said()[-1]
        await stage.env.advance_time(120)
        assert f"<#{thread.id}>" not in "".join(stage.said())

    async def test_in_it_no_mention_is_needed_and_what_was_asked_is_known(
        self, stage: Stage, state: State
    ) -> None:
        thread = await thread_of(stage, state)

        await stage.ann.send(thread, "and Qwen?")

        assert stage.library.asked[-1] == "and Qwen?"
        assert stage.library.followed[-1] == ("is R2 late?", "and Huawei?")
        assert len(stage.said(thread)) == 2

    async def test_after_a_restart_too(self, stage: Stage, state: State, restart: Restart) -> None:
        thread = await thread_of(stage, state)
        await restart()

        await stage.ann.send(thread, "and Qwen?")

        assert stage.library.followed[-1] == ("and Huawei?",)

    @pytest.mark.parametrize("longest", [1, 2])
    async def test_whoever_replies_to_an_old_answer_after_a_restart_is_answered_in_its_thread(
        self, stage: Stage, state: State, restart: Restart, longest: int
    ) -> None:
        thread = await thread_of(stage, state)
        await state.preferences.change(stage.guild.id, thread_after=longest)
        first = next(one for one in stage.channel.history() if one.content.startswith("> R2"))
        await restart()

        await stage.ann.send(stage.channel, "and Qwen?", reply_to=first)
        await stage.eve.send(stage.channel, "and Intel?", reply_to=first)

        assert len(stage.channel.threads) == 1
        assert len(answers_in(stage, thread)) == 3
        assert len(answers_in(stage, stage.channel)) == 1

    async def test_members_who_talk_to_each_other_there_are_left_alone(
        self, stage: Stage, state: State
    ) -> None:
        thread = await thread_of(stage, state)
        said = await stage.ann.send(thread, "thanks!")
        await stage.eve.send(thread, "did you read it?", reply_to=said)
        await stage.eve.send(thread, f"{stage.ann.mention} is it late?")
        await stage.ann.send(thread, "I think " + "we should all read the essay again " * 3)

        assert len(stage.said(thread)) == 1

    async def test_a_complaint_right_after_an_answer_there_is_meant_for_the_bot(
        self, stage: Stage, state: State
    ) -> None:
        thread = await thread_of(stage, state)
        await stage.ann.send(thread, "not what I asked")
        await stage.eve.send(thread, "the weather is lovely today, everybody")
        await stage.ann.send(thread, "that's wrong")
        await stage.eve.send(thread, "ann, are you coming tomorrow?")

        assert len(stage.said(thread)) == 2

    async def test_a_remark_there_is_met_with_quotes_or_with_nothing(
        self, stage: Stage, state: State
    ) -> None:
        thread = await thread_of(stage, state)
        stage.library.quotes = ()

        await stage.ann.send(thread, "oh interesting")
        await stage.ann.send(thread, "is Qwen late?")

        assert len(stage.said(thread)) == 2

    async def test_where_no_thread_can_be_opened_it_is_said_once_and_answered_there(
        self, stage: Stage, state: State
    ) -> None:
        await state.preferences.change(stage.guild.id, threads=True, thread_after=1)
        stage.env.backend.get_channel(stage.channel.id)
        channel = stage.guild.create_text_channel(
            "narrow",
            overwrites={
                stage.guild.default_role: discord.PermissionOverwrite(create_public_threads=False)
            },
        )
        for text in ("is R2 late?", "and Huawei?", "and Qwen?"):
            await stage.ann.send(channel, f"{stage.mention} {text}")

        assert ["Create Public Threads" in said for said in stage.said(channel)] == [
            False,
            True,
            False,
        ]
        assert channel.threads == []

    @pytest.mark.parametrize("message_content", [False])
    async def test_without_the_intent_a_member_is_told_once_how_to_reach_the_bot(
        self, stage: Stage, state: State
    ) -> None:
        thread = await thread_of(stage, state)
        for _ in range(2):
            await stage.ann.send(thread, "and Qwen?")
        await stage.eve.send(thread, "and Qwen?")
        await stage.ann.send(thread, f"{stage.mention} and Qwen?")

        [part] = replies.NEEDS_MENTION
        assert isinstance(part, Phrase)
        assert stage.said(thread).count(part.text) == 2
        assert stage.library.asked[-1] == "and Qwen?"


class TestPosts:
    async def test_a_mention_in_a_post_is_understood_in_the_light_of_the_post(
        self, stage: Stage
    ) -> None:
        forum = stage.guild.create_forum_channel("forum")
        post = await post_in(stage, forum, "DeepSeek R2", "I wait for it since spring.")

        await stage.eve.send(post, f"{stage.mention} is it late?")

        assert stage.library.asked == ["is it late?"]
        assert stage.library.followed == [("DeepSeek R2\nI wait for it since spring.",)]

    async def test_a_post_that_mentions_the_bot_asks_with_its_title(self, stage: Stage) -> None:
        forum = stage.guild.create_forum_channel("forum")

        await post_in(stage, forum, "Is DeepSeek R2 late?", f"{stage.mention} or is it out")

        assert stage.library.asked == ["Is DeepSeek R2 late?\nor is it out"]


class TestAmongTwo:
    async def test_a_direct_message_follows_up_the_last_one(self, stage: Stage) -> None:
        await stage.ann.send_dm("is R2 late?")
        await stage.ann.send_dm("and Huawei?")

        assert stage.library.followed == [(), ("is R2 late?",)]

    async def test_after_a_restart_too(self, stage: Stage, restart: Restart) -> None:
        await stage.ann.send_dm("is R2 late?")
        await restart()
        await stage.ann.send_dm("and Huawei?")

        assert stage.library.followed == [(), ("is R2 late?",)]
