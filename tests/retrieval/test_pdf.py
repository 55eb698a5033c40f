"""PDF: paragraphs with their pages, without what every page repeats; and PDFs made to do harm."""

import zlib
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.errors import (
    DocumentDamaged,
    DocumentEmpty,
    DocumentError,
    DocumentLocked,
    DocumentTooLarge,
)
from retrieval.models import Document, Role
from retrieval.readers import document_from
from retrieval.readers.base import Entry, Raw
from tests.retrieval.fakes import opened
from tests.retrieval.pdfs import Placed, assembled, column, pdf
from tests.retrieval.reading import quotations_of, texts_of

HEADER, NUMBER = ("The Pier Review", 250, 760, 9), "- {} -"
WIDE: Final = (
    "Boats float on salt water because they push aside more of it than",
    "they weigh, and whoever builds them knows it from their fathers.",
)


def read(*pages: list[Placed], info: dict[str, str] | None = None) -> Document:
    return document_from("a.pdf", Raw("a.pdf", pdf(*pages, info=info)))


def framed(number: int, lines: list[Placed]) -> list[Placed]:
    """A page with a running header and its number at the foot."""
    return [HEADER, *lines, (NUMBER.format(number), 300, 30, 9)]


def test_lines_become_paragraphs_and_what_pages_repeat_is_left_out() -> None:
    document = read(
        framed(1, column(*WIDE, "     Rope holds them at the pier.")),
        framed(2, column("Kites fly in steady wind, and string holds them in the hand.")),
    )

    assert document.form == "pdf"
    assert texts_of(document)[0].startswith(f"{WIDE[0]} {WIDE[1]}")
    assert texts_of(document)[-1].startswith("Kites fly in steady wind")
    assert [segment.at.page for segment in document.segments][-1] == 2
    assert "Review" not in document.text
    assert "- 1 -" not in document.text


def test_words_that_a_lines_end_parts_are_whole_and_compounds_keep_their_hyphen() -> None:
    document = read(
        column(
            "The ship-",
            "wright planed the well-known plank, and it was a well-",
            "known one indeed.",
        )
    )

    assert texts_of(document) == [
        "The shipwright planed the well-known plank, and it was a well-known one indeed."
    ]


def test_larger_lines_are_headings_and_not_quoted() -> None:
    document = read(
        [
            *(("On boats", 72, 700, 20), *column(*WIDE)),
            *(("On kites", 72, 560, 20), *column("Kites fly in wind.", top=530)),
        ]
    )

    assert [(s.heading, s.at.page) for s in document.segments] == [("On boats", 1), ("On kites", 1)]
    assert "On boats" not in document.text


def test_gaps_indents_and_short_last_lines_part_paragraphs() -> None:
    gap = column(*WIDE) + column("Kites fly in wind.", top=560)
    indent = [*column(*WIDE), ("Kites fly in steady wind, all day long, over the", 90, 612, 11)]
    indent += column("harbour.", top=598)
    short = column(*WIDE, "They sink.", "Kites fly in steady wind, all day long.")

    assert [len(read(page).segments) for page in (gap, indent, short)] == [2, 2, 2]


def test_a_sentence_over_a_pages_end_is_whole_and_what_follows_is_of_the_next_page() -> None:
    document = read(
        column(*WIDE, "A boat that nobody has tarred for a year sinks in the", top=120),
        column("harbour before the winter is over. Rope rots as well, and it does so", "first."),
    )

    assert [(s.at.page, document.text[s.start : s.end][-12:]) for s in document.segments] == [
        (1, "ter is over."),
        (2, "oes so first"[1:] + "."),
    ]


def test_a_quote_knows_its_page(tmp_path: Path) -> None:
    document = read(column(*WIDE), column("Kites fly in steady wind."))
    with opened(tmp_path / "library") as library:
        library.ingest_documents([document])

        [quote, *_] = library.ask("Do kites fly in steady wind?").quotes

    assert (quote.text, quote.page) == ("Kites fly in steady wind.", 2)


def test_quoted_statements_keep_their_own_voice() -> None:
    document = read(column('Ada Brook said: "Boats float on salt water."', "And so they do."))

    assert quotations_of(document) == [('"Boats float on salt water."', "Ada Brook")]


