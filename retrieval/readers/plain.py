"""Text of no known form: paragraphs, and nobody's voice unless the sidecar names one."""

from collections.abc import Sequence
from itertools import pairwise

from retrieval.models import Kind, Voice
from retrieval.readers.base import (
    SENTENCE_END,
    Entry,
    Line,
    Raw,
    Reading,
    is_scrap,
    paragraphs_of,
)
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
        text, lines = raw.text, raw.lines
        voice = Voice(entry.kind or Kind.TEXT, entry.speaker, remark=entry.remark)
        blocks = paragraphs_of(text, lines) if _is_wrapped(lines) else list(lines)
        kept = [block for block in blocks if not is_scrap(block)] or blocks
        return Reading(
            tuple(s for b in kept for s in split_quotations(text, b.start, b.end, voice))
        )


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether line ends are a matter of width: sentences often run over them."""
    ends = [bool(SENTENCE_END.search(a.text)) for a, b in pairwise(lines) if not b.after_blank]
    return bool(ends) and ends.count(False) / len(ends) > _WRAPPED_SHARE
