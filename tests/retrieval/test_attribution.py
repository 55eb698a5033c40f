"""The line under a quote, for every kind of text and every chain of voices."""

import pytest

from retrieval.attribution import attribution
from retrieval.models import Kind, Locator, Role, Voice, Work

WORK = Work("Rope", "Pier", "2025-03")
BARE = Work()


@pytest.mark.parametrize(
    ("voice", "line"),
    [
        (Voice(Kind.TRANSCRIPT, "Ada Brook"), "Ada Brook · “Rope” · Pier · 2025-03"),
        (
            Voice(Kind.TRANSCRIPT, "Ada Brook", remark="speech recognition"),
            "Ada Brook · “Rope” · Pier · 2025-03 · speech recognition",
        ),
        (Voice(Kind.ESSAY, "Ada Brook"), "Ada Brook · “Rope” · Pier · 2025-03"),
        (Voice(Kind.BOOK, "Ada Brook"), "Ada Brook · “Rope” · Pier · 2025-03"),
        (Voice(Kind.TEXT, "Ada Brook"), "Ada Brook · “Rope” · Pier · 2025-03"),
        (Voice(Kind.TEXT), "Unknown voice · “Rope” · Pier · 2025-03"),
        (
            Voice(Kind.COMMENT, "Ada Brook"),
            "Ada Brook · “Rope” · Pier · 2025-03 · reader's comment",
        ),
        (Voice(Kind.POST), "Unknown voice · “Rope” · Pier · 2025-03 · forum post"),
        (Voice(Kind.MESSAGE, "Ada Brook"), "Ada Brook · “Rope” · Pier · 2025-03 · message"),
        (Voice(Kind.SUMMARY), "Machine-written summary · “Rope” · Pier · 2025-03"),
        (
            Voice(Kind.SUMMARY, remark="by Sumbot 3"),
            "Machine-written summary · “Rope” · Pier · 2025-03 · by Sumbot 3",
        ),
        (Voice(Kind.NOTES), "Publisher's notes · “Rope” · Pier · 2025-03"),
        (
            Voice(Kind.NOTES, "Pier"),
            "Pier · “Rope” · 2025-03 · publisher's notes",
        ),
    ],
)
def test_the_line_begins_with_the_voice_and_tells_what_is_known(voice: Voice, line: str) -> None:
    assert attribution(voice, WORK, "a.txt") == line


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_text_has_a_line_and_a_voice_in_it(kind: Kind) -> None:
    assert attribution(Voice(kind, "Ada Brook"), BARE, "a.txt").startswith("Ada Brook · a.txt")
    unknown = attribution(Voice(kind), BARE, "a.txt")
    assert unknown.split(" · ")[0] in {
        "Unknown voice",
        "Machine-written summary",
        "Publisher's notes",
    }


@pytest.mark.parametrize(
    ("voice", "beginning"),
    [
        (
            Voice(Kind.ESSAY, "Pier", True, "Ada Brook", "The Tin Times"),  # noqa: FBT003 - the field before it names who
            "Ada Brook, quoted in The Tin Times, as cited by Pier · ",
        ),
        (
            Voice(Kind.ESSAY, "Pier", quotation=True, quoted_speaker="Ada Brook"),
            "Ada Brook, as quoted by Pier · ",
        ),
        (
            Voice(Kind.COMMENT, "Bo Lind", quotation=True),
            "An unnamed author, quoted by Bo Lind · ",
        ),
        (
            Voice(
                Kind.COMMENT,
                "Bo Lind",
                quotation=True,
                quoted_speaker="Bo Lind",
                quoted_in="March 2022",
            ),
            "Bo Lind, quoting their own words of March 2022 · ",
        ),
        (
            Voice(Kind.COMMENT, "Bo Lind", quotation=True, quoted_speaker="Bo Lind"),
            "Bo Lind, quoting their own words · ",
        ),
    ],
)
def test_a_chain_of_voices_is_told_from_the_one_who_spoke(voice: Voice, beginning: str) -> None:
    assert attribution(voice, WORK, "a.txt").startswith(beginning)


