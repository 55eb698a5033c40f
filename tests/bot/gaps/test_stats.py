"""/stats: figures with a chart, honest where there are few."""

import io
import re
import struct
from dataclasses import replace
from datetime import date, timedelta

import discord
import matplotlib.image
import numpy as np
import simcord

from bot.days_chart import days_chart
from bot.feedback import Reason, Verdict
from bot.parts import Tallied, Tally
from bot.state import State
from bot.state.enquiries import Enquiry
from tests.bot.conftest import Stage


def enquiry(stage: Stage, **changes: object) -> Enquiry:
    plain = Enquiry(
        guild=stage.guild.id,
        channel=stage.channel.id,
        author=stage.ann.id,
        text="is R2 late?",
        at=stage.env.now(),
        answered=True,
        sources=("/seeds/000.txt",),
        took=0.5,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # a test's own shorthand


async def told(
    stage: Stage, member: simcord.MemberActor, **options: int
) -> simcord.ResponseMessage:
    result = await member.slash(stage.channel, "stats", **options)
    assert result.response is not None
    assert result.response.ephemeral
    return result.response


async def test_figures_are_for_those_who_run_the_server(
    stage: Stage, manager: simcord.MemberActor
) -> None:
    assert "Only those who may manage" in (await told(stage, stage.ann)).content
    assert "Nobody has asked anything here" in (await told(stage, manager)).content


async def test_a_busy_server_sees_shares_times_topics_sources_and_a_chart(
    stage: Stage, manager: simcord.MemberActor, state: State
) -> None:
    for number in range(30):
        await state.questions.record(
            enquiry(stage, took=number / 10, at=stage.env.now() - timedelta(days=number % 5))
        )
    for number in range(10):
        lone = f"who funds thing{number}?"
        await state.questions.record(enquiry(stage, answered=False, text=lone, sources=()))
    await state.questions.record(enquiry(stage, guild=5, text="elsewhere?"))
    for member, reason in ((1, None), (2, None), (3, Reason.OFF_TOPIC)):
        await state.feedback.give(Verdict(stage.guild.id, member, member, stage.env.now(), reason))

    shown = await told(stage, manager, days=7)

    assert "40 questions, 30 of them answered (75%)." in shown.content
    assert "Found helpful: 2 of 3." in shown.content
    assert "Half of the answers took 0.9 s at most, 95 of 100 took 2.7 s at most." in shown.content
    assert "- is R2 late? · 30 times" in shown.content
    assert "- 000\\.txt · 30 times" in shown.content
    assert "elsewhere" not in shown.content
    [chart] = shown.attachments
    assert chart.filename == "questions-a-day.png"
    assert "40 in all, 30 answered" in (chart.description or "")


async def test_few_questions_are_counted_and_no_share_is_made_of_them(
    stage: Stage, manager: simcord.MemberActor, state: State
) -> None:
    await state.questions.record(enquiry(stage))

    shown = await told(stage, manager, days=90)

    assert "1 question, 1 of it answered." in shown.content
    assert "%" not in shown.content
    assert "too few" in shown.content
    assert "Nobody has said yet" in shown.content
    assert "Words are kept for 30 days" in shown.content


async def test_topics_and_sources_are_those_that_the_caller_may_see(
    stage: Stage, manager: simcord.MemberActor, state: State
) -> None:
    closed = discord.PermissionOverwrite(view_channel=False)
    vault = stage.guild.create_text_channel(
        "vault", overwrites={stage.guild.default_role: closed, manager: closed}
    )
    for _ in range(3):
        await state.questions.record(
            enquiry(stage, channel=vault.id, text="where is the gold?", sources=("/gone.txt",))
        )

    shown = await told(stage, manager)

    assert "3 questions" in shown.content
    assert "gold" not in shown.content
    assert "gone" not in shown.content


def test_the_chart_is_opaque_and_tells_silence_apart_by_more_than_colour() -> None:
    first = Tally(date(2025, 12, 30), 5, 4)
    days = tuple(replace(first, day=first.day + timedelta(days=n)) for n in range(5))

    png = days_chart(Tallied("Questions a day", ("answered", "met silence"), days, "A chart."))

    assert struct.unpack(">II", png[16:24]) == (720, 390)
    image = np.asarray(matplotlib.image.imread(io.BytesIO(png), format="png"))
    assert (image[..., 3] == 1).all()
    assert len(png) < 100_000


def test_words_that_the_font_cannot_write_are_left_out_of_the_chart() -> None:
    day = Tally(date(2025, 12, 30), 1, 0)

    assert days_chart(Tallied("每天的问题", ("已回答", "没有答案"), (day,), "图"))


async def test_a_document_without_a_title_is_called_as_under_its_quotes(
    stage: Stage, manager: simcord.MemberActor, state: State
) -> None:
    stage.library.described = "podcast appearance, episode and date unknown"
    await state.questions.record(enquiry(stage))

    shown = await told(stage, manager)

    assert "- podcast appearance, episode and date unknown · 1 time" in shown.content
    assert ".txt" not in shown.content
    assert not re.search(r"\d{4}-\d\d-\d\d", shown.content)


async def test_a_verdict_on_a_private_answer_is_not_counted(
    stage: Stage, manager: simcord.MemberActor, state: State
) -> None:
    await state.questions.record(enquiry(stage))
    given = Verdict(stage.guild.id, 9, stage.ann.id, stage.env.now(), private=True)
    await state.feedback.give(given)

    assert "Nobody has said yet" in (await told(stage, manager)).content
