"""The daily post, set up from beginning to end in /setup."""

from datetime import datetime, time, timedelta

import discord
import pytest
import simcord

from bot.daily.schedule import Due
from bot.daily.sections import SectionKind
from bot.state import State
from bot.state.schedules import Pause, Plan
from retrieval import NewWork
from tests.bot.conftest import Stage
from tests.bot.fakes import quote
from tests.bot.setup.conftest import Opened, opened


@pytest.fixture
def news(stage: Stage) -> simcord.ChannelHandle:
    return stage.guild.create_text_channel("news")


async def begun(
    stage: Stage, manager: simcord.MemberActor, channel: simcord.ChannelHandle, **typed: str
) -> Opened:
    """The page of a post that was just set up in it."""
    panel = await opened(stage, manager)
    await panel.go("daily")
    asked = await panel.press("daily-begin")
    fields = {"channel": [channel], "time": "9:30", "zone": "berlin"} | typed
    await manager.submit_modal(asked, fields)
    return panel


async def plan_of(stage: Stage, state: State) -> Plan:
    plan = await state.schedules.of(stage.guild.id)
    assert plan
    return plan


async def changes(stage: Stage, state: State) -> list[str]:
    """What was noted, the latest first."""
    await stage.env.settle()
    return [one.subject for one in await state.audits.of(stage.guild.id, 9)]


async def test_it_is_set_up_in_a_form_and_told_on_both_pages(
    stage: Stage, manager: simcord.MemberActor, news: simcord.ChannelHandle, state: State
) -> None:
    panel = await begun(stage, manager, news)

    plan = await plan_of(stage, state)
    assert (plan.channel, plan.schedule.at, plan.schedule.zone, plan.set_up_by) == (
        news.id,
        time(9, 30),
        "Europe/Berlin",
        manager.id,
    )
    assert plan.sections == tuple(SectionKind)
    assert f"Every day at 09:30 (Europe/Berlin) I post in <#{news.id}>" in panel.text
    assert "/daily setup" not in panel.text
    await panel.go("home")
    assert f"<#{news.id}>, 09:30 (Europe/Berlin)" in panel.beside("daily")
    assert await changes(stage, state) == ["Daily post"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"time": "25:00"}, "“25:00”"),
        ({"zone": "EST"}, "Did you mean America/New\\_York"),
    ],
)
async def test_what_cannot_be_is_told_above_the_page_and_changes_nothing(  # noqa: PLR0913, PLR0917 - what is typed, and where
    stage: Stage,
    manager: simcord.MemberActor,
    news: simcord.ChannelHandle,
    state: State,
    typed: dict[str, str],
    said: str,
) -> None:
    panel = await begun(stage, manager, news, **typed)

    assert said in panel.text
    assert "Saved" not in panel.text
    assert await state.schedules.of(stage.guild.id) is None


async def test_all_of_it_is_changed_on_its_page(
    stage: Stage, manager: simcord.MemberActor, news: simcord.ChannelHandle, state: State
) -> None:
    panel = await begun(stage, manager, news)

    await panel.choose("daily-where", stage.channel)
    await panel.choose("daily-days", "Every Friday, about the last seven days")
    await panel.choose("daily-sections", "New in the library", "Still open")
    asked = await panel.press("daily-time")
    await manager.submit_modal(asked, {"time": "6 pm", "zone": "Asia/Tokyo"})

    assert "✓ Saved." in panel.text
    assert f"Every Friday at 18:00 (Asia/Tokyo) I post in <#{stage.channel.id}>" in panel.text
    plan = await plan_of(stage, state)
    assert plan.sections == (SectionKind.NEW, SectionKind.OPEN)
    assert plan.schedule.weekday == 4
    assert len(await changes(stage, state)) == 5


async def test_a_channel_it_may_not_write_to_is_refused_with_what_is_missing(
    stage: Stage, manager: simcord.MemberActor, news: simcord.ChannelHandle, state: State
) -> None:
    silent = discord.PermissionOverwrite(send_messages=False)
    closed = stage.guild.create_text_channel(
        "closed", overwrites={stage.guild.default_role: silent}
    )
    panel = await begun(stage, manager, news)

    await panel.choose("daily-where", closed)

    assert f"I cannot post in <#{closed.id}>. Please allow me “Send Messages”" in panel.text
    assert (await plan_of(stage, state)).channel == news.id


