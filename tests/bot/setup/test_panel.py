"""/setup as those who run a server meet it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import discord
import pytest
import simcord

from bot.preferences import UNCHANGED
from bot.state import Database, State, StateUnavailable
from bot.translation import Language
from bot.wording import privacy, setup
from tests.bot.conftest import Stage
from tests.bot.setup.conftest import Opened, opened
from tests.bot.telling import text_of


async def test_it_shows_what_everything_is_set_to(
    stage: Stage, manager: simcord.MemberActor, state: State
) -> None:
    await state.preferences.change(
        stage.guild.id, language=Language.GERMAN, help_channels={stage.channel.id}
    )

    panel = await opened(stage, manager)

    assert "Test Guild" in panel.text
    assert "every channel that I can see" in panel.beside("channels")
    assert f"<#{stage.channel.id}>, after 1 minute" in panel.beside("help")
    assert "Deutsch" in panel.beside("language")
    assert "10 questions of a member, 30 questions in a channel, in 1 minute" in panel.beside(
        "limits"
    )
    assert "off" in panel.beside("daily")


async def test_a_setting_is_chosen_on_its_page_and_shown_on_the_first_one(
    stage: Stage, manager: simcord.MemberActor, state: State
) -> None:
    panel = await opened(stage, manager)

    await panel.go("language")
    await panel.choose("language", "Deutsch")
    assert "Saved" in panel.text
    await panel.go("home")

    assert (await state.preferences.of(stage.guild.id)).language is Language.GERMAN
    assert "Deutsch" in panel.beside("language")


async def test_every_setting_can_be_chosen(
    stage: Stage, manager: simcord.MemberActor, state: State
) -> None:
    panel = await opened(stage, manager)
    role = stage.guild.create_role("editors")
    forum = stage.guild.create_forum_channel("help-forum")
    for page, name, value in (
        ("channels", "channels", stage.channel),
        ("help", "help_channels", forum),
        ("help", "patience", "A person has 5 minutes first"),
        ("limits", "member_limit", "One member: 3 questions"),
        ("limits", "channel_limit", "One channel: no limit"),
        ("limits", "limit_seconds", "Counted over 1 hour"),
        ("threads", "threads", "Thread after 2 answers"),
        ("trusted", "trusted", role),
        ("managers", "managers", role),
        ("changes", "audit_channel", stage.channel),
    ):
        await panel.go(page)
        await panel.choose(name, value)
        await panel.go("home")

    now = await state.preferences.of(stage.guild.id)
    assert now == UNCHANGED.model_copy(
        update={
            "channels": {stage.channel.id},
            "help_channels": {forum.id},
            "patience": 300,
            "member_limit": 3,
            "channel_limit": 0,
            "limit_seconds": 3600,
            "threads": True,
            "thread_after": 2,
            "trusted": {role.id},
            "managers": {role.id},
            "audit_channel": stage.channel.id,
        }
    )
    await panel.go("threads")
    await panel.choose("threads", "I open no threads")
    assert not (await state.preferences.of(stage.guild.id)).threads


async def test_who_may_not_manage_is_told_so_plainly_and_alone(stage: Stage) -> None:
    told = await stage.ann.slash(stage.channel, "setup")

    assert told.response is not None
    assert told.response.ephemeral
    assert told.response.content == text_of(setup.needs_manager())


async def test_a_role_that_was_named_may_change_settings_but_not_name_others(
    stage: Stage, state: State
) -> None:
    role = stage.guild.create_role("editors")
    pat = stage.guild.add_member(stage.env.create_user("pat"), roles=[role])
    await state.preferences.change(stage.guild.id, managers={role.id})

    panel = await opened(stage, pat)
    await panel.go("managers")

    assert "Only members who may manage the server" in panel.text
    assert not [one for one in panel.components if one.get("custom_id") == "setup:managers"]
    listed = await pat.slash(stage.channel, "sources list")
    assert listed.response is not None
    assert "no sources yet" in listed.response.content


async def test_who_may_manage_no_longer_changes_nothing(
    stage: Stage, manager: simcord.MemberActor, state: State
) -> None:
    panel = await opened(stage, manager)
    await panel.go("language")
    stage.env.backend.get_member(stage.guild.id, manager.id).role_ids.clear()

    told = await panel.choose("language", "Deutsch")

    assert told.response is not None
    assert told.response.content == text_of(setup.needs_manager())
    assert await state.preferences.of(stage.guild.id) == UNCHANGED


async def test_everyone_is_no_role_to_trust_or_to_manage(
    stage: Stage, manager: simcord.MemberActor, state: State
) -> None:
    panel = await opened(stage, manager)
    await panel.go("managers")

    await panel.choose("managers", stage.guild.default_role)

    assert "left @" in panel.text
    assert (await state.preferences.of(stage.guild.id)).managers == frozenset()


async def test_of_two_managers_at_once_the_later_one_is_told_of_the_other(
    stage: Stage, manager: simcord.MemberActor, state: State
) -> None:
    first, second = await opened(stage, manager), await opened(stage, manager)
    for panel in (first, second):
        await panel.go("language")

    await first.choose("language", "Deutsch")
    await second.choose("language", "Español")

    assert "Somebody else had changed this" in second.text
    assert (await state.preferences.of(stage.guild.id)).language is Language.SPANISH


async def test_channels_and_roles_that_are_gone_are_shown_as_such(
    stage: Stage, manager: simcord.MemberActor, state: State
) -> None:
    await state.preferences.change(
        stage.guild.id, channels={77}, help_channels={78}, trusted={79}, managers={80}
    )

    panel = await opened(stage, manager)

    assert "the chosen channels are gone" in panel.beside("channels")
    assert "none" in panel.beside("help")
    assert "none" in panel.beside("trusted")
    assert not [number for number in ("77", "78", "79", "80") if number in panel.text]
    for page in ("channels", "help", "trusted", "managers", "check"):
        await panel.go(page)
        await panel.go("home")


async def test_twenty_five_channels_with_everything_else_fit_into_the_panel(
    stage: Stage, manager: simcord.MemberActor, state: State
) -> None:
    channels = [stage.guild.create_text_channel(f"c{number}") for number in range(25)]
    roles = [stage.guild.create_role(f"r{number}") for number in range(25)]
    panel = await opened(stage, manager)
    for page, name, values in (
        ("channels", "channels", channels),
        ("help", "help_channels", channels),
        ("trusted", "trusted", roles),
        ("managers", "managers", roles),
    ):
        await panel.go(page)
        await panel.choose(name, *values)
        await panel.go("home")

    assert "and 17 more" in panel.beside("channels")
    assert len(panel.text) < 4000
    assert len((await state.preferences.of(stage.guild.id)).channels) == 25


async def test_one_server_sees_nothing_of_another(
    stage: Stage, manager: simcord.MemberActor, state: State
) -> None:
    await state.preferences.change(stage.guild.id + 1, language=Language.GERMAN)

    panel = await opened(stage, manager)

    assert "Deutsch" not in panel.text


async def test_a_panel_that_nobody_uses_says_that_it_is_closed(
    stage: Stage, manager: simcord.MemberActor
) -> None:
    panel = await opened(stage, manager)

    await stage.env.advance_time(900)

    assert "closed" in panel.text
    assert not [one for one in panel.components if "custom_id" in one]


async def test_without_the_database_it_says_so_and_nothing_is_lost(
    stage: Stage, manager: simcord.MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = await opened(stage, manager)
    await panel.go("language")
    monkeypatch.setattr(Database, "begin", away)

    told = await panel.choose("language", "Deutsch")

    [sorry] = told.followups
    assert sorry.ephemeral
    assert sorry.content == text_of(privacy.AWAY)
    again = await manager.slash(stage.channel, "setup")
    assert again.response is not None
    assert again.response.content == text_of(privacy.AWAY)
    assert stage.env.errors


@asynccontextmanager
async def away(_: Database) -> AsyncIterator[None]:
    raise StateUnavailable("It is away.")
    yield


class TestAudiences:
    async def test_a_new_one_is_named_and_its_menus_open(
        self, stage: Stage, manager: simcord.MemberActor
    ) -> None:
        panel = await opened(stage, manager)
        await panel.go("audiences")

        asked = await panel.press("new-audience")
        shown = await manager.submit_modal(asked, {"name": "patrons"})

        assert shown.response is not None
        assert "patrons" in shown.response.content
        assert len(shown.response.components) == 2

    async def test_those_that_there_are_open_theirs(
        self, stage: Stage, manager: simcord.MemberActor, state: State
    ) -> None:
        await state.circles.choose_channels(stage.guild.id, "patrons", {stage.channel.id})
        panel = await opened(stage, manager)
        assert "patrons" in panel.beside("audiences")
        await panel.go("audiences")
        assert f"Everybody who can see <#{stage.channel.id}>" in panel.text
        numbers = {command.name: command.id for command in await stage.bot.tree.fetch_commands()}
        assert f"</sources add:{numbers['sources']}>" in panel.text

        shown = await panel.choose("audience", "patrons")

        [menus] = shown.followups
        assert f"<#{stage.channel.id}>" in menus.content
        await stage.env.advance_time(900)
        assert "closed" in panel.text

    async def test_however_many_there_are_the_page_holds_them(
        self, stage: Stage, manager: simcord.MemberActor, state: State
    ) -> None:
        channels = {stage.guild.create_text_channel(f"c{number}").id for number in range(25)}
        for number in range(25):
            name = f"audience {number:02} {'x' * 20}"
            await state.circles.choose_channels(stage.guild.id, name, channels)
        panel = await opened(stage, manager)

        await panel.go("audiences")

        assert "audience 00" in panel.text
        assert len(options_of(panel, "audience")) == 25


def options_of(panel: Opened, name: str) -> list[str]:
    return [one["label"] for one in panel.menu(name)["options"]]


async def test_a_value_that_is_not_among_those_offered_is_offered_too(
    stage: Stage, manager: simcord.MemberActor, state: State
) -> None:
    await state.preferences.change(stage.guild.id, member_limit=7)
    panel = await opened(stage, manager)

    await panel.go("limits")

    assert "One member: 7 questions" in options_of(panel, "member_limit")


async def test_in_a_direct_message_there_is_nothing_to_set_up(stage: Stage) -> None:
    command = stage.bot.tree.get_command("setup")

    assert isinstance(command, discord.app_commands.Command)
    assert command.guild_only


async def test_who_manages_the_server_no_longer_names_no_managers_through_an_open_panel(
    stage: Stage, manager: simcord.MemberActor, state: State
) -> None:
    role = stage.guild.create_role("editors")
    await state.preferences.change(stage.guild.id, managers={role.id})
    panel = await opened(stage, manager)
    await panel.go("managers")
    stage.env.backend.get_member(stage.guild.id, manager.id).role_ids[:] = [role.id]

    await panel.choose("managers", stage.guild.create_role("friends"))

    assert "Only members who may manage the server" in panel.text
    assert (await state.preferences.of(stage.guild.id)).managers == {role.id}
