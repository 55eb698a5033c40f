import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import discord
import pytest
import simcord

from bot.feedback import Reason, Verdict
from bot.gaps.lessons import ANSWER_KEPT
from bot.state import Database, State, StateUnavailable
from bot.state.audits import Audit, AuditRow
from bot.state.claims import ClaimRow
from bot.state.enquiries import Enquiry, QuestionRow
from bot.state.feedback import FeedbackRow
from bot.state.learned import LessonRow
from bot.state.members import HOLDINGS
from bot.state.quoting import NotQuotedRow
from bot.state.schedules import ScheduleRow
from bot.state.shown import ShownRow
from bot.state.tables import Table
from bot.wording import privacy as wording
from retrieval import KeptMessage
from tests.bot.conftest import ROOT, Stage
from tests.bot.telling import text_of, told
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


async def test_show_tells_the_caller_alone_what_is_kept_of_all_servers(
    stage: Stage, state: State, enquiry: Enquiry
) -> None:
    await state.questions.record(enquiry)
    await state.questions.record(replace(enquiry, guild=5, text="elsewhere"))
    await state.questions.record(replace(enquiry, author=stage.eve.id, text="eve's own"))

    shown = told(await stage.ann.slash(stage.channel, "privacy show"))

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
        told(await member.slash(stage.channel, "privacy show")) for member in (stage.ann, stage.eve)
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

    assert "40 questions" in told(result)
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
    assert "2 questions of yours" in told(asked)
    assert asked.response is not None
    assert len(await state.questions.asked_by(stage.ann.id)) == 2
    await stage.ann.click(asked.response.message, label=wording.DELETE_BUTTON)

    assert "Done" in asked.response.content
    assert asked.response.components == []
    assert await state.questions.asked_by(stage.ann.id) == []
    assert len(await state.questions.asked_by(stage.eve.id)) == 1
    [count] = await state.figures.counts(stage.guild.id)
    assert count.silent == 2