async def test_it_is_paused_and_resumed_and_what_else_is_changed_keeps_the_pause(
    stage: Stage, manager: simcord.MemberActor, news: simcord.ChannelHandle, state: State
) -> None:
    panel = await begun(stage, manager, news)

    await panel.press("daily-pause")
    await panel.choose("daily-days", "Every Monday, about the last seven days")

    assert (await plan_of(stage, state)).pause is Pause.BY_HAND
    assert await state.schedules.troubled() == []
    assert "It is paused" in panel.text
    await panel.press("daily-resume")
    assert (await plan_of(stage, state)).pause is None
    assert "The next post is due" in panel.text


async def test_another_channel_ends_a_pause_that_the_old_one_was_the_cause_of(
    stage: Stage, manager: simcord.MemberActor, news: simcord.ChannelHandle, state: State
) -> None:
    panel = await begun(stage, manager, news)
    await state.schedules.pause(stage.guild.id, Pause.CHANNEL_GONE)

    await panel.choose("daily-where", stage.channel)

    assert (await plan_of(stage, state)).pause is None


async def test_it_is_turned_off_after_being_asked_once_more(
    stage: Stage, manager: simcord.MemberActor, news: simcord.ChannelHandle, state: State
) -> None:
    panel = await begun(stage, manager, news)

    await panel.go("daily-off")
    assert await state.schedules.of(stage.guild.id) is not None
    await panel.press("daily-off")

    assert await state.schedules.of(stage.guild.id) is None
    assert "The daily post is off" in panel.text
    assert (await changes(stage, state))[0] == "Daily post turned off"
    told = await panel.press("daily-begin")
    assert told.modal


async def test_the_next_post_is_shown_to_whoever_asks(
    stage: Stage, manager: simcord.MemberActor, news: simcord.ChannelHandle
) -> None:
    panel = await begun(stage, manager, news)
    added = stage.env.now() - timedelta(minutes=5)
    stage.library.new = (NewWork("On open models", "Interconnects", None, added, quote()),)

    shown = await panel.press("daily-preview")

    [first, *_] = shown.followups
    assert first.ephemeral
    assert "On open models" in first.content
    assert not news.history()


async def test_without_anything_to_show_the_page_says_so(
    stage: Stage, manager: simcord.MemberActor, news: simcord.ChannelHandle
) -> None:
    panel = await begun(stage, manager, news)

    await panel.press("daily-preview")

    assert "no section has anything to say" in panel.text


async def test_who_may_manage_no_longer_sets_nothing_up_through_an_open_form(
    stage: Stage, manager: simcord.MemberActor, news: simcord.ChannelHandle, state: State
) -> None:
    panel = await opened(stage, manager)
    await panel.go("daily")
    asked = await panel.press("daily-begin")
    stage.env.backend.get_member(stage.guild.id, manager.id).role_ids.clear()

    told = await manager.submit_modal(asked, {"channel": [news], "time": "9", "zone": "utc"})

    assert told.response is not None
    assert "Manage Server" in told.response.content
    assert await state.schedules.of(stage.guild.id) is None


async def test_a_post_that_somebody_else_has_turned_off_is_not_brought_back_by_an_old_page(
    stage: Stage, manager: simcord.MemberActor, news: simcord.ChannelHandle, state: State
) -> None:
    panel = await begun(stage, manager, news)
    await state.schedules.forget_guild(stage.guild.id)

    await panel.choose("daily-where", stage.channel)

    assert await state.schedules.of(stage.guild.id) is None
    assert "There is no daily post here yet" in panel.text


class TestWithTheIntent:
    @pytest.fixture
    def message_content(self) -> bool:
        return True

    async def test_the_channels_that_it_quotes_are_chosen_there_too(
        self, stage: Stage, manager: simcord.MemberActor, news: simcord.ChannelHandle, state: State
    ) -> None:
        panel = await begun(stage, manager, news)

        await panel.choose("daily-quoted", stage.channel)

        assert await state.channels.of(stage.guild.id) == [stage.channel.id]
        assert f"quotes from <#{stage.channel.id}>" in panel.text


async def test_the_last_post_stands_there_with_a_link(
    stage: Stage, manager: simcord.MemberActor, news: simcord.ChannelHandle, state: State
) -> None:
    panel = await begun(stage, manager, news)
    day = await posted(stage, state)

    await panel.go("home")
    await panel.go("daily")

    assert f"/{news.id}/777" in panel.text
    assert day.strftime("%Y") in panel.text


async def posted(stage: Stage, state: State) -> datetime:
    """A post that went out yesterday."""
    plan = await plan_of(stage, state)
    moment = stage.env.now() - timedelta(days=1)
    post = await state.posts.claim(stage.guild.id, Due(moment.date(), moment), plan.channel, moment)
    assert post
    await state.posts.posted(post, 777, moment)
    await state.posts.done(post, None, moment)
    return moment
