"""What members took back leaves the posts that quoted it."""

from collections.abc import Callable
from typing import Any

import discord
import pytest
import simcord
from structlog.testing import capture_logs

from bot.client import PullquoteBot
from bot.state import State
from tests.bot.conftest import Stage as Scene
from tests.bot.daily.scenes import DUE, HOUR, ask, be_away, posts, talk, thread_of

pytestmark = pytest.mark.usefixtures("fewer_looks")


@pytest.fixture
def message_content() -> bool:
    return True


class TestStayingTrue:
    async def test_a_message_that_is_deleted_leaves_the_post(
        self, stage: Scene, state: State, planned: simcord.ChannelHandle
    ) -> None:
        said = await talk(stage)
        await stage.env.advance_time(DUE + 60)
        [post] = posts(planned)
        assert "The delay of R2" in post.content

        await stage.ann.delete(said)

        [post] = posts(planned)
        assert "The delay of R2" not in post.content
        assert "Discussed today" not in post.content
        assert "Work 0" in post.content
        assert await state.shown.showing([said.id]) == []

    async def test_so_does_one_that_says_something_else_now(
        self, stage: Scene, planned: simcord.ChannelHandle
    ) -> None:
        said = await talk(stage)
        await stage.env.advance_time(DUE + 60)

        await stage.ann.edit(said, said.content + " Or so I heard.")
        assert "The delay of R2" in posts(planned)[0].content

        await stage.ann.edit(said, "I take that back.")
        assert "The delay of R2" not in posts(planned)[0].content

    async def test_what_is_deleted_before_the_post_is_not_in_it(
        self, stage: Scene, planned: simcord.ChannelHandle
    ) -> None:
        said = await talk(stage)
        await stage.ann.delete(said)

        await stage.env.advance_time(DUE + 60)

        assert "The delay of R2" not in posts(planned)[0].content

    async def test_one_that_is_deleted_while_the_thread_is_being_written_leaves_it_as_well(
        self,
        stage: Scene,
        state: State,
        planned: simcord.ChannelHandle,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr("bot.daily.edition._fitting", lambda sections, *_: [0] * len(sections))
        said = await talk(stage)
        seen: list[str] = []
        done = state.posts.done

        async def done_a_moment_later(*ended: Any) -> bool:
            seen.extend(thread_of(planned))
            stage.env.backend.delete_message(stage.channel.id, said.id)
            return await done(*ended)

        monkeypatch.setattr(state.posts, "done", done_a_moment_later)

        await stage.env.advance_time(DUE + 60)

        assert "The delay of R2" in "".join(seen)
        assert "The delay of R2" not in "".join(thread_of(planned))
        assert await state.shown.showing([said.id]) == []

    async def test_one_that_is_deleted_before_the_post_is_noted_leaves_it_as_well(
        self,
        stage: Scene,
        state: State,
        planned: simcord.ChannelHandle,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        said = await talk(stage)
        posted = state.posts.posted

        async def posted_a_moment_later(*noted: Any) -> bool:
            assert "The delay of R2" in posts(planned)[0].content
            stage.env.backend.delete_message(stage.channel.id, said.id)
            return await posted(*noted)

        monkeypatch.setattr(state.posts, "posted", posted_a_moment_later)

        await stage.env.advance_time(DUE + 60)

        assert "The delay of R2" not in posts(planned)[0].content

    async def test_what_stands_in_a_folded_thread_leaves_it_and_the_thread_is_folded_again(
        self,
        stage: Scene,
        planned: simcord.ChannelHandle,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr("bot.daily.edition._fitting", lambda sections, *_: [0] * len(sections))
        said = await talk(stage)
        await stage.env.advance_time(DUE + 60)
        [thread] = planned.threads
        found = stage.bot.get_channel(thread.id)
        assert isinstance(found, discord.Thread)
        await found.edit(archived=True)
        edit = discord.Message.edit

        async def edit_as_discord_lets(message: discord.Message, **changes: Any) -> discord.Message:
            place = await stage.bot.fetch_channel(message.channel.id)
            assert not isinstance(place, discord.Thread) or not place.archived
            return await edit(message, **changes)

        monkeypatch.setattr(discord.Message, "edit", edit_as_discord_lets)

        await stage.ann.delete(said)
        await stage.env.settle()

        assert "The delay of R2" not in "".join(thread_of(planned))
        after = await stage.bot.fetch_channel(thread.id)
        assert isinstance(after, discord.Thread)
        assert after.archived

    async def test_what_cannot_be_taken_out_now_leaves_another_day_and_keeps_nothing_else(
        self, stage: Scene, state: State, planned: simcord.ChannelHandle
    ) -> None:
        said = await talk(stage)
        await stage.env.advance_time(DUE + 60)
        channel = stage.bot.get_channel(planned.id)
        assert isinstance(channel, discord.TextChannel)
        everyone = channel.guild.default_role

        await channel.set_permissions(everyone, read_message_history=False)
        with capture_logs() as logged:
            await stage.ann.delete(said)
            await stage.env.settle()
        assert [line["event"] for line in logged] == ["a post cannot be changed"]
        assert await state.shown.showing([said.id])

        await channel.set_permissions(everyone, read_message_history=True)
        await stage.env.advance_time(25 * HOUR)

        assert "The delay of R2" not in posts(planned)[0].content
        assert await state.shown.showing([said.id]) == []

    async def test_a_channel_that_is_deleted_takes_its_words_out_of_posts(
        self, stage: Scene, planned: simcord.ChannelHandle
    ) -> None:
        await talk(stage)
        await stage.env.advance_time(DUE + 60)
        channel = stage.bot.get_channel(stage.channel.id)
        assert isinstance(channel, discord.TextChannel)

        await channel.delete()
        await stage.env.settle()

        assert "The delay of R2" not in posts(planned)[0].content


class TestTakingBack:
    """Who takes back their leave to be quoted leaves the posts that there are."""

    async def test_who_is_quoted_no_longer_leaves_the_posts(
        self, stage: Scene, state: State, planned: simcord.ChannelHandle
    ) -> None:
        await talk(stage)
        await stage.env.advance_time(DUE + 60)
        assert "The delay of R2" in posts(planned)[0].content

        await stage.eve.slash(stage.channel, "privacy quoting", quoted="off")
        await stage.env.settle()
        assert "The delay of R2" in posts(planned)[0].content

        await stage.ann.slash(stage.channel, "privacy quoting", quoted="off")
        await stage.env.settle()
        assert "The delay of R2" not in posts(planned)[0].content
        assert "Work 0" in posts(planned)[0].content
        assert await state.shown.written_by(stage.ann.id) == []

    async def test_so_does_who_has_everything_deleted_also_what_is_no_longer_kept(
        self, stage: Scene, state: State, planned: simcord.ChannelHandle
    ) -> None:
        await ask(stage, state, "Is my boss Bob Smith really stealing money?")
        await stage.env.advance_time(DUE + 60)
        assert "Bob Smith" in posts(planned)[0].content
        await state.questions.forget_author(stage.ann.id)

        shown = await stage.ann.slash(stage.channel, "privacy show")
        assert shown.response
        assert "quote you in 1 place" in shown.response.content
        asked = await stage.ann.slash(stage.channel, "privacy delete")
        assert asked.response
        await stage.ann.click(asked.response, label="Delete it")
        await stage.env.settle()

        assert "Bob Smith" not in posts(planned)[0].content

    async def test_who_says_so_while_the_post_is_being_made_is_not_left_in_it(
        self,
        stage: Scene,
        state: State,
        planned: simcord.ChannelHandle,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        await talk(stage)
        posted = state.posts.posted

        async def posted_a_moment_later(*noted: Any) -> bool:
            await state.quoting.refuse(stage.ann.id, stage.env.now())
            return await posted(*noted)

        monkeypatch.setattr(state.posts, "posted", posted_a_moment_later)

        await stage.env.advance_time(DUE + 60)

        assert "The delay of R2" not in posts(planned)[0].content


class TestBeingAway:
    async def test_a_question_that_was_edited_before_the_post_is_not_in_it(
        self,
        stage: Scene,
        state: State,
        planned: simcord.ChannelHandle,
        remade: Callable[[], PullquoteBot],
    ) -> None:
        question = await ask(stage, state, "Is my boss Bob Smith really stealing money?")
        await be_away(stage)
        stage.env.backend.edit_message(stage.channel.id, question.id, {"content": "never mind"})

        await stage.env.restart_bot(remade())
        await stage.env.advance_time(DUE + 60)

        [post] = posts(planned)
        assert "Bob Smith" not in post.content

    async def test_one_that_was_edited_after_the_post_leaves_it(
        self,
        stage: Scene,
        state: State,
        planned: simcord.ChannelHandle,
        remade: Callable[[], PullquoteBot],
    ) -> None:
        question = await ask(stage, state, "Is my boss Bob Smith really stealing money?")
        await stage.env.advance_time(DUE + 60)
        await be_away(stage)
        stage.env.backend.edit_message(stage.channel.id, question.id, {"content": "never mind"})
        assert "Bob Smith" in posts(planned)[0].content

        await stage.env.restart_bot(remade())

        assert "Bob Smith" not in posts(planned)[0].content
        assert await state.questions.asked_by(stage.ann.id) == []

    async def test_what_was_deleted_while_the_bot_was_away_leaves_the_post_at_its_start(
        self, stage: Scene, planned: simcord.ChannelHandle, remade: Callable[[], PullquoteBot]
    ) -> None:
        said = await talk(stage)
        await stage.env.advance_time(DUE + 60)
        await be_away(stage)
        stage.env.backend.delete_message(stage.channel.id, said.id)
        assert "The delay of R2" in posts(planned)[0].content

        await stage.env.restart_bot(remade())

        assert "The delay of R2" not in posts(planned)[0].content

    async def test_a_bot_that_is_restarted_does_not_post_again(
        self, stage: Scene, planned: simcord.ChannelHandle, remade: Callable[[], PullquoteBot]
    ) -> None:
        await stage.env.advance_time(DUE + 60)

        await stage.env.restart_bot(remade())
        await stage.env.advance_time(HOUR)

        assert len(posts(planned)) == 1

    async def test_a_bot_that_comes_back_within_three_hours_posts_late_and_says_so(
        self, stage: Scene, planned: simcord.ChannelHandle, remade: Callable[[], PullquoteBot]
    ) -> None:
        await stage.bot.remove_cog("Posting")
        await stage.env.advance_time(DUE + HOUR)

        await stage.env.restart_bot(remade())

        [post] = posts(planned)
        assert "late" in post.content.split("\n")[1]