@pytest.mark.parametrize(
    ("info", "known"),
    [
        (
            {"Title": "On Boats", "Author": "Ada Brook", "CreationDate": "D:20250304101500Z"},
            ("On Boats", "Ada Brook", None),
        ),
        ({"Title": "Microsoft Word - boats.docx", "Author": "Admin"}, (None, None, None)),
        (
            {"Title": "boats_final.indd", "Author": "user", "CreationDate": "D:00000101"},
            (None,) * 3,
        ),
        ({"Title": "untitled", "Author": "Canva", "CreationDate": "D:29990101"}, (None,) * 3),
        ({"Title": "  ", "Author": "Ada Brook and Bo Lind"}, (None, None, None)),
        (
            {"Author": "Vincent van Gogh", "CreationDate": "D:2025"},
            (None, "Vincent van Gogh", None),
        ),
    ],
)
def test_what_a_pdf_says_of_itself_is_taken_where_it_is_plausible(
    info: dict[str, str], known: tuple[str | None, ...]
) -> None:
    document = read(column(*WIDE), info=info)

    speaker = document.segments[0].voice.speaker
    assert (document.work.title, speaker, document.work.published) == known
    assert document.segments[0].voice.role == (Role.AUTHOR if speaker else None)


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("March 2025", "2025-03"),
        ("4 March 2025", "2025-03-04"),
        ("Published: March 4, 2025", "2025-03-04"),
        ("2025-03-04", "2025-03-04"),
        ("arXiv:2503.01234v2 [cs.CL] 4 Mar 2025", "2025-03-04"),
        ("Printed 22 November 2024", None),
        ("In March 2025 we went to sea.", None),
        ("The Pier Review 12 (2021)", None),
        ("March 2999", None),
    ],
)
def test_a_pdf_is_of_the_date_that_stands_alone_on_its_first_page(
    line: str, published: str | None
) -> None:
    document = read(column("On Boats", line, *WIDE), info={"CreationDate": "D:20240101"})

    assert document.work.published == published


def test_a_date_that_every_page_repeats_or_that_is_one_of_two_is_no_pdfs_date() -> None:
    every = read(column("4 March 2025", *WIDE), column("4 March 2025", *WIDE[::-1]))
    two = read(column("4 March 2025", "5 April 2025", *WIDE))

    assert (every.work.published, two.work.published) == (None, None)


def test_whoever_is_named_from_outside_says_it() -> None:
    raw = Raw("a.pdf", pdf(column(*WIDE), info={"Author": "Ada Brook"}))

    assert (
        document_from("a.pdf", raw, Entry(speaker="Bo Lind")).segments[0].voice.speaker == "Bo Lind"
    )


def bomb(size: int) -> bytes:
    """A page whose content unpacks to so many bytes."""
    packed = zlib.compress(b"BT /F 11 Tf 9 9 Td (a) Tj ET\n" * (size // 29), 9).decode("latin-1")
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>"
    held = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n{packed}\nendstream"
    tree = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return assembled(["<< /Type /Catalog /Pages 2 0 R >>", tree, page, held, "<< >>"])


def many_pages(count: int) -> bytes:
    """One page that the tree of pages names very often."""
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    tree = f"<< /Type /Pages /Kids [{'3 0 R ' * count}] /Count {count} >>"
    return assembled(["<< /Type /Catalog /Pages 2 0 R >>", tree, page, "<< >>"])


def locked() -> bytes:
    secret = "<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <" + "41" * 32 + "> /U <"
    held = [secret + "42" * 32 + "> >>", "<< /Type /Catalog /Pages 3 0 R >>"]
    tree = "<< /Type /Pages /Kids [] /Count 0 >>"
    return assembled([held[1], held[0], tree, "<< >>"], f"/Encrypt 2 0 R /ID [<{'43' * 16}> <00>]")


def looping() -> bytes:
    tree = "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"
    return assembled(["<< /Type /Catalog /Pages 2 0 R >>", tree, "<< >>"])


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (pdf(column(*WIDE))[:60], DocumentDamaged),
        (b"%PDF-1.7\n" + b"\xff\x00" * 5000, DocumentDamaged),
        (pdf([], []), DocumentEmpty),
        (pdf([("a", 9, 400, 9)], [], [], []), DocumentEmpty),
        (locked(), DocumentLocked),
        (many_pages(100_000), DocumentTooLarge),
        (looping(), DocumentError),
        (assembled(["[" * 50_000, "<< >>"]), DocumentError),
    ],
    ids=["truncated", "noise", "no text", "scans", "locked", "pages", "loop", "nested"],
)
def test_what_cannot_be_read_is_refused_by_name(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"a\.pdf: "):
        document_from("a.pdf", Raw("a.pdf", data))


def test_a_page_that_unpacks_to_more_than_the_memory_harms_nobody() -> None:
    data = bomb(400_000_000)
    assert len(data) < 3_000_000

    with pytest.raises(DocumentError, match=r"a\.pdf: "):
        document_from("a.pdf", Raw("a.pdf", data))


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_damage_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    whole = pdf(framed(1, column(*WIDE)), framed(2, column("Kites fly.")), info={"Title": "Rope"})
    place = data.draw(st.integers(9, len(whole)))
    for broken in (whole[:place], whole[:place] + data.draw(st.binary(max_size=9)) + whole[place:]):
        try:
            document = document_from("a.pdf", Raw("a.pdf", broken))
        except DocumentError:
            continue
        assert all(0 <= s.start < s.end <= len(document.text) for s in document.segments)
