"""A transcript as text or Markdown: turns under names, with time stamps, headings, front matter."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from retrieval.readers.base import Entry, Raw, Reading, trimmed
from retrieval.readers.casting import Cast, Known, Part, cast_of
from retrieval.readers.front_matter import FrontMatter, read_front_matter
from retrieval.readers.introductions import introduced
from retrieval.readers.labels import Style
from retrieval.readers.outline import Paragraph, Row, paragraphs_of_rows, rows_of, title_of
from retrieval.readers.stamps import Stamp, stamp_at, stamps_in
from retrieval.readers.turns import Stretch, Turn, segments_of

_LEAST_TURNS, _LEAST_STAMPED, _TWICE = 2, 3, 2
# Of a transcript's paragraphs at least this share begin with a label; where no name comes again,
# most of them must.
_LABELLED, _MOST = 0.12, 0.6


class TranscriptReader:
    """Each label names the voice of what follows, up to the next one."""

    form = "transcript"

    def recognises(self, raw: Raw) -> bool:
        """Its paragraphs are turns of speakers, or several begin with a stamp in brackets."""
        front = read_front_matter(raw.name, raw.text)
        rows = rows_of(raw.text, front.end)
        cast = _cast(raw.text, rows, _known(front, Entry()))
        paragraphs = list(paragraphs_of_rows(rows, cast.opens))
        return _is_conversation(paragraphs, cast) or _is_stamped(raw.text, paragraphs, cast)

    def read(self, raw: Raw, entry: Entry) -> Reading:
        """One segment for each paragraph, cut where a stamp stands in it."""
        text = raw.text
        front = read_front_matter(raw.name, text)
        rows = rows_of(text, front.end)
        known = _known(front, entry)
        cast = _cast(text, rows, known)
        turns = _turns(text, list(paragraphs_of_rows(rows, cast.opens)), cast, entry)
        segments, left_out = segments_of(text, introduced(text, turns), entry)
        work = replace(front.work, title=front.work.title or title_of(rows))
        return Reading(segments, work, front.audience, left_out=left_out)


def _known(front: FrontMatter, entry: Entry) -> Known:
    speaker = (entry.speaker,) if entry.speaker else ()
    return Known(entry.hosts or front.hosts, entry.guests or front.guests, front.authors + speaker)


def _cast(text: str, rows: Sequence[Row], known: Known) -> Cast:
    return cast_of([row.label for row in rows if row.label], text, known)


def _is_conversation(paragraphs: Sequence[Paragraph], cast: Cast) -> bool:
    """Whether enough paragraphs begin with a speaker's label."""
    named = Counter(p.opening.name for p in paragraphs if p.opening and cast.is_voice(p.opening))
    turns = named.total()
    if turns < _LEAST_TURNS or (len(named) < _TWICE and turns <= _TWICE):
        return False
    comes_again = max(named.values()) >= _TWICE
    filled = sum(paragraph.start < paragraph.end for paragraph in paragraphs)
    return turns >= (_LABELLED if comes_again else _MOST) * filled


def _is_stamped(text: str, paragraphs: Sequence[Paragraph], cast: Cast) -> bool:
    """Whether every other paragraph begins with a stamp, or one voice does and stamps follow."""
    stamped = sum(any(True for _ in _stamps(text, p)) for p in paragraphs)
    first = paragraphs[0].opening if paragraphs else None
    if first is not None and first.style is not Style.PLAIN and cast.is_voice(first):
        return stamped > 0
    return stamped >= _LEAST_STAMPED and 2 * stamped >= len(paragraphs)


def _turns(text: str, paragraphs: Sequence[Paragraph], cast: Cast, entry: Entry) -> list[Turn]:
    """The paragraphs by voice: one without a label carries on the turn before it."""
    # A sidecar may name the one voice of a text that names none.
    named = any(paragraph.opening for paragraph in paragraphs)
    part = Part() if named else Part(entry.speaker)
    turns: list[tuple[Part, list[Stretch]]] = []
    seconds: float | None = None
    goes_on = False
    for paragraph in paragraphs:
        opened = cast.part_of(paragraph.opening) if paragraph.opening else None
        part = opened or part
        stretches, seconds = _stretches(text, paragraph, seconds)
        if paragraph.interruption:
            turns.append((Part(interruption=paragraph.interruption), stretches))
        elif goes_on and opened is None:
            turns[-1][1].extend(stretches)
        else:
            turns.append((part, stretches))
        goes_on = paragraph.interruption is None
    return [Turn(part, tuple(stretches)) for part, stretches in turns]


def _stretches(
    text: str, paragraph: Paragraph, seconds: float | None
) -> tuple[list[Stretch], float | None]:
    """The paragraph's words between its stamps, and the time at its end."""
    if paragraph.stamp:
        seconds = paragraph.stamp.seconds
    found: list[Stretch] = []
    start = paragraph.start
    for stamp in (*_stamps(text, paragraph), None):
        piece = trimmed(text, start, stamp.start if stamp else paragraph.end)
        # A break is said to last from one stamp to another.
        if piece[0] < piece[1] and text[slice(*piece)] != "to":
            found.append(Stretch(*piece, seconds, paragraph.heading))
        if stamp:
            start, seconds = stamp.end, stamp.seconds
    return found, seconds


def _stamps(text: str, paragraph: Paragraph) -> Iterator[Stamp]:
    """The stamps that stand among the words, and are none of them."""
    start = paragraph.start
    while start < paragraph.end and text[start].isspace():
        start += 1
    if first := stamp_at(text, start, paragraph.end):
        yield first
        start = first.end
    yield from stamps_in(text, start, paragraph.end)
