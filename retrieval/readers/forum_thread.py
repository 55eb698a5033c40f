"""A forum thread saved without names: one post, or part of one, a line."""

from collections import Counter

from retrieval.models import Kind, Segment, Voice, Work
from retrieval.readers.base import Entry, Raw, Reading, is_scrap

_LONG_LINE = 80


class ForumThreadReader:
    """Nobody is named, so the voice is unknown. A post that the page repeats is read once."""

    form = "forum-thread"

    def recognises(self, raw: Raw) -> bool:
        """Thread pages show a post again beside its replies: two long lines stand there twice."""
        counts = Counter(line.text for line in raw.lines if len(line.text) > _LONG_LINE)
        return sum(count > 1 for count in counts.values()) > 1

    def read(self, raw: Raw, entry: Entry) -> Reading:
        """One segment a line; scraps and repeats are furniture."""
        lines = raw.lines
        voice = Voice(entry.kind or Kind.POST, entry.speaker, remark=entry.remark)
        first = {line.text: line for line in reversed(lines)}
        kept = [line for line in lines if first[line.text] is line and not is_scrap(line)]
        segments = tuple(Segment(line.start, line.end, voice) for line in kept)
        return Reading(segments, Work(description="forum thread"))
