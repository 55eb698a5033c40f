"""Posts as they appear in Discord, and how they stay true."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from structlog.testing import capture_logs

from bot.client import PullquoteBot
from bot.cogs.posting.reading import GuildServer
from bot.desk import Desk
from bot.registration import Registration
from bot.state import State
from bot.state.posts import Stage
from bot.state.questions import Enquiry
from bot.state.schedules import Pause
from bot.wording.privacy import AWAY
from retrieval import NewWork
from tests.bot.conftest import Stage as Scene
from tests.bot.daily.test_commands import (  # noqa: F401 - fixtures
    daily,
    manager,
    plan_of,
    set_up,
    text_of,
    told,
)
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
    monkeypatch.setattr("bot.sources.refresher._LONGEST_PAUSE", 6.0 * HOUR)


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


@pytest.fixture
def remade(desk: Desk, state: State, tmp_path: Path) -> Callable[[], PullquoteBot]:
    """Make the bot of another start."""
    return lambda: PullquoteBot(
        desk=desk,
        state=state,
        registration=Registration(tmp_path / "registered"),
        message_content=True,
        shard_count=1,
    )


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
        assert post.content.startswith("# Thursday, 1 January 2026\n## New in the library\n")
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
        assert "## Discussed today" in post.content
        assert "> The delay of R2 has nothing to do with chips" in post.content
        assert "— Annie · 3 messages from 2 people" in post.content
        assert said.jump_url in post.content

    async def test_what_is_covered_as_a_spoiler_is_not_uncovered(
        self, stage: Scene, planned: simcord.ChannelHandle
    ) -> None:
        for member in (stage.ann, stage.eve, stage.ann):
            await member.send(stage.channel, "In the last chapter ||the butler marries the cook||!")

        await stage.env.advance_time(DUE + 60)

        [post] = posts(planned)
        assert "butler" not in post.content

    async def test_nor_is_it_in_a_question(
        self, stage: Scene, planned: simcord.ChannelHandle
    ) -> None:
        await stage.ann.send(
            stage.channel,
            f"{stage.mention} is it true that ||Snape kills Dumbledore|| in book six?",
        )
        await stage.env.settle()

        await stage.env.advance_time(DUE + 60)

        [post] = posts(planned)
        assert "Snape" not in "".join((post.content, *thread_of(planned)))

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


def test_simcords_time_begins_where_these_tests_think(simcord_env: simcord.Env) -> None:
    assert simcord_env.now().date() == datetime(2026, 1, 1, tzinfo=UTC).date()


async def be_away(stage: Scene) -> None:
    """Hear of nothing any more until the bot is started again."""
    for name in ("Keeping", "Forgetting"):
        await stage.bot.remove_cog(name)


async def ask(stage: Scene, state: State, text: str) -> discord.Message:
    """A member's question that met silence."""
    message = await stage.ann.send(stage.channel, text)
    where, who = (stage.guild.id, stage.channel.id), stage.ann.id
    enquiry = Enquiry(*where, who, text, stage.env.now(), answered=False, message=message.id)
    await state.questions.record(enquiry)
    return message


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


