"""Posts as they appear in Discord, and what they are read from."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from structlog.testing import capture_logs

from bot.cogs.posting.reading import GuildServer
from bot.state import State
from bot.state.posts import Stage
from bot.state.schedules import Pause
from bot.wording.privacy import AWAY
from tests.bot.conftest import Stage as Scene
from tests.bot.daily.scenes import DUE, HOUR, plan_of, posts, set_up, talk, thread_of
from tests.bot.telling import text_of, told

pytestmark = pytest.mark.usefixtures("fewer_looks")


@pytest.fixture
def message_content() -> bool:
    return True


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


def test_simcords_time_begins_where_these_tests_think(simcord_env: simcord.Env) -> None:
    assert simcord_env.now().date() == datetime(2026, 1, 1, tzinfo=UTC).date()


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
    manager: simcord.MemberActor,
    daily: simcord.ChannelHandle,
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
