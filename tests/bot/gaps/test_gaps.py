"""/gaps: what met silence, alike questions as one, for those who run the server alone."""

import csv
import io
import re
from dataclasses import replace
from datetime import timedelta

import discord
import pytest
import simcord

from bot.audiences import of_server
from bot.cogs.gaps import looking
from bot.feedback import Reason, Verdict
from bot.gaps import gathering
from bot.gaps.exporting import as_csv
from bot.gaps.gathering import Gap
from bot.state import State
from bot.state.enquiries import Enquiry
from bot.wording import gaps as wording
from tests.bot.conftest import Stage
from tests.bot.fakes import quote

WEEK = timedelta(days=8)


@pytest.fixture(autouse=True)
def _silence(stage: Stage) -> None:
    stage.library.quotes = ()


@pytest.fixture
def silent(stage: Stage) -> Enquiry:
    """A question that met silence an hour ago."""
    return Enquiry(
        guild=stage.guild.id,
        channel=stage.channel.id,
        author=stage.ann.id,
        text="how tall is Everest?",
        at=stage.env.now() - timedelta(hours=1),
        answered=False,
        message=70,
        answer=71,
    )


def told_alone(result: simcord.InteractionResult) -> str:
    assert result.response is not None
    assert result.response.ephemeral
    return result.response.content


def panel_of(result: simcord.InteractionResult) -> discord.Message:
    assert result.response is not None
    return result.response.message


async def test_alike_questions_are_one_gap_with_their_number_and_links(
    stage: Stage, manager: simcord.MemberActor
) -> None:
    first = await stage.ann.send(stage.channel, f"{stage.mention} how tall is mount Everest?")
    second = await stage.eve.send(stage.channel, f"{stage.mention} how tall is Mount Everest")
    await stage.eve.send(stage.channel, f"{stage.mention} who funds this?")

    told = told_alone(await stage.ann.slash(stage.channel, "gaps"))
    assert "Only those who may manage" in told

    told = told_alone(await manager.slash(stage.channel, "gaps"))
    assert re.search(r"3 questions since \d+ \w+ 20\d\d", told)
    assert "still open, alike ones as one: 2." in told
    everest, funds = [line for line in told.split("\n") if line.startswith("- ")]
    assert "how tall is Mount Everest · asked 2 times" in everest
    assert everest.index(str(second.id)) < everest.index(str(first.id))
    assert re.search(r"· \[earlier: \d+ \w+ 20\d\d\]\(<", everest)
    assert "who funds this? · asked once" in funds
    assert str(stage.ann.id) not in told


async def test_a_mistyped_question_is_the_one_that_was_meant(
    stage: Stage, manager: simcord.MemberActor, state: State, silent: Enquiry
) -> None:
    stage.library.unknown = ("subscripton", "cancle", "llava")
    for text in ("cancel my subscription?", "cancle my subscripton?", "llava?", "llama?"):
        await state.questions.record(replace(silent, text=text))

    told = told_alone(await manager.slash(stage.channel, "gaps"))

    assert "cancle my subscripton? · asked 2 times" in told
    assert "llava? · asked once" in told
    assert "llama? · asked once" in told


async def test_where_there_is_none_it_says_so(stage: Stage, manager: simcord.MemberActor) -> None:
    told = told_alone(await manager.slash(stage.channel, "gaps", days=7))

    week_ago = stage.env.now() - timedelta(days=7)
    day = f"{week_ago.day} {week_ago:%B %Y}"
    assert told == f"No question met silence here since {day}."


async def test_what_is_older_or_of_another_server_is_not_shown(
    stage: Stage, manager: simcord.MemberActor, state: State, silent: Enquiry
) -> None:
    await state.questions.record(replace(silent, guild=5, text="elsewhere?"))
    await state.questions.record(replace(silent, text="long ago?", at=silent.at - WEEK))
    await state.questions.record(silent)

    told = told_alone(await manager.slash(stage.channel, "gaps", days=7))

    assert "Everest" in told
    assert "elsewhere" not in told
    assert "long ago" not in told


async def test_a_deleted_question_is_gone(stage: Stage, manager: simcord.MemberActor) -> None:
    asked = await stage.ann.send(stage.channel, f"{stage.mention} how tall is Everest?")
    await stage.ann.delete(asked)

    told = told_alone(await manager.slash(stage.channel, "gaps"))

    assert "No question met silence" in told


