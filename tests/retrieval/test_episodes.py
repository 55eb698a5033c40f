"""A work at a glance: which one is meant, what it says, its chapters, who speaks how much."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval import Library
from retrieval.models import Kind, Work
from tests.retrieval.fakes import opened
from tests.retrieval.shelves import BOATS, KITES, transcript, write

NOTES = """In this one we talk of rope and tar at length.
(0:00) Hello
(12:30) Rope, old and new
(1:02:05) What is tar?
And that was it for today."""
SAID = (
    "The {0} {0} number {1} is a {0} that everybody at the {0} yard knows well, because no {0} "
    "was ever made of better {0} stuff than this {0} here."
)


def talk(word: str, count: int) -> list[tuple[str | None, str]]:
    """A conversation of two that keeps to one word, of about thirty words a turn."""
    return [(("Ada Brook", "Bo Lund")[n % 2], SAID.format(word, n)) for n in range(count)]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("episodes")
    with opened(folder / "library") as library:
        library.ingest_documents(
            [
                transcript(
                    "long.md",
                    *talk("rope", 40),
                    *talk("kite", 40),
                    (None, "Somebody else says this at the end of it all."),
                    work=Work("Deep Water", "Harbour", "2024-03", "https://h.example/deep"),
                ),
                transcript("deep2.md", ("Bo Lund", BOATS), work=Work("Deep Sky", "Harbour")),
                transcript("other.md", ("Bo Lund", KITES), work=Work("Deep Sky", "Pier")),
                transcript("loose.md", ("Bo Lund", KITES), work=Work(description="a talk")),
                transcript("tar.md", ("Ada Brook", BOATS), work=Work("On Tar", "Pier")),
            ]
        )
        texts = write(folder / "texts", notes=NOTES)
        (texts / "sources.toml").write_text(
            '[[source]]\nfile = "notes.txt"\nkind = "notes"\ntitle = "On Tar"\npublisher = "Pier"\n'
        )
        library.ingest([texts])
        yield library


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Deep Water", "Deep Water"),
        ("the water episode", "Deep Water"),
        ("deep watr", "Deep Water"),
        ("On Tarr", "On Tar"),
        ("long.md", "Deep Water"),
        ("https://h.example/deep", "Deep Water"),
        ("Harbour: Deep Sky", "Deep Sky (Harbour)"),
        ("Deep Sky (Pier)", "Deep Sky (Pier)"),
        ("a talk", "a talk"),
        ("ON TAR", "On Tar"),
    ],
)
def test_a_work_is_found_by_whatever_is_remembered_of_it(
    library: Library, typed: str, meant: str
) -> None:
    assert library.episode(typed).title == meant


def test_where_several_may_be_meant_none_is_taken_and_all_are_told(library: Library) -> None:
    episode = library.episode("sky")

    assert episode.title is None
    assert set(episode.nearest) == {"Deep Sky (Harbour)", "Deep Sky (Pier)"}
    assert episode.takeaways == ()


def test_of_very_many_that_may_be_meant_a_few_are_told_in_their_order(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as library:
        library.ingest_documents(
            [
                transcript(f"{n}.md", ("Bo Lund", f"{n} {BOATS}"), work=Work(f"Deep Sea #{n}"))
                for n in range(1, 12)
            ]
        )

        assert library.episode("Deep Sea").nearest == tuple(f"Deep Sea #{n}" for n in range(1, 6))
        assert library.episode("Deeep Sea #11").title == "Deep Sea #11"


def test_a_title_that_nothing_bears_leads_to_what_speaks_of_it(library: Library) -> None:
    episode = library.episode("the planks episode")

    assert episode.title is None
    assert episode.nearest[0] in {"Deep Sky (Harbour)", "On Tar"}


@pytest.mark.parametrize("typed", ["", "?", "the", "x" * 3000, "\0\ud800", "many words " * 300])
def test_any_text_may_be_asked_for(library: Library, typed: str) -> None:
    assert library.episode(typed).title is None


def test_titles_are_completed_to_what_finds_them(library: Library) -> None:
    offered = library.titles("dee", 25)

    assert offered == ["Deep Sky (Harbour)", "Deep Water", "Deep Sky (Pier)"]
    assert [library.episode(title).title for title in offered] == offered
    assert library.titles("", 2) == library.titles("", 25)[:2]


def test_chapters_that_the_notes_list_are_the_works_chapters(library: Library) -> None:
    chapters = library.episode("On Tar").chapters

    assert [(c.timestamp, c.heading, c.found) for c in chapters] == [
        (0.0, "Hello", False),
        (750.0, "Rope, old and new", False),
        (3725.0, "What is tar?", False),
    ]
    assert [NOTES[chapter.start :][:3] for chapter in chapters] == ["(0:", "(12", "(1:"]


def test_without_such_a_list_chapters_begin_where_the_topic_turns(library: Library) -> None:
    chapters = library.episode("Deep Water").chapters
    text = "".join(f"{said}\n\n" for _, said in [*talk("rope", 40), *talk("kite", 40)])
    turn = text.index("The kite")

    assert all(chapter.found for chapter in chapters)
    assert chapters[0].start == 0
    # At the turn, or at the turn of speakers next to it.
    assert min(abs(chapter.start - turn) for chapter in chapters) < 400
    assert len({chapter.heading for chapter in chapters}) == len(chapters)


def test_a_short_work_has_no_chapters(library: Library) -> None:
    assert library.episode("a talk").chapters == ()


def test_shares_are_by_words_and_an_unknown_voice_stays_unknown(library: Library) -> None:
    shares = {share.speaker: share.share for share in library.episode("Deep Water").voices}

    assert shares.keys() == {"Ada Brook", "Bo Lund", None}
    assert shares["Ada Brook"] == pytest.approx(shares["Bo Lund"], rel=0.01)
    assert shares[None] == pytest.approx(10 / (80 * 32), rel=0.1)
    assert sum(shares.values()) == pytest.approx(1)


def test_show_notes_speak_no_share_of_a_conversation(library: Library) -> None:
    assert [share.speaker for share in library.episode("On Tar").voices] == ["Ada Brook"]


def test_takeaways_and_highlights_are_quotes_of_the_work_none_twice(library: Library) -> None:
    episode = library.episode("Deep Water")
    quotes = [*episode.takeaways, *episode.highlights]

    assert 1 <= len(episode.takeaways) <= 3
    assert {quote.title for quote in quotes} == {"Deep Water"}
    assert len({quote.text for quote in quotes}) == len(quotes)
    assert [q.start for q in episode.highlights] == sorted(q.start for q in episode.highlights)


def test_headings_of_a_source_are_its_chapters(seed_library: Library) -> None:
    chapters = seed_library.episode("Kevin Xu").chapters

    assert [chapter.heading for chapter in chapters][1:3] == [
        "Competition in AI and Strategic Technology",
        "Open Source Development in China",
    ]
    assert not any(chapter.found for chapter in chapters)


def test_of_a_summary_by_a_machine_nobody_is_said_to_speak(seed_library: Library) -> None:
    episode = seed_library.episode("podcast episode with Jordan Schneider")

    assert episode.voices == ()
    assert {quote.kind for quote in episode.takeaways} <= {Kind.SUMMARY, Kind.NOTES}


def test_the_deepseek_episode_of_the_seeds_is_found(seed_library: Library) -> None:
    episode = seed_library.episode("the deepseek episode")

    assert episode.title == "comments on an interview with the CEO of DeepSeek"
    assert episode.voices[0].speaker == "James Wang"


def test_an_empty_library_has_no_works(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as library:
        assert library.episode("Deep Water").nearest == ()
        assert library.titles("", 5) == []