@pytest.mark.parametrize("quoted_speaker", [None, "Ada Brook"])
def test_a_quotation_by_an_unknown_voice_names_no_quoter(quoted_speaker: str | None) -> None:
    voice = Voice(Kind.POST, None, quotation=True, quoted_speaker=quoted_speaker)

    line = attribution(voice, WORK, "a.txt")

    assert "None" not in line
    assert "an unknown voice" in line.lower()


@pytest.mark.parametrize(
    ("voice", "beginning"),
    [
        (Voice(Kind.TRANSCRIPT, "Ada Brook", role=Role.HOST), "Ada Brook, host · "),
        (Voice(Kind.TRANSCRIPT, "Ada Brook", role=Role.GUEST), "Ada Brook, guest · "),
        (Voice(Kind.TRANSCRIPT, None, role=Role.GUEST), "Unknown voice · "),
        (Voice(Kind.ESSAY, "Ada Brook", role=Role.AUTHOR), "Ada Brook · "),
        (Voice(Kind.COMMENT, "Ada Brook", role=Role.COMMENTER), "Ada Brook · "),
        (Voice(Kind.MESSAGE, "Bo", replying_to="Ada Brook"), "Bo, replying to Ada Brook · "),
        (Voice(Kind.POST, replying_to="Ada Brook"), "Unknown voice, replying to Ada Brook · "),
    ],
)
def test_the_part_of_a_voice_is_told_where_a_reader_would_ask(voice: Voice, beginning: str) -> None:
    assert attribution(voice, WORK, "a.txt").startswith(beginning)


@pytest.mark.parametrize(
    ("at", "heading", "work"),
    [
        (Locator(3723.9), None, "“Rope”, 1:02:03 · Pier · 2025-03"),
        (Locator(page=12), "Knots", "“Rope”, “Knots”, p. 12 · Pier · 2025-03"),
        (Locator(published="2025-03-04"), "Rope", "“Rope” · Pier · 2025-03-04"),
        (Locator(), "Knots " * 30, "“Rope” · Pier · 2025-03"),
        (Locator(float("nan")), None, "“Rope” · Pier · 2025-03"),
        (Locator(float("inf")), None, "“Rope” · Pier · 2025-03"),
    ],
)
def test_where_in_a_work_the_words_stand_is_told(
    at: Locator, heading: str | None, work: str
) -> None:
    line = attribution(Voice(Kind.BOOK, "Ada Brook"), WORK, "a.txt", at, heading)

    assert line == f"Ada Brook · {work}"


def test_a_heading_stands_apart_from_a_description() -> None:
    work = Work(description="talk with Bo and Cy")

    line = attribution(Voice(Kind.SUMMARY), work, "a.txt", Locator(), "Knots")

    assert line == "Machine-written summary · talk with Bo and Cy · “Knots”"


def test_the_publisher_is_not_named_twice() -> None:
    line = attribution(Voice(Kind.ESSAY, "Pier"), WORK, "a.txt")

    assert line == "Pier · “Rope” · 2025-03"


def test_a_work_without_a_title_goes_by_its_description_or_else_its_file() -> None:
    voice = Voice(Kind.POST)

    described = attribution(voice, Work(description="thread on rope"), "a.txt")

    assert described == "Unknown voice · thread on rope · forum post"
    assert attribution(voice, BARE, "a.txt") == "Unknown voice · a.txt · forum post"


def test_the_line_does_not_end_in_a_link_and_is_one_line() -> None:
    work = Work("Rope", "Pier", "2025", "https://pier.example/rope", "subscribers", "a book")

    line = attribution(Voice(Kind.BOOK, "Ada Brook"), work, "a.txt")

    assert line == "Ada Brook · “Rope” · Pier · 2025"
