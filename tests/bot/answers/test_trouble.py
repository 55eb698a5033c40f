"""Presses that meet trouble: a Discord out of patience, rights that are gone, closed threads."""

from pathlib import Path

import discord
import pytest
import simcord
from structlog.testing import capture_logs

from bot.desk import Desk
from bot.state import State
from tests.bot.answers.conversing import QWEN, R2, asked, asked_privately, beside, restart, told
from tests.bot.answers.test_rating import verdicts
from tests.bot.conftest import Stage

CALLBACK = "/interactions/*/*/callback"
TOO_LATE, TAKEN = (404, 10062), (400, 40060)
LABELS = ["Context", "More", "Helpful", "Not it", "🗑"]


class TestWhereDiscordHasLostPatience:
    @pytest.mark.parametrize(("status", "code"), [TOO_LATE, TAKEN])
    @pytest.mark.parametrize("label", LABELS)
    async def test_it_is_noted_once_and_nothing_is_said_of_a_fault(
        self, stage: Stage, label: str, status: int, code: int
    ) -> None:
        message = await asked(stage)
        before = stage.said()
        stage.env.inject_error("POST", CALLBACK, status=status, code=code)

        with capture_logs() as logs:
            await stage.ann.click(message, label=label)

        assert [line["log_level"] for line in logs] == ["warning"]
        assert stage.said() == before
        assert stage.env.errors == []

    @pytest.mark.parametrize(("status", "code"), [TOO_LATE, TAKEN])
    async def test_a_verdict_is_kept_all_the_same(
        self, stage: Stage, state: State, status: int, code: int
    ) -> None:
        message = await asked(stage)
        stage.env.inject_error("POST", CALLBACK, status=status, code=code)

        await stage.eve.click(message, label="Helpful")

        assert [one.helpful for one in await verdicts(stage, state)] == [True]

    async def test_what_is_told_after_a_quarter_of_an_hour_is_noted_once(
        self, stage: Stage
    ) -> None:
        message = await asked(stage)
        stage.env.inject_error("POST", "/webhooks/*/*", status=401, code=50027, times=None)

        with capture_logs() as logs:
            await stage.eve.click(message, label="Context")

        assert [line["log_level"] for line in logs] == ["warning"]

    async def test_a_menu_whose_token_is_worth_nothing_is_noted_once(self, stage: Stage) -> None:
        message = await asked_privately(stage)
        stage.env.inject_error("PATCH", "/webhooks/*/*/messages/*", status=401, code=50027)

        with capture_logs() as logs:
            await stage.ann.click(message, label="Share")

        assert len(stage.said()) == 1
        assert [line["log_level"] for line in logs if line["log_level"] == "error"] == []


async def test_a_form_may_be_filled_in_for_longer_than_a_quarter_of_an_hour(
    stage: Stage, state: State
) -> None:
    message = await asked(stage)
    form = await stage.eve.click(message, label="Not it")
    await stage.env.advance_time(3600)

    thanked = await stage.eve.submit_modal(form, {"reason": ["off topic"]})

    assert "Thank you" in told(thanked)
    assert len(await verdicts(stage, state)) == 1


async def test_helpful_and_then_not_it_is_not_it(stage: Stage, state: State) -> None:
    message = await asked(stage)
    await stage.eve.click(message, label="Helpful")

    form = await stage.eve.click(message, label="Not it")
    await stage.eve.submit_modal(form, {"reason": ["off topic"]})

    [kept] = await verdicts(stage, state)
    assert not kept.helpful


async def test_half_an_hour_later_a_private_answer_can_still_be_shared_and_looked_closer_at(
    stage: Stage,
) -> None:
    stage.library.quotes = (R2,)
    beside(stage.library, R2, before="They hurried.")
    message = await asked_privately(stage)
    await stage.env.advance_time(1800)

    assert "They hurried." in told(await stage.ann.click(message, label="Context"))
    await stage.ann.click(message, label="Share")

    assert stage.said()[-1].startswith("-# Shared by ann")


class TestRemoving:
    async def test_who_moderates_one_channel_alone_may(self, stage: Stage) -> None:
        here = discord.PermissionOverwrite(manage_messages=True)
        hall = stage.guild.create_text_channel("hall", overwrites={stage.eve: here})
        await stage.ann.send(hall, f"{stage.mention} is R2 late?")
        message = hall.last_message
        assert message is not None
        other = await asked(stage)

        refused = await stage.eve.click(other, label="🗑")
        await stage.eve.click(message, label="🗑")

        assert "Only whoever asked, or a moderator" in told(refused)
        assert stage.said(hall) == []
        assert stage.said() == [other.content]

    async def test_a_moderator_of_the_server_who_is_none_here_may_not(self, stage: Stage) -> None:
        permissions = discord.Permissions(manage_messages=True)
        role = stage.guild.create_role("moderators", permissions=permissions)
        moderator = stage.guild.add_member(stage.env.create_user("mo"), roles=[role])
        not_here = discord.PermissionOverwrite(manage_messages=False)
        hall = stage.guild.create_text_channel("hall", overwrites={role: not_here})
        await stage.ann.send(hall, f"{stage.mention} is R2 late?")
        message = hall.last_message
        assert message is not None

        refused = await moderator.click(message, label="🗑")

        assert "Only whoever asked, or a moderator" in told(refused)
        assert stage.said(hall) == [message.content]


