"""Essays as Markdown: whose they are, and what of them is quoted."""

from pathlib import Path

from retrieval.models import Kind
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