async def test_discord_hears_of_a_press_before_the_database_does(
    stage: Stage, state: State, enquiry: Enquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    await state.questions.record(enquiry)
    asked = await stage.ann.slash(stage.channel, "privacy delete")
    assert asked.response is not None
    heard = len(callbacks(stage))
    before: list[int] = []
    forget = state.members.forget

    async def slow(member: int) -> None:
        before.append(len(callbacks(stage)) - heard)
        await forget(member)

    monkeypatch.setattr(state.members, "forget", slow)
    await stage.ann.click(asked.response.message, label=wording.DELETE_BUTTON)

    assert before == [1]
    assert "Done" in asked.response.content


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
    answer = told(await stage.ann.slash(stage.channel, "privacy delete"))

    assert answer == text_of(wording.NOTHING_TO_DELETE)


async def test_who_does_not_want_to_be_quoted_says_so_once_for_everywhere(
    stage: Stage, state: State
) -> None:
    told(await stage.ann.slash(stage.channel, "privacy quoting", quoted="off"))
    assert await state.quoting.refused_by([stage.ann.id, stage.eve.id]) == {stage.ann.id}
    assert "I may not quote you" in told(await stage.ann.slash(stage.channel, "privacy show"))

    told(await stage.ann.slash(stage.channel, "privacy quoting", quoted="on"))
    assert not await state.quoting.refused_by([stage.ann.id])


async def test_it_can_be_used_in_a_direct_message(stage: Stage) -> None:
    assert "no question of yours" in told(await stage.ann.user.slash("privacy show"))


@pytest.mark.parametrize("command", ["show", "export", "delete", "quoting"])
async def test_without_the_database_it_says_so_and_to_try_again(
    stage: Stage, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Database, "begin", away)
    options = {"quoted": "off"} if command == "quoting" else {}

    answer = told(await stage.ann.slash(stage.channel, f"privacy {command}", **options))

    assert answer == text_of(wording.AWAY)
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


async def an_hour_later(stage: Stage) -> None:
    """Let an hour pass."""
    await stage.env.advance_time(3700)


async def fewer_than(count: int, stage: Stage, state: State) -> list[Enquiry]:
    """What is kept of ann's questions, once it is no more than that."""
    async with asyncio.timeout(5):
        while True:
            kept = await state.questions.asked_by(stage.ann.id)
            if len(kept) < count:
                return kept
            await asyncio.sleep(0.01)


def kept_everywhere(stage: Stage, enquiry: Enquiry) -> list[Table]:
    """A row of ann's in every table that tells of members."""
    ann, guild, now = stage.ann.id, stage.guild.id, stage.env.now()
    there = {"guild_id": guild, "channel_id": stage.channel.id}
    plan = ScheduleRow(
        **there, at=time(9), zone="UTC", sections="new", begins=now, set_up_by=ann, told=False
    )
    return [
        QuestionRow(
            **there, message_id=71, author_id=ann, text=enquiry.text, asked_at=now, answered=False
        ),
        ClaimRow(message_id=71, guild_id=guild, claimed_at=now, channel_id=stage.channel.id),
        FeedbackRow(
            answer_id=72, member_id=ann, guild_id=guild, reason="other", note="old", given_at=now
        ),
        LessonRow(
            **there,
            message_id=73,
            author_id=ann,
            asked="why?",
            offered_at=now,
            kept_at=now,
            digest="d",
            audience="public",
        ),
        ShownRow(**there, message_id=74, day=now.date(), length=3, author_id=ann),
        AuditRow(
            guild_id=guild, member_id=ann, subject="language", before="null", after="1", at=now
        ),
        plan,
        NotQuotedRow(member_id=ann, since=now),
    ]


class TestEverything:
    @pytest.fixture(autouse=True)
    async def _kept(self, stage: Stage, enquiry: Enquiry, state: State) -> None:
        async with state.members._database.begin() as session:
            session.add_all(kept_everywhere(stage, enquiry))

    async def test_the_preview_names_what_goes_and_what_stays(self, stage: Stage) -> None:
        asked = told(await stage.ann.slash(stage.channel, "privacy delete"))

        for going in (
            "1 question of yours",
            "1 verdict",
            "1 message of yours that is quoted as an answer",
            "your words in 1 place",
            "your name at 1 change",
            "where I answered 1 message",
        ):
            assert going in asked
        stays = asked.partition("What stays")[2]
        assert "daily post" in stays
        assert "not to be quoted" in stays

    async def test_show_names_each_of_them(self, stage: Stage) -> None:
        shown = told(await stage.ann.slash(stage.channel, "privacy show"))

        for kept in (
            "judged 1",
            "quoted as an answer",
            "1 place",
            "1 change",
            "“old”",
            "1 message",
        ):
            assert kept in shown

    async def test_after_deleting_nothing_is_left_but_what_was_said_to_stay(
        self, stage: Stage, state: State
    ) -> None:
        asked = await stage.ann.slash(stage.channel, "privacy delete")
        assert asked.response is not None
        await stage.ann.click(asked.response.message, label=wording.DELETE_BUTTON)

        left = {table for table, rows in (await state.members.kept(stage.ann.id)).items() if rows}
        # Posts are rewritten first, and this one was never sent.
        assert left == {"daily_schedules", "not_quoted", "daily_shown"}
        [change] = await state.audits.of(stage.guild.id, 9)
        assert change.member is None

    async def test_the_export_holds_every_row_with_every_column(
        self, stage: Stage, state: State
    ) -> None:
        content = await exported(await stage.ann.slash(stage.channel, "privacy export"))

        rows = await state.members.kept(stage.ann.id)
        assert content["member"] == str(stage.ann.id)
        assert {table: len(one["rows"]) for table, one in content["kept"].items()} == dict.fromkeys(
            rows, 1
        )
        for table, [row] in rows.items():
            assert content["kept"][table]["rows"][0].keys() == row.keys()
        [question] = content["kept"]["questions"]["rows"]
        assert question["text"] == "is *R2* late, @everyone?"
        assert question["author_id"] == str(stage.ann.id)

    async def test_and_nobody_elses(self, stage: Stage) -> None:
        content = await exported(await stage.eve.slash(stage.channel, "privacy export"))

        assert not [one for one in content["kept"].values() if one["rows"]]

    async def test_not_to_be_quoted_withdraws_what_was_kept_as_an_answer(
        self, stage: Stage, state: State
    ) -> None:
        stage.library.kept[73] = KeptMessage(
            73, "words", "ann", "", "why?", stage.env.now(), "public"
        )

        await stage.ann.slash(stage.channel, "privacy quoting", quoted="off")

        assert await state.lessons.kept() == []
        assert stage.library.kept == {}


async def exported(result: simcord.InteractionResult) -> dict[str, Any]:  # Any: as JSON is
    told(result)
    assert result.response is not None
    [file] = result.response.attachments
    assert file.filename == "kept-about-you.json"
    content: dict[str, Any] = json.loads(await file.read())
    return content


async def test_what_is_only_in_memory_is_told_and_forgotten_too(stage: Stage) -> None:
    await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")

    assert "latest question" in told(await stage.ann.user.slash("privacy show"))
    content = await exported(await stage.ann.user.slash("privacy export"))
    assert [one["text"] for one in content["in_memory_until_restart"]] == ["is R2 late?"]
    asked = await stage.ann.user.slash("privacy delete")
    assert asked.response is not None
    await stage.ann.user.click(asked.response.message, label=wording.DELETE_BUTTON)

    assert stage.bot.exchanges.asked_by(stage.ann.id) == []


async def test_who_only_agreed_to_a_kept_answer_changed_no_settings(
    stage: Stage, state: State
) -> None:
    noted = Audit(stage.guild.id, stage.ann.id, ANSWER_KEPT, "", "<#7>", stage.env.now())
    await state.audits.note(noted)

    shown = told(await stage.ann.slash(stage.channel, "privacy show"))

    assert "You let an answer of yours be kept" in shown
    assert "settings" not in shown


def test_every_table_that_names_a_member_is_shown_and_deleted() -> None:
    """A new table with such a column is put into HOLDINGS, where /privacy finds it."""
    columns = {"author_id", "member_id", "asker_id", "user_id", "set_up_by"}
    naming = {
        table.name for table in Table.metadata.tables.values() if columns & set(table.c.keys())
    }

    assert naming <= {one.table.__tablename__ for one in HOLDINGS}


def test_every_column_that_is_exported_is_explained() -> None:
    explained = (ROOT / "docs" / "privacy.md").read_text("utf-8")

    for one in HOLDINGS:
        section = explained.partition(f"### {one.table.__tablename__}\n")[2].partition("### ")[0]
        assert section, one.table.__tablename__
        assert not [c.name for c in one.table.__table__.columns if f"`{c.name}`" not in section]


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

        await an_hour_later(stage)

        assert await state.guilds() == {here}

    async def test_another_bot_on_the_same_database_forgets_none_of_its_servers(
        self, stage: Stage, state: State, enquiry: Enquiry
    ) -> None:
        for guild in (5, 6):
            await state.questions.record(replace(enquiry, guild=guild))

        await an_hour_later(stage)

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

        await an_hour_later(stage)

        assert await state.questions.asked_by(stage.ann.id) == [enquiry]

    async def test_and_so_are_old_verdicts(
        self, stage: Stage, state: State, enquiry: Enquiry
    ) -> None:
        new = Verdict(stage.guild.id, 8, stage.ann.id, enquiry.at, Reason.OTHER)
        await state.feedback.give(new)
        await state.feedback.give(replace(new, answer=9, at=enquiry.at - timedelta(days=31)))

        await an_hour_later(stage)

        assert await state.feedback.given_by(stage.ann.id) == [new]
