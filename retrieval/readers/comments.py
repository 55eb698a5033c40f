"""Readers' comments under an article, as a page shows them: an avatar line, then the words."""

import re
from collections.abc import Iterator, Sequence

from retrieval.models import Kind, Segment, Voice, Work
from retrieval.readers.base import Entry, Line, Raw, Reading
from retrieval.readers.quotations import split_blockquotes

_AVATAR = re.compile(r"(?P<name>.{1,80})['’]s avatar")
_PLACEHOLDERS = {"User"}
_FURNITURE = re.compile(
    r"\d+ (?:Comments?|Likes?|[Rr]epl(?:y|ies))|Like(?: \(\d+\))?|Reply|Share|Edited|Liked by .*"
    r"|Expand full comment|Continue Thread|Comments?|Top|Newest|Oldest|\d+ ?(?:h|d|w|mo|y|hr|min)s?"
    r"(?: ago)?|[A-Z][a-z]{2,8} \d{1,2}(?:, \d{4})?",
)


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
            segments.extend(split_blockquotes(raw.text, body, voice))
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
