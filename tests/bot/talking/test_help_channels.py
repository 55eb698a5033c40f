"""Where every question is answered, unless a person does; and where none is."""

import discord
import pytest
import simcord

from bot.state import State
from tests.bot.conftest import Stage
from tests.bot.talking.conftest import post_in

PATIENCE = 60


@pytest.fixture(autouse=True)
async def helped(stage: Stage, state: State) -> None:
    """The stage's channel is a help channel."""
    await state.preferences.change(
        stage.guild.id, help_channels={stage.channel.id}, patience=PATIENCE
    )


async def said_in_time(stage: Stage, channel: simcord.ChannelHandle | None = None) -> list[str]:
    """What the bot has said once its patience is over."""
    await stage.env.advance_time(PATIENCE + 1)
    return stage.said(channel)


async def test_a_question_is_answered_without_a_mention_once_nobody_else_has(
    stage: Stage,
) -> None:
    await stage.ann.send(stage.channel, "is R2 late?")
    assert stage.said() == []

    assert len(await said_in_time(stage)) == 1


async def test_with_no_patience_it_is_answered_at_once(stage: Stage, state: State) -> None:
    await state.preferences.change(stage.guild.id, patience=0)

    await stage.ann.send(stage.channel, "is R2 late?")

    assert len(stage.said()) == 1


@pytest.mark.parametrize("closed", [True, False])
async def test_a_question_that_waits_where_help_is_given_no_longer_is_left(
    stage: Stage, state: State, closed: bool
) -> None:
    other = stage.guild.create_text_channel("other")
    await stage.ann.send(stage.channel, "is R2 late?")
    answered_in = {other.id} if closed else set[int]()
    await state.preferences.change(stage.guild.id, help_channels=set(), channels=answered_in)

    assert await said_in_time(stage) == []


@pytest.mark.parametrize("talk", ["hi", "good morning!", "I like R2 a lot.", "?", "thanks"])
async def test_what_is_no_question_is_left_alone(stage: Stage, talk: str) -> None:
    await stage.ann.send(stage.channel, talk)

    assert await said_in_time(stage) == []
    assert stage.library.asked == []


async def test_silence_is_not_posted_there_but_told_to_whoever_asks_the_bot(
    stage: Stage, state: State
) -> None:
    stage.library.quotes = ()

    await stage.ann.send(stage.channel, "how tall is Everest?")
    assert await said_in_time(stage) == []
    [kept] = await state.questions.asked_by(stage.ann.id)
    assert not kept.answered

    await stage.ann.send(stage.channel, f"{stage.mention} how tall is Everest?")
    assert len(stage.said()) == 1


async def test_a_fault_there_is_logged_and_not_posted(stage: Stage) -> None:
    def fail() -> None:
        raise RuntimeError

    stage.library.before_answering = fail
    await stage.ann.send(stage.channel, "is R2 late?")

    assert await said_in_time(stage) == []


async def test_whoever_mentions_the_bot_need_not_be_patient(stage: Stage) -> None:
    await stage.ann.send(stage.channel, "is R2 late?")
    await stage.ann.send(stage.channel, stage.mention)

    assert len(stage.said()) == 1
    assert len(await said_in_time(stage)) == 1


@pytest.mark.parametrize("message_content", [False])
async def test_without_the_intent_nothing_is_read_there(stage: Stage) -> None:
    await stage.ann.send(stage.channel, "is R2 late?")

    assert await said_in_time(stage) == []


async def test_of_a_story_that_finds_nothing_the_question_in_it_is_asked(stage: Stage) -> None:
    stage.library.silent_on = {"Hi all! I am confused. Is R2 late?"}
    await stage.ann.send(stage.channel, "Hi all! I am confused. Is R2 late?")

    assert len(await said_in_time(stage)) == 1
    assert stage.library.asked[-1] == "Is R2 late?"


@pytest.mark.parametrize(
    "talk",
    [
        "anyone up for a game?",
        "how do you guys feel about cats?",
        "are you coming tomorrow?",
        "hat jemand von euch Lust auf ein Spiel?",
        "大家今天怎么样？",
    ],
)
async def test_what_people_ask_each_other_about_themselves_is_theirs(
    stage: Stage, talk: str
) -> None:
    await stage.ann.send(stage.channel, talk)

    assert await said_in_time(stage) == []
    assert stage.library.asked == []


async def test_what_the_library_is_not_sure_of_is_told_to_nobody_who_has_not_asked_it(
    stage: Stage,
) -> None:
    stage.library.confidence = 0.6
    await stage.ann.send(stage.channel, "What time is the meetup?")
    assert await said_in_time(stage) == []

    await stage.ann.send(stage.channel, f"{stage.mention} What time is the meetup?")
    assert len(stage.said()) == 1


async def test_there_are_at_most_two_quotes_for_whoever_has_not_asked_the_bot(
    stage: Stage,
) -> None:
    stage.library.quotes *= 4
    await stage.ann.send(stage.channel, "does anyone know why R2 is late?")

    assert "\n".join(await said_in_time(stage)).count("> ") == 2


