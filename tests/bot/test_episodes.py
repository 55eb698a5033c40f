"""/episode: a work at a glance."""

from dataclasses import replace

from retrieval import Chapter, Episode, Share
from tests.bot.conftest import Stage
from tests.bot.fakes import quote
from tests.bot.reading import width

DEEP = Episode(
    "Deep Water",
    publisher="Harbour",
    published="2024-03-09",
    url="https://h.example/deep",
    takeaways=(quote("Rope holds boats."),),
    highlights=(quote("Tar keeps planks dry."),),
    chapters=(
        Chapter("Rope & knots", 0, 0.0, found=True, source_name="a"),
        Chapter("tar", 90, 3725.4, found=True, source_name="a"),
        Chapter("kites", 99, None, found=True, source_name="a"),
    ),
    voices=(Share("Ada Brook", 0.7), Share(None, 0.3)),
)


async def test_a_work_is_told_of_in_takeaways_highlights_and_chapters(stage: Stage) -> None:
    stage.library.found_episode = DEEP

    result = await stage.ann.slash(stage.channel, "episode", title="deep")

    assert stage.library.asked == ["deep"]
    assert result.response is not None
    lines = result.response.content.split("\n")
    assert [line.replace("\\", "") for line in lines] == [
        "### Deep Water",
        "Harbour",
        "2024-03-09",
        "Speaking: Ada Brook 70%, unknown voices 30%",
        "",
        "### Quick takeaways",
        "> Rope holds boats.",
        "-# — Azeem Azhar · podcast appearance",
        "",
        "### Highlights",
        "> Tar keeps planks dry.",
        "-# — Azeem Azhar · podcast appearance",
        "",
        "### Chapters",
        "-# Found by shift of topic; the source names none",
        "- 0:00 Rope & knots",
        "- 1:02:05 tar",
        "- kites",
    ]


async def test_chapters_of_the_source_are_not_called_found(stage: Stage) -> None:
    chapters = tuple(replace(chapter, found=False) for chapter in DEEP.chapters)
    stage.library.found_episode = replace(DEEP, chapters=chapters)

    await stage.ann.slash(stage.channel, "episode", title="deep")

    assert "Found by" not in stage.said()[0]


async def test_none_or_several_is_a_sentence_with_the_nearest_titles(stage: Stage) -> None:
    stage.library.found_episode = Episode(None, nearest=("Deep Sky",))

    await stage.ann.slash(stage.channel, "episode", title="sky @everyone")

    assert stage.said() == [
        "I am not sure which work “sky @\u200beveryone” means. Do you mean “Deep Sky”?"
    ]


async def test_very_much_is_cut_honestly_and_fits_into_messages(stage: Stage) -> None:
    stage.library.found_episode = replace(
        DEEP,
        chapters=tuple(
            Chapter(f"{n} {'c' * 500}", n, float(n), found=False, source_name="a")
            for n in range(45)
        ),
        voices=tuple(Share(f"Voice {n}", 0.02) for n in range(50)),
        takeaways=(quote("t" * 1500), quote("u" * 1500)),
    )

    await stage.ann.slash(stage.channel, "episode", title="deep")

    said = stage.said()
    assert "Voice 7 2%, and 42 more voices" in said[0]
    assert said[-1].endswith("- and 25 more chapters")
    assert all(width(page) <= 2000 for page in said)


async def test_titles_are_completed_from_the_library(stage: Stage) -> None:
    offered = await stage.ann.autocomplete(stage.channel, "episode", "title", "Az")

    assert offered == [{"name": "On Azeem Azhar", "value": "On Azeem Azhar"}]
