"""What a process has begun to answer and not finished is answered once, and only what it asked."""

from datetime import timedelta

import discord
import pytest
import simcord

from bot.state import State, StateUnavailable
from bot.state.claims import Asker
from tests.bot.conftest import Stage
from tests.bot.fakes import quote
from tests.bot.talking.conftest import Restart
from tests.bot.talking.test_catching_up import unheard


async def claimed(stage: Stage, state: State, text: str, ago: int = 3) -> discord.Message:
    """Ann says something that a process claims, which died so many minutes ago."""
    with unheard(stage):
        asked = await stage.ann.send(stage.channel, text)
    asker = Asker(stage.ann.id, stage.channel.id, stage.guild.id)
    await state.claims.claim([asked.id], asker, stage.env.now() - timedelta(minutes=ago))
    return asked


async def closed(stage: Stage, state: State) -> None:
    """From now on the bot answers in another channel alone."""
    other = stage.guild.create_text_channel("other")
    await state.preferences.change(stage.guild.id, channels={other.id}, help_channels=set())


class TestWhereTheBotAnswersNoMore:
    async def test_nothing_is_taken_over(
        self, stage: Stage, state: State, restart: Restart
    ) -> None:
        await claimed(stage, state, f"{stage.mention} is R2 late?")
        await closed(stage, state)
        await restart()

        assert stage.said() == []
        assert stage.library.asked == []

    async def test_nor_where_help_is_given_no_more(
        self, stage: Stage, state: State, restart: Restart
    ) -> None:
        await claimed(stage, state, "is R2 late?")
        await restart()

        assert stage.library.asked == []

    async def test_a_question_that_waited_for_people_is_left(
        self, stage: Stage, state: State
    ) -> None:
        await state.preferences.change(
            stage.guild.id, help_channels={stage.channel.id}, patience=60
        )
        await stage.ann.send(stage.channel, "is R2 late?")
        await state.preferences.change(stage.guild.id, help_channels=set())
        await stage.env.advance_time(61)

        assert stage.said() == []

    async def test_an_edit_is_not_answered(self, stage: Stage, state: State) -> None:
        asked = await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
        said = stage.said()
        await closed(stage, state)
        await stage.ann.edit(asked, f"{stage.mention} is R9 late?")

        assert stage.said() == said
        assert stage.library.asked == ["is R2 late?"]


async def test_who_had_greeted_the_bot_is_answered_without_a_mention(
    stage: Stage, state: State, restart: Restart
) -> None:
    await stage.ann.send(stage.channel, f"{stage.mention} hi")
    await claimed(stage, state, "is R2 late?")
    await restart()

    assert stage.library.asked == ["is R2 late?"]


