"""EPUB: chapters in their order, under their headings, in the author's voice; and tricky books."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

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
from retrieval.models import Document, Kind, Role, Work
from retrieval.readers import document_from
from retrieval.readers.base import Entry, Raw
from tests.retrieval.fakes import opened
from tests.retrieval.reading import quotations_of, texts_of

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="{}" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
ABOUT = (
    "<dc:title>On Boats</dc:title><dc:creator>Ada Brook</dc:creator>"
    "<dc:language>en-GB</dc:language><dc:date>2025-03-04T00:00:00Z</dc:date>"
    "<dc:publisher>Pier Press</dc:publisher>"
)
BOATS = (
    "<h1>Why boats float</h1><p>Boats float because they push aside more water than they weigh.</p>"
)
ROPE = "<h1>Rope</h1><p>Rope rots&nbsp;from the inside.</p><p>Nobody sees it before winter.</p>"
VEILED = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData><Encryption'
    'Method Algorithm="{}"/></EncryptedData></encryption>'
)


def page(body: str) -> str:
    head = "<head><title>x</title></head>"
    return f'<html xmlns="http://www.w3.org/1999/xhtml">{head}<body>{body}</body></html>'


def package(*chapters: str, about: str = ABOUT) -> str:
    items = "".join(
        f'<item id="i{n}" href="{href}" media-type="application/xhtml+xml"/>'
        for n, href in enumerate(chapters)
    )
    refs = "".join(f'<itemref idref="i{n}"/>' for n in range(len(chapters)))
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata>{about}</metadata><manifest>{items}</manifest><spine>{refs}</spine></package>"
    )


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def epub(*bodies: str, about: str = ABOUT, **more: str | bytes) -> bytes:
    names = [f"text/c%20{n}.xhtml" for n in range(len(bodies))]
    files: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER.format("OEBPS/book.opf"),
        "OEBPS/book.opf": package(*names, about=about),
    }
    files |= {f"OEBPS/text/c {n}.xhtml": page(body) for n, body in enumerate(bodies)}
    return zipped(files | {name.replace("__", "/"): data for name, data in more.items()})


def read(data: bytes, entry: Entry | None = None) -> Document:
    return document_from("a.epub", Raw("a.epub", data), entry)


def test_chapters_are_read_in_order_under_their_headings_in_the_authors_voice() -> None:
    document = read(epub(BOATS, ROPE, "<p>It goes on in another file.</p>"))

    assert document.form == "epub"
    assert texts_of(document) == [
        "Boats float because they push aside more water than they weigh.",
        "Rope rots\xa0from the inside.",
        "Nobody sees it before winter.",
        "It goes on in another file.",
    ]
    assert [s.heading for s in document.segments] == ["Why boats float", "Rope", "Rope", "Rope"]
    voice = document.segments[0].voice
    assert (voice.kind, voice.speaker, voice.role) == (Kind.BOOK, "Ada Brook", Role.AUTHOR)
    assert document.work == Work("On Boats", "Pier Press", "2025-03-04", language="en")


@pytest.mark.parametrize(
    ("creators", "author"),
    [
        (("Brook, Ada",), "Ada Brook"),
        (("Ada Brook", "Bo Lind"), "Ada Brook and Bo Lind"),
        (("Ada Brook", "Bo Lind", "Cy Moe"), "Ada Brook, Bo Lind and Cy Moe"),
        ((), None),
    ],
)
def test_whoever_wrote_it_speaks(creators: tuple[str, ...], author: str | None) -> None:
    named = "".join(f"<dc:creator>{creator}</dc:creator>" for creator in creators)
    translator = (
        '<dc:creator xmlns:opf="http://www.idpf.org/2007/opf" opf:role="trl">Di Fu</dc:creator>'
    )

    assert read(epub(BOATS, about=named + translator)).segments[0].voice.speaker == author


def test_block_quotes_and_quoted_statements_are_not_the_authors() -> None:
    body = (
        "<p>Bo Lind once wrote:</p><blockquote><p>A boat is a hole in the water.</p></blockquote>"
        "<p>Cy Moe said: “You pour money into that hole.”</p>"
    )

    assert quotations_of(read(epub(body))) == [
        ("A boat is a hole in the water.", "Bo Lind"),
        ("“You pour money into that hole.”", "Cy Moe"),
    ]


RIGHTS = (
    "<p>Copyright © 2019 Ada Brook. All rights reserved. ISBN 978-0-00-000000-0. No part of this "
    "publication may be reproduced.</p>"
)
CONTENTS = '<h1>Contents</h1><p><a href="c%201.xhtml">Boats</a></p><p><a href="b.xhtml">Tar</a></p>'
TITLED = '<section epub:type="titlepage" xmlns:epub="http://www.idpf.org/2007/ops"><p>On Boats</p>'


@pytest.mark.parametrize("body", [RIGHTS, CONTENTS, f"{TITLED}</section>"])
def test_what_nobody_would_quote_of_a_book_is_left_out(body: str) -> None:
    assert texts_of(read(epub(body, BOATS))) == texts_of(read(epub(BOATS)))


@pytest.mark.parametrize(("place", "texts"), [("", 1), ("#top", 2)])
def test_what_a_books_guide_calls_its_cover_is_left_out_if_it_is_a_whole_page(
    place: str, texts: int
) -> None:
    names = ["text/c%200.xhtml", "text/c%201.xhtml"]
    guide = f'<guide><reference type="cover" href="{names[0]}{place}"/></guide></package>'
    told = package(*names).replace("</package>", guide)

    book = epub("<p>A boat by night.</p>", BOATS, **{"OEBPS__book.opf": told})

    assert len(texts_of(read(book))) == texts


def test_a_chapter_about_copyright_is_read() -> None:
    text = "<p>All rights reserved, says every page of it, and nobody reads that far.</p>"

    assert len(texts_of(read(epub(text)))) == 1


def test_a_quote_tells_its_chapter(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as library:
        library.ingest_documents([read(epub(BOATS, ROPE))])

        [quote, *_] = library.ask("Does rope rot from the inside?").quotes

    assert quote.heading == "Rope"
    assert quote.attribution == "Ada Brook · “On Boats”, “Rope” · Pier Press · 2025-03-04"


def test_a_page_that_only_calls_itself_xml_and_one_without_words_harm_nobody() -> None:
    sloppy = "<p>Boats float & ropes rot.<p>Kites <b>fly<i> in</b> wind."

    assert texts_of(read(epub(sloppy, "<img src='a.png'/>"))) == [
        "Boats float & ropes rot.",
        "Kites fly in wind.",
    ]


def test_veiled_fonts_are_no_protection() -> None:
    veiled = VEILED.format("http://www.idpf.org/2008/embedding")

    assert read(epub(BOATS, **{"META-INF__encryption.xml": veiled})).segments


ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "boats ">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 50}">' for a, b in ("ab", "bc", "cd", "de", "ef", "fg"))
    + '<!ENTITY s SYSTEM "file:///etc/passwd">]>'
)


def test_entities_are_not_expanded_and_nothing_outside_is_read() -> None:
    body = ENTITIES + page("<p>Boats float &g; and &s; so on.</p>")

    document = read(epub("", **{"OEBPS__text__c 0.xhtml": body}))

    assert "root:" not in document.text
    assert len(document.text) < 200


CONTAINED = {"META-INF/container.xml": CONTAINER.format("book.opf")}
LOCKED = VEILED.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (epub(BOATS)[:-30], DocumentDamaged),
        (epub(BOATS).replace(b"PK\x01\x02", b"PK\x01\x03"), DocumentDamaged),
        (zipped({"META-INF/container.xml": "<a"}), DocumentDamaged),
        (zipped({"META-INF/container.xml": CONTAINER.format("../../etc/passwd")}), DocumentDamaged),
        (zipped(CONTAINED), DocumentDamaged),
        (zipped(CONTAINED | {"book.opf": package("../../../etc/passwd")}), DocumentDamaged),
        (zipped(CONTAINED | {"book.opf": package()}), DocumentEmpty),
        (zipped(CONTAINED | {"book.opf": "<a>" * 5000}), DocumentDamaged),
        (epub(BOATS, **{"META-INF__encryption.xml": LOCKED}), DocumentLocked),
        (epub("<p>" + "a" * (40 << 20)), DocumentTooLarge),
    ],
    ids=[
        *("truncated", "broken", "no xml", "path", "no package", "chapter path", "no chapter"),
        *("nested", "locked", "bomb"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"a\.epub: "):
        read(data)


def test_a_book_nested_a_thousand_deep_is_read() -> None:
    assert texts_of(read(epub("<div>" * 1000 + "<p>Boats float.</p>"))) == ["Boats float."]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damage_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    whole = epub(BOATS, ROPE)
    place = data.draw(st.integers(4, len(whole)))
    for broken in (whole[:place], whole[:place] + data.draw(st.binary(max_size=9)) + whole[place:]):
        try:
            document = read(broken)
        except DocumentError:
            continue
        assert all(0 <= s.start < s.end <= len(document.text) for s in document.segments)
