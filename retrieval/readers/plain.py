"""Text of no known form: paragraphs, and nobody's voice unless it or the sidecar names one."""

from collections.abc import Sequence
from itertools import pairwise

from retrieval.models import Work
from retrieval.readers.base import (
    SENTENCE_END,
    Entry,
    Line,
    Raw,
    Reading,
    is_scrap,
    paragraphs_of,
)
from retrieval.readers.calls import is_call
from retrieval.readers.masthead import masthead_of
from retrieval.readers.prose import segments_of_prose, sides_of, voice_of
from retrieval.readers.quotations import split_quotations

_WRAPPED_SHARE = 0.2


class PlainReader:
    """The last resort: it recognises every text."""

    form = "text"

    def recognises(self, raw: Raw) -> bool:
        """Any text may be plain text."""
        return bool(raw.lines)

    def read(self, raw: Raw, entry: Entry) -> Reading:
        """One segment a paragraph, or a line where lines are paragraphs."""
        text, top = raw.text, masthead_of(raw.lines)
        lines = [line for line in raw.lines if line.start not in top.lines]
        blocks = paragraphs_of(text, lines) if _is_wrapped(lines) else lines
        kept = [b for b in blocks if not (is_scrap(b) or is_call(b.text))] or blocks
        voice = voice_of(text, entry, top.author)
        sides = (side for block in kept for side in sides_of(text, block.start, block.end))
        found = (s for side in sides for s in split_quotations(text, side.start, side.end, voice))
        segments, left_out = segments_of_prose(text, found)
        work = Work(title=top.title, published=top.published)
        return Reading(segments, work, left_out=left_out)


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether line ends are a matter of width: sentences often run over them."""
    ends = [bool(SENTENCE_END.search(a.text)) for a, b in pairwise(lines) if not b.after_blank]
    return bool(ends) and ends.count(False) / len(ends) > _WRAPPED_SHARE
