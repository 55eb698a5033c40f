"""/person: a page in words, with a chart, that pings nobody and forges nothing."""

import discord
import pytest

from bot.parts import Plotted
from bot.wording import people
from retrieval import Appearance, PeriodCount, Person
from tests.bot.conftest import Stage
from tests.bot.fakes import quote
from tests.bot.reading import read, width


def work(number: int, **changes: object) -> Appearance:
    given: dict[str, object] = {
        "title": f"Talk {number}",
        "publisher": "Harbour",
        "published": "2024-03",
        "url": f"https://h.example/{number}",
        "source_name": "a.txt",
        "words": 1200,
    }
    return Appearance(**(given | changes))  # type: ignore[arg-type]  # a test's own shorthand


ADA = Person(
    "Ada Brook",
    nearest=("Ada Brooks",),
    other_names=("Brook, Ada",),
    timeline=(PeriodCount("2024-03", 1200), PeriodCount("2025-01", 300)),
    works=(work(1), work(2, published=None, title=None, url=None, quoted=True, words=1)),
    topics=("mooring rope", "tar"),
    quotes=(quote("Rope holds boats.", url="https://h.example/1"),),
)


def attached(stage: Stage) -> list[discord.Attachment]:
    message = stage.channel.last_message
    assert message is not None
    return list(message.attachments)


async def test_a_person_is_told_of_in_words_quotes_and_a_chart(stage: Stage) -> None:
    stage.library.found_person = ADA

    result = await stage.ann.slash(stage.channel, "person", name="ada")

    assert stage.library.asked == ["ada"]
    assert result.response is not None
    assert result.response.content.split("\n") == [
        "### Ada Brook",
        "Heard in 1 work, 1,200 words",
        "Quoted by others in 1 work, 1 word",
        "From March 2024 to January 2025, most in March 2024 (1 work without a date)",
        "Speaks of: mooring rope, tar",
        "Also written: Brook, Ada",
        "Much like this name, and perhaps the same person: Ada Brooks",
        "",
        "### In their words",
        "> Rope holds boats.",
        "-# — Azeem Azhar · podcast appearance",
        "-# [Open the source](<https://h.example/1>)",
        "",
        "### Works",
        "- “Talk 1” · Harbour · 2024-03 · 1,200 words · [Open](<https://h.example/1>)",
        "- a.txt · Harbour · 1 word, quoted by others",
    ]
    [chart] = attached(stage)
    assert chart.filename == "words-over-time.png"
    assert "March 2024" in (chart.description or "")


async def test_without_dates_there_is_no_chart_but_a_sentence(stage: Stage) -> None:
    stage.library.found_person = Person("Ada Brook", works=(work(1, published=None),))

    result = await stage.ann.slash(stage.channel, "person", name="ada")

    assert attached(stage) == []
    assert result.response is not None
    assert "no chart" in result.response.content


async def test_nobody_or_several_is_a_sentence_with_the_nearest_names(stage: Stage) -> None:
    stage.library.found_person = Person(None, nearest=("Chris Albon", "Chris @everyone", "Bo"))

    result = await stage.ann.slash(stage.channel, "person", name="chris <@1> @everyone")

    assert result.response is not None
    assert read(result.response.content) == (
        "I am not sure whom “chris @everyone” means. "
        "Do you mean “Chris Albon”, “Chris @everyone” or “Bo”?"
    )
    assert not result.response.message.mention_everyone


async def test_a_long_list_is_cut_and_says_so(stage: Stage) -> None:
    stage.library.found_person = Person("Ada", works=tuple(work(n) for n in range(20)))

    await stage.ann.slash(stage.channel, "person", name="ada")

    [page] = stage.said()
    assert page.count("\n- “Talk") == 8
    assert page.endswith("\n- and 12 more works")


async def test_whatever_names_hold_no_message_is_too_long_pings_or_breaks_out(stage: Stage) -> None:
    nasty = "@everyone [x](https://evil.example) \n# **b**\u202e" + "y" * 900
    stage.library.found_person = Person(
        nasty,
        nearest=(nasty,) * 9,
        other_names=(nasty,) * 9,
        timeline=tuple(PeriodCount(f"{year}", 10**9) for year in range(1000, 2000)),
        works=tuple(
            work(n, title=nasty, publisher=nasty, url="https://h.example/" + "u" * 800)
            for n in range(30)
        ),
        topics=(nasty,) * 8,
        quotes=(quote(nasty, attribution=nasty),) * 3,
    )

    await stage.ann.slash(stage.channel, "person", name=nasty[:2000])

    history = [message for message in stage.channel.history() if message.author == stage.bot.user]
    assert len(history) > 1
    for message in history:
        assert width(message.content) <= 2000
        assert not message.mention_everyone
        assert "](https://evil" not in message.content
    [chart] = history[0].attachments
    assert 0 < len(chart.description or "") <= 1024


async def test_where_files_may_not_be_sent_the_words_come_alone(stage: Stage) -> None:
    stage.library.found_person = ADA
    closed = discord.PermissionOverwrite(attach_files=False)
    channel = stage.guild.create_text_channel(
        "quiet", overwrites={stage.guild.default_role: closed}
    )

    await stage.ann.slash(channel, "person", name="ada")

    [page] = channel.history()
    assert page.attachments == []
    assert "Heard in" in page.content


async def test_names_are_completed_from_the_library(stage: Stage) -> None:
    offered = await stage.ann.autocomplete(stage.channel, "person", "name", "Az")

    assert offered == [{"name": "Azeem Azhar", "value": "Azeem Azhar"}]


@pytest.mark.parametrize(
    ("timeline", "words"),
    [
        ((PeriodCount("2024", 3),), "In 2024"),
        ((PeriodCount("2023", 3), PeriodCount("2024-12", 9)), "From 2023 to December 2024"),
    ],
)
def test_a_time_is_told_as_far_as_it_is_known(
    timeline: tuple[PeriodCount, ...], words: str
) -> None:
    reply = people.page("ada", Person("Ada", timeline=timeline, works=(work(1),)))

    [plotted] = [part for part in reply if isinstance(part, Plotted)]
    assert words in plotted.alt
    assert words in str(reply[1])
