"""A speaker's page of a podcast-transcript site: one person's words from many episodes."""

from collections.abc import Sequence

from retrieval.models import Kind, Segment, Voice, Work
from retrieval.readers.base import Entry, Line, Raw, Reading, paragraphs_of

_HEADINGS = ("Podcast Appearances", "Appearances Over Time")
_HEAD_LINES = 8


class SpeakerPageReader:
    """The page's name is the speaker of every word below its last heading.

    The words come from speech recognition; the page does not say from which episode or when.
    """

    form = "speaker-page"

    def recognises(self, raw: Raw) -> bool:
        """The first lines are a name and the site's headings."""
        return self._last_heading(raw.lines) > 0

    def read(self, raw: Raw, entry: Entry) -> Reading:
        """One segment for each run of lines: sentences run on over line ends."""
        text, lines = raw.text, raw.lines
        voice = Voice(
            kind=entry.kind or Kind.TRANSCRIPT,
            speaker=entry.speaker or lines[0].text,
            remark=entry.remark or "speech recognition",
        )
        body = lines[self._last_heading(lines) + 1 :]
        segments = tuple(Segment(p.start, p.end, voice) for p in paragraphs_of(text, body))
        description = "podcast appearance, episode and date unknown"
        return Reading(segments, Work(description=description))

    @staticmethod
    def _last_heading(lines: Sequence[Line]) -> int:
        head = enumerate(lines[:_HEAD_LINES])
        return max((n for n, line in head if line.text.endswith(_HEADINGS)), default=0)