class TestWhoMayRead:
    """What is said in a channel may be shown where nobody sees it who could not read it there."""

    @pytest.mark.parametrize(
        ("source", "target", "shown"),
        [
            ("open", "open", True),
            ("open", "closed", True),
            ("closed", "open", False),
            ("closed", "closed", True),
            ("closed", "others", False),
            ("adults", "open", False),
            ("adults", "adults", True),
        ],
    )
    async def test_by_roles_and_age(
        self, stage: Scene, source: str, target: str, shown: bool
    ) -> None:
        everyone = stage.guild.default_role
        hidden = discord.PermissionOverwrite(view_channel=False)
        seen = discord.PermissionOverwrite(view_channel=True)
        mine = stage.guild.roles["TestBot"]
        inner, outer = (stage.guild.create_role(name) for name in ("inner", "outer"))
        rooms = {
            "open": [stage.guild.create_text_channel(f"open-{n}") for n in range(2)],
            "adults": [stage.guild.create_text_channel(f"adults-{n}") for n in range(2)],
        }
        for name, role in (("closed", inner), ("others", outer)):
            rooms[name] = [
                stage.guild.create_text_channel(
                    f"{name}-{n}", overwrites={everyone: hidden, role: seen, mine: seen}
                )
                for n in range(2)
            ]
        for channel in rooms["adults"]:
            found = stage.bot.get_channel(channel.id)
            assert isinstance(found, discord.TextChannel)
            found.nsfw = True  # simcord cannot be told
        guild = stage.bot.get_guild(stage.guild.id)
        assert guild
        into = guild.get_channel(rooms[target][1].id)
        assert into

        assert GuildServer(guild, into).may_show(rooms[source][0].id) is shown

    @pytest.mark.parametrize("named", ["nobody", "a role", "a member"])
    async def test_a_past_that_is_closed_in_the_target_opens_no_private_channel(
        self, stage: Scene, named: str
    ) -> None:
        """Whoever may see a channel but not its past sees a post come all the same."""
        everyone = stage.guild.default_role
        other = stage.guild.create_role("other")
        seen = discord.PermissionOverwrite(view_channel=True, read_message_history=True)
        hidden = discord.PermissionOverwrite(view_channel=False)
        named_in: dict[str, dict[Any, discord.PermissionOverwrite]] = {
            "nobody": {everyone: hidden, stage.guild.roles["TestBot"]: seen},
            "a role": {other: hidden},
            "a member": {stage.ann: hidden},
        }
        source = stage.guild.create_text_channel("source", overwrites=named_in[named])
        target = stage.guild.create_text_channel(
            "target",
            overwrites={everyone: discord.PermissionOverwrite(read_message_history=False)},
        )
        guild = stage.bot.get_guild(stage.guild.id)
        assert guild
        into = guild.get_channel(target.id)
        assert into

        assert not GuildServer(guild, into).may_show(source.id)

    async def test_a_private_thread_is_never_shown(self, stage: Scene) -> None:
        channel = stage.bot.get_channel(stage.channel.id)
        assert isinstance(channel, discord.TextChannel)
        private, public = [
            await channel.create_thread(name="t", type=kind)
            for kind in (discord.ChannelType.private_thread, discord.ChannelType.public_thread)
        ]

        server = GuildServer(channel.guild, channel)

        assert not server.may_show(private.id)
        assert server.may_show(public.id)
        assert not server.may_show(99)


class TestReading:
    async def test_a_day_of_a_channel_and_its_threads_is_read_in_the_order_of_time(
        self, stage: Scene
    ) -> None:
        channel = stage.bot.get_channel(stage.channel.id)
        assert isinstance(channel, discord.TextChannel)
        await stage.ann.send(stage.channel, "yesterday")
        await stage.env.advance_time(HOUR)
        since = stage.env.now()
        first = await stage.ann.send(stage.channel, f"hello {stage.eve.mention}")
        thread = await channel.create_thread(
            name="t", message=discord.Object(first.id), auto_archive_duration=60
        )
        [handle] = stage.channel.threads
        await stage.eve.send(handle, "in the thread")
        await stage.env.advance_time(1)
        await stage.eve.send(stage.channel, f"{stage.mention} is R2 late?", reply_to=first)
        await stage.env.advance_time(HOUR)

        told = await GuildServer(channel.guild, channel).told(
            channel.id, since, since + timedelta(minutes=30)
        )

        talk = [one for one in told if not one.from_a_program]
        assert [one.words for one in talk] == [
            "hello @eve",
            "in the thread",
            "@TestBot is R2 late?",
        ]
        assert [one.thread for one in talk] == [False, True, False]
        assert talk[1].channel == thread.id
        assert talk[0].mentions == {stage.eve.id}
        assert talk[2].reply_to == first.id
        assert [one.to_the_bot for one in talk] == [False, False, True]


async def test_a_database_that_is_of_a_newer_version_is_one_plain_sentence(
    stage: Scene,
    manager: simcord.MemberActor,  # noqa: F811 - as above
    daily: simcord.ChannelHandle,  # noqa: F811 - as above
    tmp_path: Path,
) -> None:
    await stage.env.settle()
    with sqlite3.connect(tmp_path / "state.sqlite") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    await stage.bot._state.aclose()

    result = await set_up(stage, manager, daily)

    assert told(result) == text_of(AWAY)
    assert stage.env.errors
    assert not posts(daily)


class TestTelling:
    async def test_whoever_takes_no_direct_messages_does_not_stop_anything(
        self, stage: Scene, state: State, planned: simcord.ChannelHandle
    ) -> None:
        """Neither the owner nor who set it up can be told; /daily show says it all the same."""
        for _ in range(2):
            stage.env.inject_error("POST", "/users/@me/channels", status=403, code=50007)
        channel = stage.bot.get_channel(planned.id)
        assert isinstance(channel, discord.TextChannel)
        await channel.delete()

        with capture_logs() as logged:
            await stage.env.advance_time(DUE + 60)
            await stage.env.advance_time(30 * HOUR)

        told_nobody = [line for line in logged if "nobody could be told" in line["event"]]
        assert len(told_nobody) == 1
        assert (await plan_of(stage, state)).pause is Pause.CHANNEL_GONE