class TestInAThread:
    @pytest.fixture
    async def thread(self, stage: Stage, state: State) -> simcord.ChannelHandle:
        """The thread to which Ann's exchange has moved, with an answer in it."""
        await state.preferences.change(stage.guild.id, threads=True, thread_after=1)
        await stage.ann.send(stage.channel, f"{stage.mention} is R1 late?")
        await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
        [thread] = stage.channel.threads
        return thread

    async def test_an_answer_to_another_question_is_neither_adopted_nor_taken_away(
        self, stage: Stage, state: State, restart: Restart, thread: simcord.ChannelHandle
    ) -> None:
        asked = await claimed(stage, state, f"{stage.mention} is R3 late?", ago=0)
        await state.claims.place([asked.id], thread.id)
        await restart()
        await stage.ann.send(thread, "is R4 late?")
        await stage.env.advance_time(180)
        await restart()
        assert stage.library.asked[-1] == "is R3 late?"

        await stage.ann.delete(asked)
        assert len(stage.said(thread)) == 2

    async def test_a_hint_where_it_goes_on_is_no_answer(
        self, stage: Stage, state: State, restart: Restart, thread: simcord.ChannelHandle
    ) -> None:
        asked = await claimed(stage, state, f"{stage.mention} is R3 late?")
        await state.claims.place([asked.id], thread.id)
        await write_in(stage, f"This goes on in <#{thread.id}>.", to=asked)
        await restart()

        assert stage.library.asked[-1] == "is R3 late?"

    async def test_what_may_be_the_answer_is_left_and_none_is_written_beside_it(
        self, stage: Stage, state: State, restart: Restart, thread: simcord.ChannelHandle
    ) -> None:
        asked = await claimed(stage, state, f"{stage.mention} is R3 late?")
        await state.claims.place([asked.id], thread.id)
        there = stage.bot.get_channel(thread.id)
        assert isinstance(there, discord.Thread)
        await there.send("> It is, or so it is said.")
        await restart()
        assert "is R3 late?" not in stage.library.asked

        await stage.ann.delete(asked)
        assert len(stage.said(thread)) == 2

    async def test_a_hint_follows_the_answer(
        self, stage: Stage, thread: simcord.ChannelHandle
    ) -> None:
        stage.env.http_requests.clear()
        await stage.ann.send(stage.channel, f"{stage.mention} is R3 late?")

        sent = [call.path for call in stage.env.http_requests if call.path.endswith("/messages")]
        assert [path.split("/")[-2] for path in sent] == [str(thread.id), str(stage.channel.id)]

    async def test_while_the_database_is_away_for_a_moment_it_is_answered_once(
        self, stage: Stage, state: State, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.cogs.catching_up._EVERY", 60.0)
        await state.preferences.change(stage.guild.id, threads=True, thread_after=1)
        await stage.ann.send(stage.channel, f"{stage.mention} is R1 late?")
        with monkeypatch.context() as patch:
            patch.setattr(state.claims, "place", away)
            patch.setattr(state.claims, "note", away)
            asked = await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
        [thread] = stage.channel.threads
        await stage.env.advance_time(300)
        assert stage.library.asked == ["is R1 late?", "is R2 late?"]

        await stage.ann.delete(asked)
        assert stage.said(thread) == []

    async def test_a_thread_that_was_opened_on_the_question_holds_its_answer(
        self, stage: Stage, state: State, restart: Restart, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await state.preferences.change(stage.guild.id, threads=True, thread_after=1)
        await stage.ann.send(stage.channel, f"{stage.mention} is R1 late?")
        with monkeypatch.context() as patch:
            patch.setattr(state.claims, "place", away)
            patch.setattr(state.claims, "note", away)
            asked = await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
        await stage.env.advance_time(180)
        await restart()
        assert stage.library.asked == ["is R1 late?", "is R2 late?"]

        [thread] = stage.channel.threads
        await stage.ann.delete(asked)
        assert stage.said(thread) == []


async def test_what_the_bot_says_next_is_no_page_of_an_answer(
    stage: Stage, state: State, restart: Restart
) -> None:
    asked = await claimed(stage, state, f"{stage.mention} is R2 late?")
    await write_in(stage, "> It may be.", to=asked)
    await write_in(stage, "The daily post.")
    await restart()
    await stage.ann.delete(asked)

    assert stage.said() == ["The daily post."]


async def test_all_pages_of_an_answer_are_adopted(
    stage: Stage, state: State, restart: Restart, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.library.quotes = (quote("a " * 900), quote("b " * 900), quote("c " * 900))
    with monkeypatch.context() as patch:
        patch.setattr(state.claims, "place", away)
        patch.setattr(state.claims, "note", away)
        asked = await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
    await write_in(stage, "The daily post.")
    await stage.env.advance_time(180)
    await restart()
    assert len(stage.said()) == 4

    await stage.ann.delete(asked)
    assert stage.said() == ["The daily post."]


async def away(*_: object) -> None:
    raise StateUnavailable("It is away.")


async def write_in(stage: Stage, text: str, to: discord.Message | None = None) -> None:
    """The bot says something in the stage's channel, in reply or not."""
    channel = stage.bot.get_channel(stage.channel.id)
    assert isinstance(channel, discord.TextChannel)
    if to is None:
        await channel.send(text)
    else:
        await channel.send(text, reference=to.to_reference())
