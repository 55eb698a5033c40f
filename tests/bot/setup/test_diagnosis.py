"""What /setup says is missing, what that costs and how to grant it."""

import discord
import pytest
import simcord

from bot.state import State
from tests.bot.conftest import Stage
from tests.bot.setup.conftest import opened


class TestWithTheIntent:
    @pytest.fixture
    def message_content(self) -> bool:
        return True

    async def test_where_nothing_is_missing_it_says_so(
        self, stage: Stage, manager: simcord.MemberActor
    ) -> None:
        panel = await opened(stage, manager)

        assert "All is well" in panel.beside("check")
        assert "\n\n" not in panel.beside("check")

    async def test_each_permission_that_is_missing_in_a_chosen_channel_is_told_with_its_cost(
        self, stage: Stage, manager: simcord.MemberActor, state: State
    ) -> None:
        here = closed(stage, "here", "send_messages", "read_message_history")
        await state.preferences.change(stage.guild.id, channels={here.id})
        panel = await opened(stage, manager)
        assert "2 things are missing" in panel.beside("check")

        await panel.go("check")

        assert f"<#{here.id}>: allow me “Send Messages”. I can read questions" in panel.text
        assert "“Read Message History”" in panel.text
        [link] = [one["url"] for one in panel.components if "url" in one]
        assert "scope=bot+applications.commands" in link
        assert f"guild_id={stage.guild.id}" in link

    async def test_a_channel_that_it_cannot_see_is_one_line(
        self, stage: Stage, manager: simcord.MemberActor, state: State
    ) -> None:
        hidden = closed(stage, "hidden", "view_channel", "send_messages")
        await state.preferences.change(stage.guild.id, help_channels={hidden.id})
        panel = await opened(stage, manager)

        await panel.go("check")

        assert panel.text.count(f"<#{hidden.id}>") == 1
        assert "I hear nothing there" in panel.text

    async def test_threads_need_their_permission_only_where_they_are_opened(
        self, stage: Stage, manager: simcord.MemberActor, state: State
    ) -> None:
        here = closed(stage, "here", "create_public_threads")
        await state.preferences.change(stage.guild.id, channels={here.id})
        panel = await opened(stage, manager)
        assert "All is well" in panel.beside("check")

        await state.preferences.change(stage.guild.id, threads=True)
        await panel.go("check")

        assert "Long exchanges stay in the channel" in panel.text

    async def test_commands_that_discord_does_not_know_are_named(
        self, stage: Stage, manager: simcord.MemberActor
    ) -> None:
        @discord.app_commands.command(name="brandnew", description="new")
        async def brandnew(_: discord.Interaction) -> None: ...

        stage.bot.tree.add_command(brandnew)
        panel = await opened(stage, manager)

        await panel.go("check")

        assert "/brandnew" in panel.text

    async def test_a_server_that_did_not_allow_commands_is_told_to_add_the_bot_again(
        self, stage: Stage, manager: simcord.MemberActor
    ) -> None:
        stage.env.inject_error("GET", "/applications/*/guilds/*/commands", status=403)
        panel = await opened(stage, manager)

        await panel.go("check")

        assert "Slash commands: this server has not allowed them" in panel.text

    async def test_that_discord_does_not_answer_is_no_reason_to_show_nothing(
        self, stage: Stage, manager: simcord.MemberActor
    ) -> None:
        stage.env.inject_error("GET", "/applications/*/guilds/*/commands", status=500)

        panel = await opened(stage, manager)

        assert "All is well" in panel.beside("check")

    async def test_what_discord_did_not_tell_is_asked_again_at_the_next_look(
        self, stage: Stage, manager: simcord.MemberActor
    ) -> None:
        stage.env.inject_error("GET", "/applications/*/guilds/*/commands", status=404)
        await opened(stage, manager)
        stage.env.inject_error("GET", "/applications/*/guilds/*/commands", status=403)

        panel = await opened(stage, manager)

        assert "missing" in panel.beside("check")


async def test_without_message_content_it_says_what_is_lost_and_who_can_change_it(
    stage: Stage, manager: simcord.MemberActor
) -> None:
    panel = await opened(stage, manager)
    assert "1 thing is missing" in panel.beside("check")

    await panel.go("check")

    assert "I cannot read messages without a mention" in panel.text
    assert "PULLQUOTE_MESSAGE_CONTENT" in panel.text.replace("\\", "")


async def test_a_channel_for_changes_that_takes_none_is_told(
    stage: Stage, manager: simcord.MemberActor, state: State
) -> None:
    audit = closed(stage, "audit", "send_messages")
    await state.preferences.change(stage.guild.id, audit_channel=audit.id)
    panel = await opened(stage, manager)

    await panel.go("check")

    assert f"<#{audit.id}>: I may not write there" in panel.text


def closed(stage: Stage, name: str, *permissions: str) -> simcord.ChannelHandle:
    """A channel in which these permissions are denied."""
    denied = discord.PermissionOverwrite(**dict.fromkeys(permissions, False))
    return stage.guild.create_text_channel(name, overwrites={stage.guild.default_role: denied})
