"""Posts as they appear in Discord, and how they stay true."""

from datetime import UTC, datetime, timedelta

import discord
import pytest
import simcord

from bot.state import State
from bot.state.posts import Stage
from bot.state.schedules import Pause
from retrieval import NewWork
from tests.bot.conftest import Stage as Scene
from tests.bot.daily.test_commands import daily, manager, plan_of, set_up  # noqa: F401 - fixtures
from tests.bot.fakes import quote

HOUR = 3600
# simcord's time begins at midnight UTC: the first post of half past nine in Berlin.
DUE = 8.5 * HOUR


@pytest.fixture
def message_content() -> bool:
    return True


@pytest.fixture(autouse=True)
def _fewer_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every look that simcord travels past takes it a moment."""
    monkeypatch.setattr("bot.daily.runner._LONGEST_PAUSE", 6.0 * HOUR)


@pytest.fixture
async def planned(
    stage: Scene,
    state: State,
    manager: simcord.MemberActor,  # noqa: F811 - as above
    daily: simcord.ChannelHandle,  # noqa: F811 - as above
) -> simcord.ChannelHandle:
    """A channel that gets a post, with something new to say, and a channel that it quotes."""
    await set_up(stage, manager, daily)
    await stage.env.advance_time(60)  # the first look
    await state.channels.opt_in(stage.guild.id, stage.channel.id, stage.env.now())
    added = stage.env.now() + timedelta(hours=1)
    stage.library.new = tuple(
        NewWork(f"Work {n} @everyone", "Interconnects", None, added, quote()) for n in range(3)
    )
    return daily


async def talk(stage: Scene) -> discord.Message:
    """A conversation; its most telling message."""
    first = await stage.ann.send(
        stage.channel, "The delay of R2 has nothing to do with chips, it is about training data."
    )
    await stage.eve.send(stage.channel, "The training data of R2, really?", reply_to=first)
    await stage.ann.send(stage.channel, "Yes.", reply_to=first)
    return first


def posts(channel: simcord.ChannelHandle) -> list[discord.Message]:
    return [m for m in channel.history() if m.author.bot and not m.is_system()]


def thread_of(channel: simcord.ChannelHandle) -> list[str]:
    [thread] = channel.threads
    return [m.content for m in thread.history() if m.author.bot and not m.is_system()]


class TestPosting:
    async def test_when_it_is_due_it_comes_with_a_thread_and_pings_nobody(
        self, stage: Scene, planned: simcord.ChannelHandle
    ) -> None:
        await stage.env.advance_time(DUE - 120)
        assert posts(planned) == []

        await stage.env.advance_time(6 * HOUR)

        [post] = posts(planned)
        assert post.content.startswith("## Thursday, 1 January 2026\n### New in the library\n")
        assert "2 more in the thread" in post.content
        assert not post.mention_everyone
        assert post.flags.suppress_embeds
        [thread] = planned.threads
        assert thread.name == "More from Thursday, 1 January 2026"
        [details] = thread_of(planned)
        assert "Work 1" in details
        assert "Work 2" in details

    async def test_it_comes_once_however_long_and_often_the_bot_is_restarted(
        self, stage: Scene, state: State, planned: simcord.ChannelHandle
    ) -> None:
        await stage.env.advance_time(DUE + HOUR)
        await stage.env.advance_time(5 * HOUR)

        assert len(posts(planned)) == 1
        [post] = await state.posts.recent(stage.guild.id, 9)
        assert post.stage is Stage.DONE

    async def test_what_is_discussed_is_quoted_with_who_said_it_and_where(
        self, stage: Scene, planned: simcord.ChannelHandle
    ) -> None:
        stage.library.new = ()
        stage.env.backend.get_member(stage.guild.id, stage.ann.id).nick = "Annie"
        said = await talk(stage)

        await stage.env.advance_time(DUE + 60)

        [post] = posts(planned)
        assert "### Discussed today" in post.content
        assert "> The delay of R2 has nothing to do with chips" in post.content
        assert "— Annie · 3 messages from 2 people" in post.content
        assert said.jump_url in post.content

    async def test_with_nothing_to_say_nothing_is_posted(
        self, stage: Scene, state: State, planned: simcord.ChannelHandle
    ) -> None:
        stage.library.new = ()

        await stage.env.advance_time(DUE + 60)

        assert posts(planned) == []
        [post] = await state.posts.recent(stage.guild.id, 9)
        assert post.stage is Stage.QUIET

    async def test_a_private_channel_is_not_quoted_even_if_it_once_opted_in(
        self, stage: Scene, state: State, planned: simcord.ChannelHandle
    ) -> None:
        stage.library.new = ()
        everyone = stage.guild.default_role
        hidden = discord.PermissionOverwrite(view_channel=False)
        role = stage.guild.create_role("in", permissions=discord.Permissions.all())
        insider = stage.guild.add_member(stage.env.create_user("ida"), roles=[role])
        secret = stage.guild.create_text_channel("secret", overwrites={everyone: hidden})
        await state.channels.opt_in(stage.guild.id, secret.id, stage.env.now())
        await insider.send(secret, "Nobody outside may know what we plan for the summer party.")

        await stage.env.advance_time(DUE + 60)

        assert posts(planned) == []


class TestTrouble:
    async def test_a_channel_that_is_gone_is_told_the_owner_once_and_pauses(
        self, stage: Scene, state: State, planned: simcord.ChannelHandle
    ) -> None:
        channel = stage.bot.get_channel(planned.id)
        assert isinstance(channel, discord.TextChannel)
        await channel.delete()

        await stage.env.advance_time(DUE + 60)
        await stage.env.advance_time(30 * HOUR)

        said = [m.content for m in stage.guild.owner.dm_channel.history()]
        [told] = said
        assert "paused the daily post" in told
        assert "/daily setup" in told
        assert (await plan_of(stage, state)).pause is Pause.CHANNEL_GONE

    async def test_without_threads_the_post_is_one_message(
        self, stage: Scene, planned: simcord.ChannelHandle
    ) -> None:
        channel = stage.bot.get_channel(planned.id)
        assert isinstance(channel, discord.TextChannel)
        await channel.set_permissions(channel.guild.default_role, create_public_threads=False)

        await stage.env.advance_time(DUE + 60)

        [post] = posts(planned)
        assert planned.threads == []
        assert "Work 2" in post.content


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


def test_simcords_time_begins_where_these_tests_think(simcord_env: simcord.Env) -> None:
    assert simcord_env.now().date() == datetime(2026, 1, 1, tzinfo=UTC).date()