async def test_what_was_asked_where_the_caller_cannot_see_is_counted_and_not_shown(
    stage: Stage, manager: simcord.MemberActor, state: State, silent: Enquiry
) -> None:
    closed = discord.PermissionOverwrite(view_channel=False)
    vault = stage.guild.create_text_channel(
        "vault", overwrites={stage.guild.default_role: closed, manager: closed}
    )
    await state.questions.record(replace(silent, channel=vault.id, text="where is the gold?"))
    await state.questions.record(replace(silent, channel=vault.id, message=80))
    await state.questions.record(silent)

    told = told_alone(await manager.slash(stage.channel, "gaps"))

    assert "gold" not in told
    assert "1 of them was asked where you cannot see" in told
    assert "asked 2 times" in told
    assert "1 where you cannot see" in told
    assert f"/{vault.id}/" not in told


async def test_a_gap_that_the_library_can_answer_by_now_is_counted_and_no_longer_listed(
    stage: Stage, manager: simcord.MemberActor, state: State, silent: Enquiry
) -> None:
    for text in ("how tall is Everest?", "how tall is Everest?", "who funds this?"):
        await state.questions.record(replace(silent, text=text))

    def answers_the_first() -> None:
        stage.library.quotes = (quote(),) if "Everest" in stage.library.asked[-1] else ()

    stage.library.before_answering = answers_the_first
    told = told_alone(await manager.slash(stage.channel, "gaps"))

    [funds] = [line for line in told.split("\n") if line.startswith("- ")]
    assert "who funds this?" in funds
    assert "alike ones as one: 1. I can answer by now: 1." in told


async def test_what_somebody_has_covered_stays_covered(
    stage: Stage, manager: simcord.MemberActor, state: State, silent: Enquiry
) -> None:
    await state.questions.record(replace(silent, text="is ||Snape|| dead, @everyone?"))

    result = await manager.slash(stage.channel, "gaps")

    assert "Snape" not in told_alone(result)
    assert not panel_of(result).mention_everyone


async def test_many_gaps_are_leafed_through(
    stage: Stage,
    manager: simcord.MemberActor,
    state: State,
    silent: Enquiry,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gathering, "MOST", 40)
    monkeypatch.setattr(looking, "MOST", 40)
    for number in range(45):
        await state.questions.record(replace(silent, text=f"{number} " + f"w{number}x " * 20))

    result = await manager.slash(stage.channel, "gaps")
    first = told_alone(result)
    assert "Only the latest 300" in first
    await manager.click(panel_of(result), label=wording.NEXT)
    second = told_alone(result)

    assert first != second
    assert len(second) <= 2000
    await manager.click(panel_of(result), label=wording.BACK)
    assert told_alone(result) == first


async def test_the_table_is_handed_out_privately_and_holds_no_formula(
    stage: Stage, manager: simcord.MemberActor, state: State, silent: Enquiry
) -> None:
    await state.questions.record(replace(silent, text='=HYPERLINK("https://evil.example")'))
    await state.questions.record(replace(silent, text='Wer zahlt, „Ä\nund“ "B"?', message=72))
    result = await manager.slash(stage.channel, "gaps")

    saved = await manager.click(panel_of(result), label=wording.CSV)

    assert saved.followups[-1].ephemeral
    [file] = saved.followups[-1].attachments
    table = await file.read()
    assert table.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline="")))
    assert {row["question"] for row in rows} == {
        '\'=HYPERLINK("https://evil.example")',
        'Wer zahlt, „Ä\nund“ "B"?',
    }
    assert {row["channel"] for row in rows} == {"#general"}
    assert all(f"/{stage.channel.id}/7" in row["links"] for row in rows)
    assert str(stage.ann.id) not in table.decode("utf-8-sig")


async def test_a_channel_that_whoever_looks_no_longer_sees_leaves_the_panel(
    stage: Stage, manager: simcord.MemberActor, state: State, silent: Enquiry
) -> None:
    vault = stage.guild.create_text_channel("vault")
    for number in range(45):
        words = f"{number} " + f"w{number}x " * 20
        await state.questions.record(replace(silent, text=f"secret {words}", channel=vault.id))
        await state.questions.record(replace(silent, text=f"open {words}"))
    result = await manager.slash(stage.channel, "gaps")
    assert "secret" in told_alone(result)

    place = stage.bot.get_channel(vault.id)
    assert isinstance(place, discord.TextChannel)
    await place.set_permissions(place.guild.default_role, view_channel=False)
    await manager.click(panel_of(result), label=wording.NEXT)
    saved = await manager.click(panel_of(result), label=wording.CSV)

    assert "open" in told_alone(result)
    assert "secret" not in told_alone(result)
    [file] = saved.followups[-1].attachments
    table = (await file.read()).decode("utf-8-sig")
    assert "open" in table
    assert "secret" not in table
    assert "vault" not in table


async def test_a_role_that_the_server_named_may_look_too(stage: Stage, state: State) -> None:
    role = stage.guild.create_role("librarian")
    librarian = stage.guild.add_member(stage.env.create_user("lib"), roles=[role])
    await state.preferences.change(stage.guild.id, managers={role.id})

    assert "No question" in told_alone(await librarian.slash(stage.channel, "gaps"))


