"""Readers' comments under an article, as a page shows them: an avatar line, then the words."""

import re
from collections.abc import Iterator, Sequence

from retrieval.models import Kind, Segment, Voice, Work
from retrieval.readers.base import Entry, Line, Raw, Reading, paragraphs_of, trimmed
from retrieval.readers.quotations import blockquote_voice, split_quotations

_AVATAR = re.compile(r"(?P<name>.{1,80})['’]s avatar")
_PLACEHOLDERS = {"User"}
_FURNITURE = re.compile(
    r"\d+ (?:Comments?|Likes?|[Rr]epl(?:y|ies))|Like(?: \(\d+\))?|Reply|Share|Edited|Liked by .*"
    r"|Expand full comment|Continue Thread|Comments?|Top|Newest|Oldest|\d+ ?(?:h|d|w|mo|y|hr|min)s?"
    r"(?: ago)?|[A-Z][a-z]{2,8} \d{1,2}(?:, \d{4})?",
)
_BLOCKQUOTE = re.compile(r">+[ \t]*")


class CommentsReader:
    """Each avatar line names the voice of what follows, up to the next one."""

    form = "comments"

    def recognises(self, raw: Raw) -> bool:
        """At least one line is somebody's avatar."""
        return any(_AVATAR.fullmatch(line.text) for line in raw.lines)

    def read(self, raw: Raw, entry: Entry) -> Reading:
        """One segment a paragraph; block quotes and quoted statements keep their own voice."""
        segments: list[Segment] = []
        for name, body in _comments(raw.lines):
            voice = Voice(entry.kind or Kind.COMMENT, name, remark=entry.remark)
            segments.extend(_comment(raw.text, body, voice))
        return Reading(tuple(segments), Work(description="comments under an article"))


def _comments(lines: Sequence[Line]) -> Iterator[tuple[str | None, list[Line]]]:
    name: str | None = None
    body: list[Line] = []
    for line in lines:
        if avatar := _AVATAR.fullmatch(line.text):
            yield name, body
            name = None if avatar["name"] in _PLACEHOLDERS else avatar["name"]
            body = []
        elif not _FURNITURE.fullmatch(line.text) and line.text != name:
            body.append(line)
    yield name, body


def _comment(text: str, body: Sequence[Line], voice: Voice) -> Iterator[Segment]:
    before = ""
    for paragraph in _paragraphs(text, body):
        if mark := _BLOCKQUOTE.match(paragraph.text):
            start, end = trimmed(text, paragraph.start + mark.end(), paragraph.end)
            # An empty line of a quote says nothing.
            if start < end:
                yield Segment(start, end, blockquote_voice(before, voice))
        else:
            yield from split_quotations(text, paragraph.start, paragraph.end, voice)
            before = paragraph.text


def _paragraphs(text: str, body: Sequence[Line]) -> Iterator[Line]:
    """Paragraphs, with each line of a block quote on its own: its mark is not part of a quote."""
    plain: list[Line] = []
    for line in body:
        if line.text.startswith(">"):
            yield from paragraphs_of(text, plain)
            plain = []
            yield line
        else:
            plain.append(line)
    yield from paragraphs_of(text, plain)
