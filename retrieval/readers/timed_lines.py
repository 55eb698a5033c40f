"""Timed lines as text: as speech recognition prints them, or copied from a video's page.

"[00:00.000 --> 00:04.000]  Rope is old and", or "0:04" on a line of its own and words below it: the
lines break off in the middle of sentences, so they are put together as captions are.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from retrieval.models import Work
from retrieval.readers.base import SENTENCE_END, Entry, Line, Raw, Reading
from retrieval.readers.cues import Cue, Spoken
from retrieval.readers.speech_text import reading_of_cues
from retrieval.readers.stamps import Stamp, stamp_at

_LEAST_LINES = 3
_STAMPED = 0.4
_RUN_ON = 0.3
_COMES_AGAIN = 0.3
_LAST_LASTS = 5.0


class TimedLinesReader:
    """Lines with a time each, whose sentences run on over their ends."""

    form = "timed-lines"

    def recognises(self, raw: Raw) -> bool:
        """Every line, or every second one, begins with a stamp, and many end within a sentence."""
        cues = list(_cues(raw.text, raw.lines))
        if len(cues) < _LEAST_LINES or len(cues) < _STAMPED * len(raw.lines):
            return False
        first = Counter(cue.lines[0].text for cue in cues)
        # Names stand beside a time again and again, words do not.
        if sum(count for count in first.values() if count > 1) > _COMES_AGAIN * len(cues):
            return False
        runs_on = sum(_runs_on(before, after) for before, after in pairwise(cues))
        return runs_on >= _RUN_ON * len(cues)

    def read(self, raw: Raw, entry: Entry) -> Reading:
        """The lines' words as a text of its own, in sentences."""
        return reading_of_cues(raw.name, list(_cues(raw.text, raw.lines)), entry, Work())


def _runs_on(before: Cue, after: Cue) -> bool:
    """Whether a sentence goes on from one to the next; the lines of a list each begin anew."""
    ended = SENTENCE_END.search(before.lines[-1].text)
    return not ended and after.lines[0].text[0].islower()


def _cues(text: str, lines: Sequence[Line]) -> Iterator[Cue]:
    timed: list[tuple[float, list[Spoken]]] = []
    for line in lines:
        stamp = stamp_at(text, line.start, line.end, bare=True)
        words = line.text
        if stamp and _is_whole(text, stamp, line):
            timed.append((stamp.seconds, []))
            words = text[stamp.end : line.end].strip()
        if words and timed:
            timed[-1][1].append(Spoken(words))
    spoken = [(start, tuple(words)) for start, words in timed if words]
    for (start, said), after in zip_longest(spoken, spoken[1:]):
        yield Cue(start, max(start, after[0]) if after else start + _LAST_LASTS, said)


def _is_whole(text: str, stamp: Stamp, line: Line) -> bool:
    """Whether a stamp is one: in brackets, or with nothing but white space behind it."""
    return stamp.end == line.end or text[stamp.start] in "\\[(<" or text[stamp.end].isspace()
