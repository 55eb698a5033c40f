import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import discord
import pytest
import simcord

from bot.parts import Reply, Said
from bot.state import Database, State, StateUnavailable
from bot.state.questions import Enquiry
from bot.wording import privacy as wording
from tests.bot.conftest import Stage
from tests.state.test_posts import PLAN


@pytest.fixture
def enquiry(stage: Stage) -> Enquiry:
    return Enquiry(
        guild=stage.guild.id,
        channel=stage.channel.id,
        author=stage.ann.id,
        text="is *R2* late, @everyone?",
        at=stage.env.now(),
        answered=False,
    )


def text_of(reply: Reply) -> str:
    [part] = reply
    assert isinstance(part, Said)
    return part.text


def told_alone(result: simcord.InteractionResult) -> str:
    """What a command answered, when nobody else could see it."""
    assert result.response is not None
    assert result.response.ephemeral
    return result.response.content


async def test_show_tells_the_caller_alone_what_is_kept_of_all_servers(
    stage: Stage, state: State, enquiry: Enquiry
) -> None:
    await state.questions.record(enquiry)
    await state.questions.record(replace(enquiry, guild=5, text="elsewhere"))
    await state.questions.record(replace(enquiry, author=stage.eve.id, text="eve's own"))

    shown = told_alone(await stage.ann.slash(stage.channel, "privacy show"))

    assert "2 questions of yours" in shown
    assert "30 days" in shown
    assert r"is \*R2\* late, @" in shown
    assert "@everyone" not in shown
    assert "a server that I have left" in shown
    assert "eve's own" not in shown


async def test_show_tells_whoever_set_up_a_daily_post_that_this_is_kept(
    stage: Stage, state: State
) -> None:
    await state.schedules.set_up(
        replace(PLAN, guild=stage.guild.id, set_up_by=stage.ann.id),
    )

    ann, eve = [
        told_alone(await member.slash(stage.channel, "privacy show"))
        for member in (stage.ann, stage.eve)
    ]

    assert "you set up the daily post of Test Guild" in ann
    assert "/daily off forgets it" in ann
    assert "set up" not in eve


async def test_what_fills_more_than_a_message_comes_whole_in_a_file(
    stage: Stage, state: State, enquiry: Enquiry
) -> None:
    for number in range(40):
        await state.questions.record(replace(enquiry, text=f"Question {number}: " + "x" * 100))

    result = await stage.ann.slash(stage.channel, "privacy show")

    assert "40 questions" in told_alone(result)
    assert result.response is not None
    [file] = result.response.attachments
    written = (await file.read()).decode()
    assert all(f"Question {number}: " in written for number in range(40))


async def test_delete_asks_once_more_and_then_deletes_from_all_servers(
    stage: Stage, state: State, enquiry: Enquiry
) -> None:
    await state.questions.record(enquiry)
    await state.questions.record(replace(enquiry, guild=5))
    await state.questions.record(replace(enquiry, author=stage.eve.id))

    asked = await stage.ann.slash(stage.channel, "privacy delete")
    assert "all 2 questions" in told_alone(asked)
    assert asked.response is not None
    assert len(await state.questions.asked_by(stage.ann.id)) == 2
    await stage.ann.click(asked.response.message, label=wording.DELETE_BUTTON)

    assert asked.response.content == text_of(wording.deleted(2))
    assert asked.response.components == []
    assert await state.questions.asked_by(stage.ann.id) == []
    assert len(await state.questions.asked_by(stage.eve.id)) == 1
    [count] = await state.questions.counts(stage.guild.id)
    assert count.silent == 2