class TestPeople:
    async def test_a_reply_of_somebody_else_is_enough(self, stage: Stage) -> None:
        asked = await stage.ann.send(stage.channel, "is R2 late?")
        await stage.eve.send(stage.channel, "by a month", reply_to=asked)

        assert await said_in_time(stage) == []

    async def test_so_is_what_they_say_next(self, stage: Stage) -> None:
        await stage.ann.send(stage.channel, "is R2 late?")
        await stage.eve.send(stage.channel, "it is, the podcast says so")

        assert await said_in_time(stage) == []

    @pytest.mark.parametrize("remark", ["lol", "and where is the essay on it?", "hi all"])
    async def test_talk_and_other_questions_are_no_answer(self, stage: Stage, remark: str) -> None:
        await stage.ann.send(stage.channel, "is R2 late?")
        await stage.eve.send(stage.channel, remark)

        assert "is R2 late?" in (await said_in_time(stage), stage.library.asked)[1]

    async def test_nor_is_what_is_said_to_somebody_else(self, stage: Stage) -> None:
        other = await stage.eve.send(stage.channel, "I am back.")
        await stage.ann.send(stage.channel, "is R2 late?")
        await stage.eve.send(stage.channel, "from the holidays, that is", reply_to=other)

        assert len(await said_in_time(stage)) == 1

    async def test_nor_what_the_asker_adds(self, stage: Stage) -> None:
        await stage.ann.send(stage.channel, "is R2 late?")
        await stage.ann.send(stage.channel, "I have waited for it since the spring")

        assert len(await said_in_time(stage)) == 1

    async def test_a_question_that_was_taken_back_is_not_answered(self, stage: Stage) -> None:
        asked = await stage.ann.send(stage.channel, "is R2 late?")
        await stage.ann.delete(asked)

        assert await said_in_time(stage) == []

    async def test_a_question_to_somebody_is_theirs(self, stage: Stage) -> None:
        other = await stage.eve.send(stage.channel, "I am back.")
        await stage.ann.send(stage.channel, "since when?", reply_to=other)
        await stage.ann.send(stage.channel, f"{stage.eve.mention} is R2 late?")

        assert await said_in_time(stage) == []


class TestForums:
    async def test_a_post_is_answered_by_its_title_and_what_its_text_asks(
        self, stage: Stage, state: State
    ) -> None:
        forum = stage.guild.create_forum_channel("help")
        await state.preferences.change(stage.guild.id, help_channels={forum.id})
        post = await post_in(stage, forum, "DeepSeek R2", "I wait since spring. Is it late?")

        assert len(await said_in_time(stage, post)) == 1
        assert stage.library.asked == ["DeepSeek R2\nIs it late?"]

    async def test_once_somebody_else_has_taken_it_up_the_post_is_theirs(
        self, stage: Stage, state: State
    ) -> None:
        forum = stage.guild.create_forum_channel("help")
        await state.preferences.change(stage.guild.id, help_channels={forum.id})
        post = await post_in(stage, forum, "Is DeepSeek R2 late?", "I wait since spring.")
        await stage.eve.send(post, "What do you want to do with it?")
        await stage.eve.send(post, "I have heard that it is.")
        await stage.ann.send(post, "where did you hear that?")

        assert await said_in_time(stage, post) == []


class TestThreads:
    async def opened(self, stage: Stage, on: discord.Message, by: int) -> simcord.ChannelHandle:
        """A thread that a member opens on a message; simcord lets only bots do so."""
        backend = stage.env.backend
        thread = backend.create_thread(stage.channel.id, "R2", by, message_id=on.id)
        backend.announce_thread_create(thread)
        [handle] = stage.channel.threads
        return handle

    async def test_who_opens_one_on_their_own_message_is_heard_there_as_in_the_channel(
        self, stage: Stage
    ) -> None:
        first = await stage.ann.send(stage.channel, "I wait for R2 since spring.")
        thread = await self.opened(stage, first, stage.ann.id)

        await stage.ann.send(thread, "I like it.")
        await stage.ann.send(thread, "is R2 late?")

        assert stage.said(thread) == []
        assert len(await said_in_time(stage, thread)) == 1

    async def test_once_somebody_else_has_taken_it_up_it_is_theirs(self, stage: Stage) -> None:
        first = await stage.ann.send(stage.channel, "I wait for R2 since spring.")
        thread = await self.opened(stage, first, stage.ann.id)
        await stage.eve.send(thread, "So do I.")

        await stage.ann.send(thread, "is R2 late?")

        assert await said_in_time(stage, thread) == []

    async def test_who_opens_one_on_anothers_message_has_taken_it_up(self, stage: Stage) -> None:
        first = await stage.ann.send(stage.channel, "I wait for R2 since spring.")
        thread = await self.opened(stage, first, stage.eve.id)

        await stage.eve.send(thread, "is R2 late for your project?")

        assert await said_in_time(stage, thread) == []


class TestChannels:
    async def test_elsewhere_a_mention_is_told_where_to_ask_once_and_for_a_moment(
        self, stage: Stage, state: State
    ) -> None:
        hidden = stage.guild.create_text_channel(
            "hidden",
            overwrites={stage.guild.default_role: discord.PermissionOverwrite(view_channel=False)},
        )
        talk = stage.guild.create_text_channel("talk")
        await state.preferences.change(
            stage.guild.id, channels={stage.channel.id, hidden.id}, help_channels=()
        )

        await stage.ann.send(talk, f"{stage.mention} is R2 late?")
        await stage.ann.send(talk, f"{stage.mention} is R2 late?")

        [hint] = stage.said(talk)
        assert stage.channel.mention in hint
        assert hidden.mention not in hint
        await stage.env.advance_time(30)
        assert stage.said(talk) == []

    async def test_where_it_answers_a_mention_is_answered_and_in_its_threads(
        self, stage: Stage, state: State
    ) -> None:
        await state.preferences.change(
            stage.guild.id, channels={stage.channel.id}, help_channels=()
        )
        await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")

        assert stage.said()[0].startswith("> R2")
