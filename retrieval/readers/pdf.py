"""PDF: the words of its pages, read by PDFium in a process of its own."""

import json
import re
import subprocess
import sys
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from retrieval.errors import DocumentDamaged, DocumentEmpty, DocumentLocked, DocumentTooLarge
from retrieval.models import Kind, Locator, Role, Segment, Voice
from retrieval.readers.base import Entry, Raw, Reading
from retrieval.readers.pdf_facts import author_of, work_of
from retrieval.readers.pdf_layout import Paragraph, paragraphs_of
from retrieval.readers.quotations import split_quotations
from retrieval.sentences import sentence_spans

_SIGNATURE = b"%PDF-"
# Never imported: PDFium takes a tenth of a second, and only its own process needs it.
_CHILD = Path(__file__).with_name("pdf_child.py")
_SECONDS, _MEMORY, _PAGES, _CHARACTERS = 60, 1 << 30, 10_000, 20_000_000
# A process that waits for its turn takes longer than it computes.
_PATIENCE = 2 * _SECONDS
_BETWEEN = "\n\n"
_MARK = re.compile(r"[•●▪◦‣–—*]\s+")
# Fewer letters than that on a page, taken over all of them, are a scanner's mark.
_FEWEST_LETTERS = 4


class PdfReader:
    """Whoever the metadata plausibly names says it; each stretch knows its page."""

    form = "pdf"

    def recognises(self, raw: Raw) -> bool:
        """It begins as every PDF does."""
        return raw.data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(_SIGNATURE)

    def read(self, raw: Raw, entry: Entry) -> Reading:
        """One segment a paragraph, cut between sentences where a page ends.

        The canonical text is the paragraphs, an empty line between them: words whole that a line's
        end had parted, without headings, headers, footers and page numbers.
        """
        told = _told(raw)
        paragraphs = [p for p in paragraphs_of(told["pages"]) if p.text]
        letters = sum(sum(map(str.isalpha, p.text)) for p in paragraphs)
        if letters < max(1, _FEWEST_LETTERS * len(told["pages"])):
            raise DocumentEmpty(
                "{name}: its pages are pictures without text; run it through text "
                "recognition (OCR) first.",
                name=raw.name,
            )
        metadata = told["metadata"]
        speaker, role = entry.speaker, None
        if speaker is None and (speaker := author_of(metadata)):
            role = Role.AUTHOR
        voice = Voice(entry.kind or Kind.TEXT, speaker, remark=entry.remark, role=role)
        text = _BETWEEN.join(paragraph.text for paragraph in paragraphs)
        work = work_of(metadata, [[line[0] for line in lines] for _, lines in told["pages"]])
        return Reading(tuple(_segments(text, paragraphs, voice)), work, text=text)


def _segments(text: str, paragraphs: Sequence[Paragraph], voice: Voice) -> Iterator[Segment]:
    offset = 0
    for paragraph in paragraphs:
        for start, end, page in _by_page(paragraph):
            # A list's mark is no part of what is said.
            mark = _MARK.match(text, offset + start, offset + end)
            for piece in split_quotations(
                text, mark.end() if mark else offset + start, offset + end, voice
            ):
                yield Segment(
                    piece.start, piece.end, piece.voice, paragraph.heading, Locator(page=page)
                )
        offset += len(paragraph.text) + len(_BETWEEN)


def _by_page(paragraph: Paragraph) -> Iterator[tuple[int, int, int]]:
    """Where in a paragraph the sentences of each page begin and end, and the page.

    A sentence that runs over a page's end is of the page that it begins on.
    """
    start, page = paragraph.pages[0]
    if len(paragraph.pages) > 1:
        begins = [span.start for span in sentence_spans(paragraph.text)]
        for mark, following in paragraph.pages[1:]:
            place = bisect_left(begins, mark)
            if place == len(begins):
                break
            cut = begins[place]
            if start < cut:
                yield start, cut, page
            start, page = cut, following
    yield start, len(paragraph.text), page


def _told(raw: Raw) -> dict[str, Any]:
    """What the child process tells of a PDF: JSON, and checked by who made it."""
    limits = _SECONDS, _MEMORY, _PAGES, _CHARACTERS
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own file
            [sys.executable, "-P", str(_CHILD), *map(str, limits)],
            input=raw.data,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
        told: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else _LARGE
    except subprocess.TimeoutExpired:
        told = _LARGE
    match told.get("error"):
        case "locked":
            raise DocumentLocked(
                "{name}: it asks for a password; save it without one.", name=raw.name
            )
        case "damaged":
            raise DocumentDamaged(
                "{name}: it is broken off or no PDF inside; fetch or save it again.", name=raw.name
            )
        case "large":
            raise DocumentTooLarge(
                "{name}: it takes more than {seconds} seconds, 1 GB or {count} pages to "
                "read; save it anew, or in parts.",
                name=raw.name,
                seconds=_SECONDS,
                count=_PAGES,
            )
    return told


_LARGE = {"error": "large"}