async def test_discord_hears_of_a_press_before_the_database_does(
    stage: Stage, state: State, enquiry: Enquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    await state.questions.record(enquiry)
    asked = await stage.ann.slash(stage.channel, "privacy delete")
    assert asked.response is not None
    heard = len(callbacks(stage))
    before: list[int] = []
    forget = state.questions.forget_author

    async def slow(author: int) -> int:
        before.append(len(callbacks(stage)) - heard)
        return await forget(author)

    monkeypatch.setattr(state.questions, "forget_author", slow)
    await stage.ann.click(asked.response.message, label=wording.DELETE_BUTTON)

    assert before == [1]
    assert asked.response.content == text_of(wording.deleted(1))


def callbacks(stage: Stage) -> list[object]:
    """Every first answer to a command or a button so far."""
    return [call for call in stage.env.http_requests if call.path.endswith("/callback")]


async def test_who_thinks_better_of_it_or_forgets_about_it_loses_nothing(
    stage: Stage, state: State, enquiry: Enquiry
) -> None:
    await state.questions.record(enquiry)
    kept, left = [await stage.ann.slash(stage.channel, "privacy delete") for _ in range(2)]
    assert kept.response is not None
    assert left.response is not None

    await stage.ann.click(kept.response.message, label=wording.KEEP_BUTTON)
    await stage.env.advance_time(600)

    assert kept.response.content == text_of(wording.NOT_DELETED)
    assert left.response.components == []
    assert len(await state.questions.asked_by(stage.ann.id)) == 1


async def test_with_nothing_kept_there_is_nothing_to_delete(stage: Stage) -> None:
    told = told_alone(await stage.ann.slash(stage.channel, "privacy delete"))

    assert told == text_of(wording.NOTHING_TO_DELETE)


async def test_who_does_not_want_to_be_quoted_says_so_once_for_everywhere(
    stage: Stage, state: State
) -> None:
    told_alone(await stage.ann.slash(stage.channel, "privacy quoting", quoted="off"))
    assert await state.quoting.refused_by([stage.ann.id, stage.eve.id]) == {stage.ann.id}
    assert "no post may quote you" in told_alone(
        await stage.ann.slash(stage.channel, "privacy show")
    )

    told_alone(await stage.ann.slash(stage.channel, "privacy quoting", quoted="on"))
    assert not await state.quoting.refused_by([stage.ann.id])


async def test_it_can_be_used_in_a_direct_message(stage: Stage) -> None:
    assert "no question of yours" in told_alone(await stage.ann.user.slash("privacy show"))


@pytest.mark.parametrize("command", ["show", "delete", "quoting"])
async def test_without_the_database_it_says_so_and_to_try_again(
    stage: Stage, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Database, "begin", away)
    options = {"quoted": "off"} if command == "quoting" else {}

    told = told_alone(await stage.ann.slash(stage.channel, f"privacy {command}", **options))

    assert told == text_of(wording.AWAY)
    assert stage.env.errors


async def test_a_button_without_the_database_says_so_too(
    stage: Stage, state: State, enquiry: Enquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    await state.questions.record(enquiry)
    asked = await stage.ann.slash(stage.channel, "privacy delete")
    assert asked.response is not None
    monkeypatch.setattr(Database, "begin", away)

    pressed = await stage.ann.click(asked.response.message, label=wording.DELETE_BUTTON)

    [told] = pressed.followups
    assert told.ephemeral
    assert told.content == text_of(wording.AWAY)
    assert stage.env.errors


@asynccontextmanager
async def away(_: Database) -> AsyncIterator[None]:
    raise StateUnavailable("It is away.")
    yield


async def fewer_than(count: int, stage: Stage, state: State) -> list[Enquiry]:
    """What is kept of ann's questions, once it is no more than that."""
    async with asyncio.timeout(5):
        while True:
            kept = await state.questions.asked_by(stage.ann.id)
            if len(kept) < count:
                return kept
            await asyncio.sleep(0.01)


class TestForgetting:
    async def test_a_question_is_forgotten_with_its_message(
        self, stage: Stage, state: State
    ) -> None:
        first = await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
        await stage.ann.send(stage.channel, f"{stage.mention} and Qwen?")
        assert len(await state.questions.asked_by(stage.ann.id)) == 2

        await stage.ann.delete(first)

        [left] = await state.questions.asked_by(stage.ann.id)
        assert left.text == "and Qwen?"

    async def test_and_when_its_author_changes_its_words(self, stage: Stage, state: State) -> None:
        first = await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")

        await stage.ann.edit(first, f"{stage.mention} is V4 late?")

        [kept] = await state.questions.asked_by(stage.ann.id)
        assert kept.text == "is V4 late?"

    async def test_and_for_good_when_that_is_too_late_to_be_answered(
        self, stage: Stage, state: State
    ) -> None:
        first = await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
        await stage.env.advance_time(301)

        await stage.ann.edit(first, f"{stage.mention} is V4 late?")

        assert await state.questions.asked_by(stage.ann.id) == []

    async def test_many_messages_that_are_deleted_at_once_take_theirs_with_them(
        self, stage: Stage, state: State
    ) -> None:
        asked = [
            await stage.ann.send(stage.channel, f"{stage.mention} is R{number} late?")
            for number in (1, 2, 3)
        ]
        gone = discord.RawBulkMessageDeleteEvent(
            {
                "ids": [str(message.id) for message in asked[:2]],
                "channel_id": str(stage.channel.id),
                "guild_id": str(stage.guild.id),
            }
        )

        stage.bot.dispatch("raw_bulk_message_delete", gone)

        [left] = await fewer_than(2, stage, state)
        assert left.text == "is R3 late?"

    async def test_a_server_that_sends_the_bot_away_is_forgotten(
        self, stage: Stage, state: State, enquiry: Enquiry
    ) -> None:
        await state.questions.record(enquiry)
        await state.questions.record(replace(enquiry, guild=5))

        stage.bot.dispatch("guild_remove", stage.bot.get_guild(stage.guild.id))

        [left] = await fewer_than(2, stage, state)
        assert left.guild == 5

    async def test_and_so_is_one_that_did_so_while_the_bot_was_away(
        self, stage: Stage, state: State, enquiry: Enquiry
    ) -> None:
        here, left = stage.guild.id, 5
        for guild in (here, left):
            await state.questions.record(replace(enquiry, guild=guild))
            await state.channels.opt_in(guild, guild + 1, stage.env.now())

        await stage.env.advance_time(3700)

        assert await state.guilds() == {here}

    async def test_another_bot_on_the_same_database_forgets_none_of_its_servers(
        self, stage: Stage, state: State, enquiry: Enquiry
    ) -> None:
        for guild in (5, 6):
            await state.questions.record(replace(enquiry, guild=guild))

        await stage.env.advance_time(3700)

        assert await state.guilds() == {5, 6}

    async def test_a_channel_that_is_deleted_is_not_kept_as_one_to_quote(
        self, stage: Stage, state: State
    ) -> None:
        await state.channels.opt_in(stage.guild.id, stage.channel.id, stage.env.now())

        stage.bot.dispatch("guild_channel_delete", stage.bot.get_channel(stage.channel.id))
        await stage.env.settle()

        assert await state.channels.of(stage.guild.id) == []

    async def test_old_questions_are_forgotten_while_the_bot_runs(
        self, stage: Stage, state: State, enquiry: Enquiry
    ) -> None:
        await state.questions.record(replace(enquiry, at=enquiry.at - timedelta(days=31)))
        await state.questions.record(enquiry)

        await stage.env.advance_time(3700)

        assert await state.questions.asked_by(stage.ann.id) == [enquiry]
