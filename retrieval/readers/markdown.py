"""Prose as Markdown: front matter, headings, paragraphs, lists and block quotes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from retrieval.models import Segment, Voice
from retrieval.readers.base import Entry, Raw, Reading, trimmed
from retrieval.readers.calls import is_call_in_markdown
from retrieval.readers.front_matter import read_front_matter
from retrieval.readers.interruptions import Interruption
from retrieval.readers.masthead import masthead_of
from retrieval.readers.outline import Paragraph, Row, paragraphs_of_rows, rows_of, title_of
from retrieval.readers.prose import segments_of_prose, sides_of, voice_of
from retrieval.readers.quotations import blockquote_voice, split_quotations

_HEADING = re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE)
_LEAST_HEADINGS = 2
# What a line of a list or of a block quote begins with; it is no part of a quote.
_MARK = re.compile(r"^[ \t]*(?:(?P<quoted>>[ \t>]*)|(?:[-*+]|\d{1,3}[.)])[ \t]+)", re.MULTILINE)
_FENCE = re.compile(r"(?:```|~~~).*")
_PICTURE = re.compile(r"!\[.*\]\(.*\)")


class MarkdownReader:
    """One author's text, whom the sidecar or the front matter names."""

    form = "markdown"

    def recognises(self, raw: Raw) -> bool:
        """It has front matter, several headings, or a title that it begins with."""
        headings = len(_HEADING.findall(raw.text))
        several = headings >= _LEAST_HEADINGS or (headings == 1 and _is_titled(raw))
        return several or read_front_matter(raw.name, raw.text).end > 0

    def read(self, raw: Raw, entry: Entry) -> Reading:
        """One segment a paragraph, under its heading, without code and pictures."""
        front = read_front_matter(raw.name, raw.text)
        top = masthead_of([line for line in raw.lines if line.start >= front.end])
        rows = list(_prose(rows_of(raw.text, front.end)))
        body = [row for row in rows if row.line.start not in top.lines]
        author = front.authors[0] if len(front.authors) == 1 else None
        voice = voice_of(raw.text, entry, author if front.authors else top.author)
        paragraphs = paragraphs_of_rows(body, lambda _: False)
        segments, left_out = segments_of_prose(raw.text, _segments(raw.text, paragraphs, voice))
        title = front.work.title or title_of(rows) or top.title
        published = front.work.published or top.published
        work = replace(front.work, title=title, published=published)
        return Reading(segments, work, front.audience, left_out=left_out)


def _is_titled(raw: Raw) -> bool:
    """Whether it begins with a heading of the first level, and a text below; code does not."""
    above, below = raw.lines[:1], raw.lines[1:2]
    return bool(below) and below[0].after_blank and above[0].text.startswith("# ")


def _prose(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows without code and pictures."""
    in_code = False
    for row in rows:
        if _FENCE.fullmatch(row.line.text):
            in_code = not in_code
        elif not in_code and not _PICTURE.fullmatch(row.line.text):
            yield row


def _segments(
    text: str, paragraphs: Iterable[Paragraph], voice: Voice
) -> Iterator[Segment | Interruption]:
    before = ""
    for paragraph in paragraphs:
        if paragraph.interruption:
            yield paragraph.interruption
            continue
        for start, end, quoted in _pieces(text, paragraph):
            if quoted:
                found = [Segment(start, end, blockquote_voice(before, voice))]
            else:
                found = split_quotations(text, start, end, voice)
                before = text[start:end]
            yield from (replace(segment, heading=paragraph.heading) for segment in found)


def _pieces(text: str, paragraph: Paragraph) -> Iterator[tuple[int, int, bool]]:
    """The paragraph cut where a line of a list or a block quote begins; whether it is quoted."""
    start, quoted = paragraph.start, False
    for match in [*_MARK.finditer(text, paragraph.start, paragraph.end), None]:
        begin, end = trimmed(text, start, match.start() if match else paragraph.end)
        for side in sides_of(text, begin, end):
            words = text[side.start : side.end]
            if any(map(str.isalnum, words)) and not is_call_in_markdown(words):
                yield side.start, side.end, quoted
        if match:
            start, quoted = match.end(), match["quoted"] is not None