class TestSharingWhereTheBotIsKeptSilent:
    @pytest.mark.parametrize(
        ("denied", "named"),
        [
            (discord.PermissionOverwrite(send_messages=False), "“Send Messages”"),
            (discord.PermissionOverwrite(view_channel=False), "“View Channel”"),
        ],
    )
    async def test_the_permission_is_named_to_who_shares_alone(
        self, stage: Stage, denied: discord.PermissionOverwrite, named: str
    ) -> None:
        assert stage.bot.user is not None
        hall = stage.guild.create_text_channel("hall", overwrites={stage.bot.user: denied})
        result = await stage.ann.slash(hall, "ask", question="is R2 late?", private=True)
        assert result.response is not None

        pressed = await stage.ann.click(result.response, label="Share")

        assert told(pressed).endswith(f"I lack the permission {named}.")
        assert hall.history(viewer=stage.eve) == []

    async def test_in_a_thread_it_is_another_one(self, stage: Stage) -> None:
        assert stage.bot.user is not None
        mute = discord.PermissionOverwrite(send_messages_in_threads=False)
        hall = stage.guild.create_text_channel("hall", overwrites={stage.bot.user: mute})
        thread = await opened(stage, hall)
        result = await stage.ann.slash(thread, "ask", question="is R2 late?", private=True)
        assert result.response is not None

        pressed = await stage.ann.click(result.response, label="Share")

        assert "“Send Messages in Threads”" in told(pressed)

    async def test_what_discord_does_not_take_is_told_and_may_be_shared_later(
        self, stage: Stage
    ) -> None:
        message = await asked_privately(stage)
        stage.env.inject_error("POST", "/webhooks/*/*", status=400, code=50083)

        refused = await stage.ann.click(message, label="Share")
        await stage.ann.click(message, label="Share")

        assert "did not let me post" in told(refused)
        assert len(stage.said()) == 1


class TestInAThreadThatIsArchived:
    @pytest.fixture
    async def thread(self, stage: Stage) -> simcord.ChannelHandle:
        return await opened(stage, stage.channel)

    async def test_buttons_still_show_what_there_is(
        self, stage: Stage, thread: simcord.ChannelHandle
    ) -> None:
        stage.library.quotes = (R2,)
        beside(stage.library, R2, before="They hurried.")
        message = await asked_in(stage, thread)
        await archive(stage, thread)

        assert "They hurried." in told(await stage.eve.click(message, label="Context"))
        assert "everything" in told(await stage.eve.click(message, label="More"))

    async def test_nobody_shares_into_one_that_is_locked_but_its_moderators(
        self, stage: Stage, thread: simcord.ChannelHandle
    ) -> None:
        permissions = discord.Permissions(manage_threads=True)
        role = stage.guild.create_role("moderators", permissions=permissions)
        moderator = stage.guild.add_member(stage.env.create_user("mo"), roles=[role])
        of_ann, of_mo = [
            (await who.slash(thread, "ask", question="is R2 late?", private=True)).response
            for who in (stage.ann, moderator)
        ]
        assert of_ann is not None
        assert of_mo is not None
        await archive(stage, thread, locked=True)

        refused = await stage.ann.click(of_ann, label="Share")
        assert "You may not write here" in told(refused)
        assert shared_in(stage, thread) == 0

        await moderator.click(of_mo, label="Share")
        assert shared_in(stage, thread) == 1

    async def test_what_discord_keeps_of_an_answer_there_is_told(
        self, stage: Stage, thread: simcord.ChannelHandle
    ) -> None:
        message = await asked_in(stage, thread)
        await archive(stage, thread)
        stage.env.inject_error(
            "DELETE", "/webhooks/*/*/messages/*", status=400, code=50083, times=None
        )

        pressed = await stage.ann.click(message, label="🗑")

        assert "did not let me remove all of it" in told(pressed)


async def test_where_the_past_is_closed_to_us_nobody_knows_what_was_found(
    stage: Stage, desk: Desk, state: State, tmp_path: Path
) -> None:
    message = await stage.ann.send(stage.channel, "R2 is late.")
    found = (await stage.eve.context_menu(stage.channel, "Find sources", message)).response
    assert found is not None
    await restart(stage, desk, state, tmp_path)
    stage.env.inject_error("GET", "/channels/*/messages/*", status=403, code=50001, times=None)

    for label in ("Context", "More", "Share"):
        assert "no longer know" in told(await stage.eve.click(found, label=label))
    assert stage.said() == []


async def test_the_last_of_more_says_so(stage: Stage) -> None:
    stage.library.quotes = (R2,)
    stage.library.further = (QWEN,)
    message = await asked(stage)
    first = await stage.eve.click(message, label="More")
    assert first.response is not None

    assert "everything" in told(await stage.eve.click(first.response, label="More"))


async def opened(stage: Stage, channel: simcord.ChannelHandle) -> simcord.ChannelHandle:
    """A thread that a member has opened."""
    question = await stage.ann.send(channel, "on R2")
    backend = stage.env.backend
    thread = backend.create_thread(channel.id, "R2", stage.ann.id, message_id=question.id)
    await stage.env.settle()
    return simcord.ChannelHandle(stage.env, stage.guild, thread)


async def asked_in(stage: Stage, thread: simcord.ChannelHandle) -> discord.Message:
    await stage.ann.send(thread, f"{stage.mention} is R2 late?")
    message = thread.last_message
    assert message is not None
    return message


async def archive(stage: Stage, thread: simcord.ChannelHandle, *, locked: bool = False) -> None:
    found = stage.bot.get_channel(thread.id)
    assert isinstance(found, discord.Thread)
    await found.edit(archived=True, locked=locked)
    await stage.env.settle()


def shared_in(stage: Stage, thread: simcord.ChannelHandle) -> int:
    return sum(text.startswith("-# Shared by") for text in stage.said(thread))
