"""An episode's page in a podcast app: a machine-written summary, then the publisher's notes."""

import re
from collections.abc import Iterator, Sequence

from retrieval.models import Kind, Segment, Voice, Work
from retrieval.readers.base import SENTENCE_END, Entry, Line, Raw, Reading
from retrieval.readers.prose import segments_of_prose

_SECTIONS = {
    "AI Summary",
    "AI Chapters",
    "Episode notes",
    "Highlights",
    "Quick takeaways",
    "Deep dives",
    "Chapters",
    "Transcript",
}
_FURNITURE = _SECTIONS | {"Read more", "Show more", "Show less", "auto_awesome", "Play", "Share"}
_MAKER = re.compile(r"Podcast summary created with (?P<maker>.+)")
_NOTES = "Episode notes"


class EpisodePageReader:
    """Nobody speaks on this page: a machine sums up, and the publisher describes.

    The notes carry no heading of their own: they are the last paragraph, where it follows another
    paragraph instead of a heading.
    """

    form = "episode-page"

    def recognises(self, raw: Raw) -> bool:
        """The page names its summary's maker, or has three of the app's section names."""
        texts = {line.text for line in raw.lines}
        return any(_MAKER.fullmatch(text) for text in texts) or len(texts & _SECTIONS) > 2  # noqa: PLR2004 - two could be a text's own headings

    def read(self, raw: Raw, entry: Entry) -> Reading:
        """One segment a paragraph, each with the heading above it."""
        lines = raw.lines
        makers = (_MAKER.fullmatch(line.text) for line in lines)
        maker = next((match["maker"] for match in makers if match), None)
        summary = Voice(Kind.SUMMARY, remark=entry.remark or (f"by {maker}" if maker else None))
        segments = [Segment(p.start, p.end, summary, h) for h, p in _paragraphs(lines)]
        if segments and _has_notes(lines):
            last = segments[-1]
            segments[-1] = Segment(last.start, last.end, Voice(Kind.NOTES, entry.speaker))
        kept, left_out = segments_of_prose(raw.text, segments)
        work = Work(description="podcast episode, title unknown")
        return Reading(kept, work, left_out=left_out)


def _paragraphs(lines: Sequence[Line]) -> Iterator[tuple[str | None, Line]]:
    heading: str | None = None
    for line in lines:
        if line.text in _FURNITURE or _MAKER.fullmatch(line.text):
            heading = None
        elif not SENTENCE_END.search(line.text):
            heading = line.text
        else:
            yield heading, line


def _has_notes(lines: Sequence[Line]) -> bool:
    """Whether the page offers notes and its last paragraph stands under no heading."""
    offered = any(line.text == _NOTES for line in lines)
    return offered and len(lines) > 1 and bool(SENTENCE_END.search(lines[-2].text))