async def test_an_answer_that_was_not_it_is_a_gap_that_stays_open(
    stage: Stage, manager: simcord.MemberActor, state: State, silent: Enquiry
) -> None:
    stage.library.quotes = (quote(),)
    await state.questions.record(replace(silent, answered=True))
    await state.feedback.give(
        Verdict(stage.guild.id, 71, stage.ann.id, stage.env.now(), Reason.OFF_TOPIC)
    )

    told = told_alone(await manager.slash(stage.channel, "gaps"))

    assert "answered, but “Not it”: 1" in told
    assert "alike ones as one: 1." in told


async def test_a_follow_up_is_listed_as_it_was_understood(
    stage: Stage, manager: simcord.MemberActor
) -> None:
    whole = "where are the workshop slides for France?"
    await stage.ann.send(stage.channel, f"{stage.mention} what did Sally show?")
    stage.library.understood["and for France?"] = whole
    silence = stage.channel.history()[-1]
    await stage.ann.send(stage.channel, f"{stage.mention} and for France?", reply_to=silence)
    await stage.eve.send(stage.channel, f"{stage.mention} {whole}")

    told = told_alone(await manager.slash(stage.channel, "gaps"))

    assert f"- {whole} · asked 2 times" in told
    assert "and for France" not in told


async def test_what_holds_no_word_is_no_gap(
    stage: Stage, manager: simcord.MemberActor, state: State, silent: Enquiry
) -> None:
    await state.questions.record(replace(silent, text="asdf"))

    assert "No question met silence" in told_alone(await manager.slash(stage.channel, "gaps"))


async def test_whether_words_are_known_is_asked_for_whoever_looks_alone(
    stage: Stage, manager: simcord.MemberActor, state: State, silent: Enquiry
) -> None:
    """Else an odd word that is listed would tell them that it stands in another server's books."""
    await state.questions.record(silent)

    await manager.slash(stage.channel, "gaps")

    readers = {whose for asked, whose in stage.library.shown if asked == "knows_words"}
    # What everybody may read tells how words are spelt.
    assert readers == {frozenset({"public", of_server(stage.guild.id)}), frozenset({"public"})}


async def test_why_it_was_not_it_is_told_in_the_members_words(
    stage: Stage, manager: simcord.MemberActor, state: State, silent: Enquiry
) -> None:
    await state.questions.record(replace(silent, answered=True))
    note = "It is ||Snape||,\nnot K2"
    given = Verdict(stage.guild.id, 71, stage.ann.id, stage.env.now(), Reason.WRONG_VOICE, note)
    await state.feedback.give(given)

    result = await manager.slash(stage.channel, "gaps")
    told = told_alone(result)
    saved = await manager.click(panel_of(result), label=wording.CSV)
    [file] = saved.followups[-1].attachments
    [row] = csv.DictReader(io.StringIO((await file.read()).decode("utf-8-sig"), newline=""))

    assert "Wrong voice: “It is" in told
    assert "not K2" in told
    assert "Snape" not in told
    assert "wrong voice: It is" in row["reasons"]
    assert str(stage.ann.id) not in told


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("x;=cmd|' /C calc'!A1", "x;'=cmd|' /C calc'!A1"),
        ('a;"=1+1', "a;\"'=1+1"),
        ("a\t@SUM(1)", "a\t'@SUM(1)"),
        ("a, -1", "a, '-1"),
        ("-1", "'-1"),
        ("is R2-D2 late (a=b)?", "is R2-D2 late (a=b)?"),
    ],
)
def test_no_cell_is_a_formula_however_a_spreadsheet_parts_it(
    silent: Enquiry, text: str, cell: str
) -> None:
    gap = Gap(text, 1, 0, 0, silent.at, silent.at, (), 1)

    table = as_csv([gap], str).decode("utf-8-sig")

    [row] = csv.DictReader(io.StringIO(table, newline=""))
    assert row["question"] == cell
    assert all(line.startswith('"') for line in table.splitlines())


async def test_the_buttons_are_only_for_whoever_may_still_look(
    stage: Stage, state: State, silent: Enquiry
) -> None:
    role = stage.guild.create_role("librarian")
    librarian = stage.guild.add_member(stage.env.create_user("lib"), roles=[role])
    await state.preferences.change(stage.guild.id, managers={role.id})
    await state.questions.record(silent)
    result = await librarian.slash(stage.channel, "gaps")
    await state.preferences.change(stage.guild.id, managers=set())

    pressed = await librarian.click(panel_of(result), label=wording.CSV)

    assert not any(one.attachments for one in pressed.followups)
    assert "Only those who may manage" in told_alone(pressed)
