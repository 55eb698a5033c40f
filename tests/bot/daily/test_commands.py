"""/daily as those who may manage a server meet it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import discord
import pytest
import simcord

from bot.daily.schedule import Due
from bot.daily.sections import SectionKind
from bot.state import State
from bot.state.schedules import Pause
from bot.wording import daily_setup as wording
from retrieval import NewWork
from tests.bot.conftest import Stage as Scene
from tests.bot.daily.scenes import plan_of, set_up
from tests.bot.fakes import quote
from tests.bot.telling import text_of, told


async def test_the_command_is_offered_in_servers_alone_and_to_everybody_who_may_have_a_role_for_it(
    stage: Scene,
) -> None:
    """Discord would hide it from the roles that /setup names; who may use it is asked inside."""
    command = stage.bot.tree.get_command("daily")

    assert isinstance(command, discord.app_commands.Group)
    assert command.guild_only
    assert command.default_permissions is None


class TestSettingUp:
    async def test_it_says_when_where_and_what_and_when_the_next_post_comes(
        self, stage: Scene, state: State, manager: simcord.MemberActor, daily: simcord.ChannelHandle
    ) -> None:
        answer = told(await set_up(stage, manager, daily))

        plan = await plan_of(stage, state)
        assert (plan.channel, plan.set_up_by) == (daily.id, manager.id)
        assert plan.sections == tuple(SectionKind)
        coming = datetime(2026, 1, 1, 8, 30, tzinfo=UTC)
        assert "Every day at 09:30 (Europe/Berlin)" in answer
        assert f"<#{daily.id}>" in answer
        assert f"<t:{int(coming.timestamp())}:F> (<t:{int(coming.timestamp())}:R>)" in answer

    async def test_it_can_be_weekly_with_some_sections_alone(
        self, stage: Scene, state: State, manager: simcord.MemberActor, daily: simcord.ChannelHandle
    ) -> None:
        answer = told(await set_up(stage, manager, daily, every="Friday", sections="open, new"))

        plan = await plan_of(stage, state)
        assert plan.schedule.weekday == 4
        assert plan.sections == (SectionKind.NEW, SectionKind.OPEN)
        assert "Every Friday" in answer
        assert "New in the library and Still open" in answer

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            ({"time": "25:00"}, "“25:00”"),
            ({"time": "nine"}, "time of day"),
            ({"timezone": "Mars/Olympus"}, "no time zone"),
            ({"timezone": "EST"}, "Did you mean America/New\\_York"),
            ({"timezone": "@everyone" * 200}, "no time zone"),
            ({"sections": "gossip"}, "Discussed today"),
        ],
    )
    async def test_what_cannot_be_is_a_plain_sentence_and_changes_nothing(
        self,
        stage: Scene,
        state: State,
        manager: simcord.MemberActor,
        options: dict[str, str],
        said: str,
    ) -> None:
        answer = told(await set_up(stage, manager, stage.channel, **options))

        assert said in answer
        assert "@everyone" not in answer
        assert len(answer) < 400
        assert await state.schedules.of(stage.guild.id) is None

    async def test_a_channel_it_may_not_write_to_is_refused_with_what_is_missing(
        self, stage: Scene, state: State, manager: simcord.MemberActor
    ) -> None:
        closed = stage.guild.create_text_channel(
            "closed",
            overwrites={stage.guild.default_role: discord.PermissionOverwrite(send_messages=False)},
        )

        answer = told(await set_up(stage, manager, closed))

        assert "“Send Messages”" in answer
        assert f"<#{closed.id}>" in answer
        assert await state.schedules.of(stage.guild.id) is None

    async def test_where_threads_are_not_allowed_it_says_what_that_means(
        self, stage: Scene, state: State, manager: simcord.MemberActor
    ) -> None:
        plain = stage.guild.create_text_channel(
            "plain",
            overwrites={
                stage.guild.default_role: discord.PermissionOverwrite(create_public_threads=False)
            },
        )

        answer = told(await set_up(stage, manager, plain))

        assert "“Create Public Threads”" in answer
        assert (await plan_of(stage, state)).channel == plain.id

    @pytest.mark.parametrize(
        ("days", "options", "said"),
        [
            (0, {}, "Asked today and Still open stay empty"),
            (3, {"every": "Monday"}, "questions are kept for only 3 days here"),
            (3, {}, None),
            (0, {"sections": "New in the library"}, None),
        ],
    )
    async def test_where_questions_are_not_kept_long_enough_it_says_what_stays_empty(  # noqa: PLR0913, PLR0917 - what a member sets up, and where
        self,
        stage: Scene,
        manager: simcord.MemberActor,
        daily: simcord.ChannelHandle,
        state: State,
        days: int,
        options: dict[str, str],
        said: str | None,
    ) -> None:
        state.days = days

        shown = told(await set_up(stage, manager, daily, **options))

        assert said is None or said in shown
        assert ("because questions are" in shown) == (said is not None)

    async def test_without_the_intent_it_says_that_discussed_stays_empty(
        self, stage: Scene, manager: simcord.MemberActor, daily: simcord.ChannelHandle
    ) -> None:
        assert "message content intent" in told(await set_up(stage, manager, daily))

    async def test_who_may_not_manage_the_server_may_not_change_its_post(
        self, stage: Scene, state: State, daily: simcord.ChannelHandle
    ) -> None:
        """A server can open a command to everybody; what it does stays with its managers."""
        commands = await stage.bot.tree.fetch_commands()
        [command] = [one for one in commands if one.name == "daily"]
        stage.guild.set_command_permissions(command, {stage.guild.default_role: True})

        answer = told(await set_up(stage, stage.ann, daily))

        assert answer == text_of(wording.NEEDS_MANAGER)
        assert [type(error) for error in stage.env.errors] == [discord.app_commands.CheckFailure]
        assert await state.schedules.of(stage.guild.id) is None

    async def test_setting_it_up_again_replaces_it(
        self, stage: Scene, state: State, manager: simcord.MemberActor, daily: simcord.ChannelHandle
    ) -> None:
        await set_up(stage, manager, daily)
        await set_up(stage, manager, stage.channel, time="18", timezone="utc")

        plan = await plan_of(stage, state)
        assert (plan.channel, plan.schedule.zone) == (stage.channel.id, "UTC")


class TestCompleting:
    async def test_zones_are_offered_with_what_their_clocks_show(
        self, stage: Scene, manager: simcord.MemberActor
    ) -> None:
        offered = await manager.autocomplete(
            stage.channel, "daily setup", "timezone", "berl", channel=stage.channel, time="9"
        )

        assert offered[0]["value"] == "Europe/Berlin"
        assert "Europe/Berlin (" in offered[0]["name"]

    async def test_no_more_than_25_of_at_most_100_characters_are_offered(
        self, stage: Scene, manager: simcord.MemberActor
    ) -> None:
        for option, typed in (("timezone", "a"), ("timezone", ""), ("sections", "")):
            offered = await manager.autocomplete(
                stage.channel, "daily setup", option, typed, channel=stage.channel, time="9"
            )
            assert 1 <= len(offered) <= 25
            assert all(1 <= len(one[key]) <= 100 for one in offered for key in ("name", "value"))

    async def test_sections_are_completed_one_after_the_other(
        self, stage: Scene, manager: simcord.MemberActor
    ) -> None:
        offered = await manager.autocomplete(
            stage.channel, "daily setup", "sections", "new, as", channel=stage.channel, time="9"
        )

        assert [one["value"] for one in offered] == ["New in the library, Asked today"]


class TestMenus:
    @pytest.fixture
    def message_content(self) -> bool:
        return True

    async def test_channels_and_sections_are_chosen_under_the_answer(
        self, stage: Scene, state: State, manager: simcord.MemberActor, daily: simcord.ChannelHandle
    ) -> None:
        result = await set_up(stage, manager, daily)
        assert result.response
        sections, channels = [row["components"][0] for row in result.response.components]

        await manager.select(
            result.response.message, [stage.channel], custom_id=channels["custom_id"]
        )
        assert await state.channels.of(stage.guild.id) == [stage.channel.id]
        assert f"quotes from <#{stage.channel.id}>" in result.response.content

        sections = result.response.components[0]["components"][0]
        await manager.select(
            result.response.message, ["new", "open"], custom_id=sections["custom_id"]
        )
        assert (await plan_of(stage, state)).sections == (SectionKind.NEW, SectionKind.OPEN)
        assert "New in the library and Still open" in result.response.content
        assert len(result.response.components) == 1

    async def test_a_channel_that_not_everybody_may_read_is_left_out_and_it_says_so(
        self, stage: Scene, state: State, manager: simcord.MemberActor, daily: simcord.ChannelHandle
    ) -> None:
        role = stage.guild.create_role("moderators")
        secret = stage.guild.create_text_channel(
            "secret",
            overwrites={
                stage.guild.default_role: discord.PermissionOverwrite(view_channel=False),
                role: discord.PermissionOverwrite(view_channel=True),
            },
        )
        result = await set_up(stage, manager, daily)
        assert result.response
        menu = result.response.components[1]["components"][0]
        owner = manager

        await owner.select(
            result.response.message, [stage.channel, daily], custom_id=menu["custom_id"]
        )
        assert set(await state.channels.of(stage.guild.id)) == {stage.channel.id, daily.id}
        assert secret.id not in await state.channels.of(stage.guild.id)

    async def test_however_many_channels_are_chosen_the_answer_is_a_message(
        self, stage: Scene, manager: simcord.MemberActor, daily: simcord.ChannelHandle
    ) -> None:
        channels = [stage.guild.create_text_channel(f"c{n}") for n in range(25)]
        result = await set_up(stage, manager, daily)
        assert result.response
        menu = result.response.components[1]["components"][0]

        await manager.select(result.response.message, channels, custom_id=menu["custom_id"])

        assert "and 13 more" in result.response.content
        assert len(result.response.content) <= 2000

    async def test_the_menus_go_away_after_a_while(
        self, stage: Scene, manager: simcord.MemberActor, daily: simcord.ChannelHandle
    ) -> None:
        result = await set_up(stage, manager, daily)
        assert result.response

        await stage.env.advance_time(850)

        assert result.response.components == []


class TestShowing:
    async def test_before_it_is_set_up_every_command_says_how(
        self, stage: Scene, manager: simcord.MemberActor
    ) -> None:
        for command in ("show", "preview", "pause", "resume", "off"):
            answer = told(await manager.slash(stage.channel, f"daily {command}"))
            assert answer == text_of(wording.NOT_SET_UP)

    async def test_show_has_the_last_post_what_was_skipped_and_what_is_next(
        self, stage: Scene, state: State, manager: simcord.MemberActor, daily: simcord.ChannelHandle
    ) -> None:
        await set_up(stage, manager, daily)
        day = datetime(2025, 12, 29, 8, 30, tzinfo=UTC)
        due = Due(day.date(), day)
        post = await state.posts.claim(stage.guild.id, due, daily.id, day)
        assert post
        await state.posts.posted(post, 777, day)
        await state.posts.done(post, None, day)
        missed = replace(due, day=due.day + timedelta(days=1), moment=day + timedelta(days=1))
        await state.posts.missed(stage.guild.id, [missed], daily.id)

        answer = told(await manager.slash(stage.channel, "daily show"))

        assert f"https://discord.com/channels/{stage.guild.id}/{daily.id}/777" in answer
        assert "30 December 2025: For three hours" in answer
        assert "The next post is due <t:" in answer

    async def test_pausing_and_resuming(
        self, stage: Scene, state: State, manager: simcord.MemberActor, daily: simcord.ChannelHandle
    ) -> None:
        await set_up(stage, manager, daily)

        assert told(await manager.slash(stage.channel, "daily pause")) == text_of(wording.PAUSED)
        assert (await plan_of(stage, state)).pause is Pause.BY_HAND
        assert "paused" in told(await manager.slash(stage.channel, "daily show"))
        again = told(await manager.slash(stage.channel, "daily pause"))
        assert again == text_of(wording.ALREADY_PAUSED)
        assert "Resumed" in told(await manager.slash(stage.channel, "daily resume"))
        assert (await plan_of(stage, state)).pause is None
        again = told(await manager.slash(stage.channel, "daily resume"))
        assert again == text_of(wording.NOT_PAUSED)

    async def test_what_lost_its_channel_is_resumed_only_with_another(
        self, stage: Scene, state: State, manager: simcord.MemberActor, daily: simcord.ChannelHandle
    ) -> None:
        await set_up(stage, manager, daily)
        channel = stage.bot.get_channel(daily.id)
        assert isinstance(channel, discord.TextChannel)
        await channel.delete()
        await state.schedules.pause(stage.guild.id, Pause.CHANNEL_GONE)

        for command in ("resume", "preview"):
            answer = told(await manager.slash(stage.channel, f"daily {command}"))
            assert answer == text_of(wording.CHANNEL_GONE)
        assert "does not exist" in told(await manager.slash(stage.channel, "daily show"))
        assert (await plan_of(stage, state)).pause is Pause.CHANNEL_GONE

    async def test_off_forgets_the_settings(
        self, stage: Scene, state: State, manager: simcord.MemberActor, daily: simcord.ChannelHandle
    ) -> None:
        await set_up(stage, manager, daily)
        await state.channels.opt_in(stage.guild.id, stage.channel.id, stage.env.now())

        assert told(await manager.slash(stage.channel, "daily off")) == text_of(wording.STOPPED)

        assert await state.schedules.of(stage.guild.id) is None
        assert await state.channels.of(stage.guild.id) == []


class TestPreviewing:
    async def test_it_shows_the_caller_alone_what_would_be_posted(
        self, stage: Scene, manager: simcord.MemberActor, daily: simcord.ChannelHandle
    ) -> None:
        await set_up(stage, manager, daily)
        added = stage.env.now() - timedelta(minutes=5)
        stage.library.new = (NewWork("On open models", "Interconnects", None, added, quote()),)

        answer = told(await manager.slash(stage.channel, "daily preview"))

        assert answer.startswith("# Thursday, 1 January 2026\n## New in the library\n")
        assert "On open models" in answer
        assert not daily.history()

    async def test_with_nothing_to_say_it_says_so(
        self, stage: Scene, manager: simcord.MemberActor, daily: simcord.ChannelHandle
    ) -> None:
        await set_up(stage, manager, daily)

        answer = told(await manager.slash(stage.channel, "daily preview"))

        assert answer == text_of(wording.NOTHING_TO_SAY)
