"""Essays as Markdown: whose they are, and what of them is quoted."""

from pathlib import Path

import pytest

from retrieval.chunking import Chunker
from retrieval.models import Kind, LeftOut, Role
from retrieval.readers.base import Entry
from tests.retrieval.reading import quotations_of, read, speakers_of, texts_of

ESSAY = (
    "---\nauthor: Ada Brook\ndate: 2 January 2025\naudience: crew\n---\n\n# On Rope\n\n"
    "Rope is old.\n\n## Hemp\n\nIt has two faults:\n\n- It rots.\n- It burns.\n\n"
    "```\nsplice(rope)\n```\n\n![A rope](rope.png)\n\n"
    "Cy Dunn said: “Nobody will ever need more rope.”\n\n> Rope is dear to me.\n"
)


def test_an_essay_is_its_authors_under_its_headings(tmp_path: Path) -> None:
    document = read(tmp_path, ESSAY)

    assert document.form == "markdown"
    assert set(speakers_of(document)) == {"Ada Brook"}
    assert {segment.voice.kind for segment in document.segments} == {Kind.ESSAY}
    assert [s.heading for s in document.segments][:2] == [None, "Hemp"]
    work = document.work
    assert (work.title, work.published, work.audience) == ("On Rope", "2025-01-02", "crew")


def test_front_matter_marks_code_and_pictures_are_not_quoted(tmp_path: Path) -> None:
    texts = texts_of(read(tmp_path, ESSAY))

    assert texts[:4] == ["Rope is old.", "It has two faults:", "It rots.", "It burns."]
    assert not any(mark in text for text in texts for mark in ("splice", "![", "audience", "> "))


def test_whoever_is_quoted_in_an_essay_keeps_the_words(tmp_path: Path) -> None:
    quoted = quotations_of(read(tmp_path, ESSAY))

    assert ("“Nobody will ever need more rope.”", "Cy Dunn") in quoted
    assert "Rope is dear to me." in [words for words, _ in quoted]


def test_what_comes_with_an_essay_beats_what_it_says_of_itself(tmp_path: Path) -> None:
    document = read(tmp_path, ESSAY, Entry(speaker="Tidewrack", audience="staff"))

    assert set(speakers_of(document)) == {"Tidewrack"}
    assert document.work.audience == "staff"


def test_a_line_of_dashes_alone_is_no_front_matter(tmp_path: Path) -> None:
    document = read(tmp_path, "---\n\nRope is old.\n\n---\n\nIt rots.\n")

    assert document.form == "text"
    assert "Rope is old." in texts_of(document)


def test_the_author_of_an_essay_is_its_author(tmp_path: Path) -> None:
    assert {s.voice.role for s in read(tmp_path, ESSAY).segments} == {Role.AUTHOR}


SPONSORED = (
    "This issue is brought to you by KeelKraft. KeelKraft makes hulls. Use code KEEL for 15% off "
    "your first order."
)


@pytest.mark.parametrize(
    "text",
    [
        f"---\nauthor: Ada Brook\n---\n\nRope is old.\n\n{SPONSORED}\n\nIt rots.\n",
        f"# On Rope\n\nRope is old.\n\n> {SPONSORED}\n\nIt rots.\n",
        (
            "# On Rope\n\nRope is old.\n\n## Sponsors\n\nBuy a hull.\n\n### KeelKraft\n\nIts "
            "hulls are fine.\n\n## Rot\n\nIt rots.\n"
        ),
        "# On Rope\n\nRope is old.\n\n## Our sponsor\n\nBuy a hull.\n\n## Rot\n\nIt rots.\n",
        f"Rope is old.\n\n{SPONSORED}\n\nIt rots.\n",
    ],
)
def test_sponsors_messages_in_prose_are_left_out_and_counted(tmp_path: Path, text: str) -> None:
    document = read(tmp_path, text)

    assert texts_of(document) == ["Rope is old.", "It rots."]
    assert document.left_out == LeftOut(sponsors=1)


def test_talk_of_sponsors_in_prose_is_kept(tmp_path: Path) -> None:
    text = "This issue is supported by voters.\n\nThe bill has two sponsors.\n"

    document = read(tmp_path, text)

    assert len(document.segments) == 2
    assert document.left_out == LeftOut()


@pytest.mark.parametrize(
    "top",
    [
        "# On Rope\n\n*By Ada Brook, 4 May 2024*\n\n",
        "# On Rope\n\nPublished: 4 May 2024\nBy Ada Brook\n\n",
        "# On Rope\n\nAda Brook · May 4, 2024 · 5 min read\n\n",
        "On Rope\n\nBy Ada Brook\n2024-05-04\n\n",
    ],
)
def test_title_byline_and_date_tell_of_the_work_and_are_not_quoted(
    tmp_path: Path, top: str
) -> None:
    document = read(tmp_path, f"{top}Rope is old.\n\nIt rots.\n")

    assert texts_of(document) == ["Rope is old.", "It rots."]
    assert (document.work.title, document.work.published) == ("On Rope", "2024-05-04")
    assert {(s.voice.speaker, s.voice.role) for s in document.segments} == {
        ("Ada Brook", Role.AUTHOR)
    }


@pytest.mark.parametrize(
    "line", ["By the old pier", "By then it rained.", "By Sea", "03/04/2024", "Updated: 4 May 2024"]
)
def test_what_is_no_certain_byline_names_nobody_and_dates_nothing(
    tmp_path: Path, line: str
) -> None:
    document = read(tmp_path, f"# On Rope\n\n{line}\n\nRope is old.\n\nIt rots.\n")

    assert set(speakers_of(document)) == {None}
    assert document.work.published is None


def test_a_heading_without_marks_is_not_quoted(tmp_path: Path) -> None:
    document = read(tmp_path, "The week in harbours\n\nRope is old.\n\nIt rots.\n")

    assert texts_of(document) == ["Rope is old.", "It rots."]


@pytest.mark.parametrize(
    "text",
    [
        "# A talk\n\n**Q: Is it old?**\n\nA: It is.\n\n**Q: Does it rot?**\n\nA: It does.\n",
        (
            "# A talk\n\nBy Ada Brook\n\n**Q:** Is it old?\n\n**A:** It is.\n\n**Q:** Does it "
            "rot?\n\n**A:** It does.\n"
        ),
        "Q: Is it old?\nA: It is.\n\nQ: Does it rot?\nA: It does.\n",
    ],
)
def test_questions_and_answers_are_two_voices(tmp_path: Path, text: str) -> None:
    document = read(tmp_path, text)
    passages = Chunker().passages(document)

    said = [document.text[each.start : each.end] for each in passages]
    assert said == ["Is it old?", "It is.", "Does it rot?", "It does."]
    assert set(speakers_of(document)) == {None}
