"""Several messages in quick succession are one question."""

import pytest

from tests.bot.conftest import Stage, give_time_to_say_more


@pytest.fixture
async def slow(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Longer than simcord waits by itself, so that time passes only where a test says so."""
    await stage.env.settle(30)  # what a start has to do is done
    give_time_to_say_more(monkeypatch, 6.0)
    stage.env.settle_timeout = 3.0


@pytest.mark.usefixtures("slow")
class TestOneAfterTheOther:
    async def test_a_mention_and_what_follows_are_one_question(self, stage: Stage) -> None:
        first = await stage.ann.send(stage.channel, f"{stage.mention} hi")
        await stage.ann.send(stage.channel, "is R2 late?")
        await stage.ann.send(stage.channel, "the model, I mean")
        assert stage.said() == []
        await stage.env.advance_time(20)

        assert stage.library.asked == ["is R2 late?\nthe model, I mean"]
        answer = stage.channel.last_message
        assert answer is not None
        assert answer.reference is not None
        assert answer.reference.message_id == first.id

    async def test_so_are_several_mentions(self, stage: Stage) -> None:
        await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
        await stage.ann.send(stage.channel, f"{stage.mention} the model, I mean")
        await stage.env.advance_time(20)

        assert stage.library.asked == ["is R2 late?\nthe model, I mean"]

    async def test_typing_is_shown_meanwhile(self, stage: Stage) -> None:
        await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")

        assert [call.path for call in stage.env.http_requests if call.path.endswith("/typing")]
        await stage.env.advance_time(20)

    async def test_others_and_what_is_said_to_others_is_no_part_of_it(self, stage: Stage) -> None:
        other = await stage.eve.send(stage.channel, "hello")
        await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
        await stage.eve.send(stage.channel, "I would like to know that too.")
        await stage.ann.send(stage.channel, "hi Eve", reply_to=other)
        await stage.ann.send(stage.channel, f"{stage.eve.mention} look at this")
        await stage.env.advance_time(20)

        assert stage.library.asked == ["is R2 late?"]

    async def test_nor_is_a_word_to_whom_the_question_was_a_reply(self, stage: Stage) -> None:
        other = await stage.eve.send(stage.channel, "they say that it is finished")
        await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?", reply_to=other)
        await stage.ann.send(stage.channel, "let us see about that", reply_to=other)
        await stage.env.advance_time(20)

        assert stage.library.asked == ["is R2 late?"]

    async def test_what_is_edited_or_taken_back_meanwhile_counts_as_it_is(
        self, stage: Stage
    ) -> None:
        first = await stage.ann.send(stage.channel, f"{stage.mention} is R1 late?")
        second = await stage.ann.send(stage.channel, "the modle")
        third = await stage.ann.send(stage.channel, "oops")
        await stage.ann.edit(first, f"{stage.mention} is R2 late?")
        await stage.ann.edit(second, "the model")
        await stage.ann.delete(third)
        await stage.env.advance_time(20)

        assert stage.library.asked == ["is R2 late?\nthe model"]

    async def test_nobody_is_waited_for_without_end(self, stage: Stage) -> None:
        for number in range(5):
            await stage.ann.send(stage.channel, f"{stage.mention} is R{number} late?")
            await stage.env.advance_time(5)

        assert stage.said()

    async def test_two_members_ask_two_questions(self, stage: Stage) -> None:
        await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
        await stage.eve.send(stage.channel, f"{stage.mention} who funds it?")
        await stage.env.advance_time(20)

        assert sorted(stage.library.asked) == ["is R2 late?", "who funds it?"]


class TestAGreeting:
    async def test_whoever_greets_the_bot_may_ask_without_another_mention(
        self, stage: Stage
    ) -> None:
        await stage.ann.send(stage.channel, f"{stage.mention} hey")
        await stage.eve.send(stage.channel, "who funds it?")
        await stage.env.advance_time(20)
        await stage.ann.send(stage.channel, "is R2 late?")
        await stage.ann.send(stage.channel, "who funds it?")

        assert stage.library.asked == ["is R2 late?"]
        assert len(stage.said()) == 2

    async def test_for_a_minute_and_not_of_others(self, stage: Stage) -> None:
        await stage.ann.send(stage.channel, f"{stage.mention} hey")
        await stage.ann.send(stage.channel, f"{stage.eve.mention} is R2 late?")
        await stage.env.advance_time(70)
        await stage.ann.send(stage.channel, "is R2 late?")

        assert stage.library.asked == []


class TestAMentionAfterwards:
    async def test_a_mention_alone_asks_what_its_author_has_just_said(self, stage: Stage) -> None:
        await stage.ann.send(stage.channel, "is R2 late?")
        await stage.ann.send(stage.channel, stage.mention)

        assert stage.library.asked == ["is R2 late?"]

    async def test_but_not_what_was_said_long_ago_or_by_somebody_else(self, stage: Stage) -> None:
        await stage.ann.send(stage.channel, "is R2 late?")
        await stage.env.advance_time(120)
        await stage.ann.send(stage.channel, stage.mention)
        await stage.eve.send(stage.channel, "who funds it?")
        await stage.ann.send(stage.channel, stage.mention)

        assert stage.library.asked == []

    async def test_nor_what_was_answered_before(self, stage: Stage) -> None:
        await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
        await stage.ann.send(stage.channel, f"{stage.mention} who funds it?")

        assert stage.library.asked == ["is R2 late?", "who funds it?"]
