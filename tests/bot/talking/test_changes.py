"""A question that is edited or deleted, and its answer."""

import asyncio
import threading

import discord
import pytest

from bot.state import State
from tests.bot.conftest import Stage, give_time_to_say_more
from tests.bot.fakes import quote, waiting_for
from tests.bot.talking.conftest import Restart, answers_in
from tests.bot.talking.test_catching_up import unheard
from tests.bot.test_recording import kept_in


async def ask(stage: Stage, text: str = "is R2 late?") -> discord.Message:
    return await stage.ann.send(stage.channel, f"{stage.mention} {text}")


def pages(stage: Stage) -> list[str]:
    return [said.strip("> ")[:1] for said in stage.said()]


class TestAnEdit:
    async def test_edits_the_answer_and_adds_or_takes_away_its_pages(self, stage: Stage) -> None:
        asked = await ask(stage)
        before = [message.id for message in stage.channel.history()]

        stage.library.quotes = (quote("a " * 900), quote("b " * 900), quote("c " * 900))
        await stage.ann.edit(asked, f"{stage.mention} is V4 late?")
        assert pages(stage) == ["a", "b", "c"]
        assert [message.id for message in stage.channel.history()][:2] == before

        stage.library.quotes = (quote("d " * 900),)
        await stage.ann.edit(asked, f"{stage.mention} is V5 late?")
        assert pages(stage) == ["d"]
        assert [message.id for message in stage.channel.history()] == before
        assert stage.library.asked == ["is R2 late?", "is V4 late?", "is V5 late?"]

    async def test_is_what_a_follow_up_goes_on_with(self, stage: Stage) -> None:
        asked = await ask(stage)
        await stage.ann.edit(asked, f"{stage.mention} is V4 late?")
        answer = stage.channel.last_message
        assert answer is not None

        await stage.eve.send(stage.channel, "and Huawei?", reply_to=answer)

        assert stage.library.followed[-1] == ("is V4 late?",)

    async def test_is_what_is_kept_and_the_question_is_counted_once(
        self, stage: Stage, state: State
    ) -> None:
        asked = await ask(stage)
        await kept_in(stage, state, 1)
        await stage.ann.edit(asked, f"{stage.mention} is V4 late?")

        await stage.env.settle()
        assert [one.text for one in await kept_in(stage, state, 1)] == ["is V4 late?"]
        [count] = await state.figures.counts(stage.guild.id)
        assert (count.answered, count.silent) == (1, 0)

    async def test_that_changes_nothing_that_was_said_asks_nothing(self, stage: Stage) -> None:
        asked = await ask(stage)
        await stage.ann.edit(asked, asked.content)

        assert stage.library.asked == ["is R2 late?"]

    async def test_after_more_than_five_minutes_changes_nothing(self, stage: Stage) -> None:
        asked = await ask(stage)
        await stage.env.advance_time(301)
        await stage.ann.edit(asked, f"{stage.mention} is V4 late?")

        assert stage.library.asked == ["is R2 late?"]

    async def test_that_makes_a_message_a_question_is_answered(self, stage: Stage) -> None:
        said = await stage.ann.send(stage.channel, "is R2 late?")
        await stage.ann.edit(said, f"{stage.mention} is R2 late?")

        assert len(stage.said()) == 1

    async def test_while_it_is_being_answered_is_answered_in_the_end(self, stage: Stage) -> None:
        go_on = threading.Event()
        stage.library.before_answering = waiting_for(go_on)
        asking = asyncio.ensure_future(until_asked(stage, 1))
        asked = await begin(stage, f"{stage.mention} is R2 late?")
        await asking
        stage.env.backend.edit_message(
            stage.channel.id, asked, {"content": f"{stage.mention} is V4?"}
        )
        go_on.set()
        await stage.env.settle()

        assert stage.library.asked == ["is R2 late?", "is V4?"]
        assert len(stage.said()) == 1

    async def test_after_a_restart_edits_the_answer_that_there_is(
        self, stage: Stage, restart: Restart, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.cogs.talking.changing._OWNER_FIRST", 0.0)
        asked = await ask(stage)
        await restart()
        stage.library.quotes = (quote("It is not."),)
        await stage.ann.edit(asked, f"{stage.mention} is V4 late?")

        [said] = stage.said()
        assert said.startswith("> It is not.")


class TestADeletion:
    async def test_takes_the_answer_away_with_all_its_pages(self, stage: Stage) -> None:
        stage.library.quotes = (quote("a " * 900), quote("b " * 900))
        asked = await ask(stage)
        await stage.ann.delete(asked)

        assert stage.said() == []

    async def test_of_many_at_once_takes_all_their_answers(self, stage: Stage) -> None:
        asked = [await ask(stage), await ask(stage, "and Qwen?")]
        stage.env.backend.bulk_delete_messages(stage.channel.id, [one.id for one in asked])
        await stage.env.settle()

        assert stage.said() == []

    async def test_while_it_is_being_answered_leaves_it_unanswered(self, stage: Stage) -> None:
        go_on = threading.Event()
        stage.library.before_answering = waiting_for(go_on)
        asking = asyncio.ensure_future(until_asked(stage, 1))
        asked = await begin(stage, f"{stage.mention} is R2 late?")
        await asking
        stage.env.backend.delete_message(stage.channel.id, asked)
        go_on.set()
        await stage.env.settle()

        assert stage.said() == []

    @pytest.mark.parametrize("direct", [False, True])
    async def test_after_a_restart_too(self, stage: Stage, restart: Restart, direct: bool) -> None:
        stage.library.quotes = (quote("a " * 900), quote("b " * 900))
        asked = await stage.ann.send_dm("is R2 late?") if direct else await ask(stage)
        place = stage.ann.user.dm_channel if direct else stage.channel
        assert len(stage.said(place)) == 2
        await restart()
        await (stage.ann.user if direct else stage.ann).delete(asked)

        assert stage.said(place) == []

    async def test_takes_the_answer_in_a_thread_too(self, stage: Stage, state: State) -> None:
        await state.preferences.change(stage.guild.id, threads=True, thread_after=1)
        await ask(stage)
        asked = await ask(stage, "and Huawei?")
        [thread] = stage.channel.threads
        assert stage.said(thread)

        await stage.ann.delete(asked)

        assert stage.said(thread) == []
        assert len(answers_in(stage, stage.channel)) == 1


class TestAQuestionInSeveralMessages:
    @pytest.fixture
    async def asked(
        self, stage: Stage, restart: Restart, monkeypatch: pytest.MonkeyPatch
    ) -> list[discord.Message]:
        """It is answered, and the process that did so is no more."""
        monkeypatch.setattr("bot.cogs.talking.changing._OWNER_FIRST", 0.0)
        give_time_to_say_more(monkeypatch, 5.0)
        texts = f"{stage.mention} is R2 late?", "I mean DeepSeek's"
        with unheard(stage):
            asked = [await stage.ann.send(stage.channel, text) for text in texts]
        await restart()
        await stage.env.advance_time(10)
        assert stage.library.asked == ["is R2 late?\nI mean DeepSeek's"]
        await restart()
        return asked

    async def test_is_one_after_a_restart_when_a_part_is_edited(
        self, stage: Stage, asked: list[discord.Message]
    ) -> None:
        await stage.ann.edit(asked[1], "I mean Huawei's")

        assert stage.library.asked[1:] == ["is R2 late?\nI mean Huawei's"]
        assert len(stage.said()) == 1

    async def test_is_what_is_left_when_a_part_is_deleted(
        self, stage: Stage, asked: list[discord.Message]
    ) -> None:
        await stage.ann.delete(asked[1])

        assert stage.library.asked[1:] == ["is R2 late?"]
        assert len(stage.said()) == 1

    async def test_loses_its_answer_with_what_spoke_to_the_bot(
        self, stage: Stage, asked: list[discord.Message]
    ) -> None:
        await stage.ann.delete(asked[0])

        assert stage.said() == []


async def test_an_answer_that_was_taken_away_does_not_come_back_with_an_edit(stage: Stage) -> None:
    asked = await ask(stage)
    answer = stage.channel.last_message
    assert answer is not None
    stage.env.backend.delete_message(stage.channel.id, answer.id)
    await stage.env.settle()

    for model in ("V4", "V5"):
        await stage.ann.edit(asked, f"{stage.mention} is {model} late?")

    assert stage.said() == []


async def begin(stage: Stage, content: str) -> int:
    """Let Ann say something, and do not wait for what comes of it."""
    message = stage.env.backend.create_message(stage.channel.id, stage.ann.id, content)
    await asyncio.sleep(0)
    return message.id


async def until_asked(stage: Stage, times: int) -> None:
    async with asyncio.timeout(5):
        while len(stage.library.asked) < times:  # noqa: ASYNC110 - another thread tells of it
            await asyncio.sleep(0.01)
