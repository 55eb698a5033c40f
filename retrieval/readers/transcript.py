"""A transcript as text or Markdown: turns under names, with time stamps, headings, front matter."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from retrieval.readers.base import SENTENCE_END, Entry, Line, Raw, Reading, lines_of, trimmed
from retrieval.readers.casting import Cast, cast_of
from retrieval.readers.front_matter import FrontMatter, read_front_matter
from retrieval.readers.introductions import introduced
from retrieval.readers.label_names import is_numbered
from retrieval.readers.labels import Style
from retrieval.readers.outline import Paragraph, Row, paragraphs_of_rows, rows_of, title_of
from retrieval.readers.parts import Known, Part
from retrieval.readers.stamps import Stamp, stamp_at, stamps_in
from retrieval.readers.transcript_head import Head, head_of
from retrieval.readers.turns import Stretch, Turn, segments_of

_LEAST_TURNS, _LEAST_STAMPED, _TWICE = 2, 3, 2
# Of a transcript's paragraphs at least this share begin with a label; where no name comes again,
# most of them must.
_LABELLED, _MOST = 0.12, 0.6
# Of the lines of a talk without names every third is a stamp, or begins with one.
_EVERY = 3


class TranscriptReader:
    """Each label names the voice of what follows, up to the next one."""

    form = "transcript"

    def recognises(self, raw: Raw) -> bool:
        """Its paragraphs are turns of speakers, or several begin with a stamp in brackets."""
        front = read_front_matter(raw.name, raw.text)
        rows, head = _rows(raw.text, front)
        cast = _cast(raw.text, rows, _known(front, head, Entry()))
        paragraphs = list(paragraphs_of_rows(rows, cast.opens))
        return (
            _is_conversation(paragraphs, cast)
            or _is_stamped(raw.text, paragraphs, cast)
            or _is_stamped_by_line(raw.text, raw.lines)
        )

    def read(self, raw: Raw, entry: Entry) -> Reading:
        """One segment for each paragraph, cut where a stamp stands in it."""
        text = raw.text
        front = read_front_matter(raw.name, text)
        rows, head = _rows(text, front)
        cast = _cast(text, rows, _known(front, head, entry))
        turns = _turns(text, list(paragraphs_of_rows(rows, cast.opens)), cast, entry)
        segments, left_out = segments_of(text, introduced(text, turns), entry)
        work = replace(
            front.work,
            title=front.work.title or title_of(rows) or head.work.title,
            published=front.work.published or head.work.published,
            duration=front.work.duration or head.work.duration,
        )
        return Reading(segments, work, front.audience, left_out=left_out)


def _rows(text: str, front: FrontMatter) -> tuple[list[Row], Head]:
    """The rows of the talk, and what stands above it."""
    rows = rows_of(text, front.end)
    head = head_of(rows)
    return [row for row in rows if row.line.start not in head.lines], head


def _known(front: FrontMatter, head: Head, entry: Entry) -> Known:
    speaker = (entry.speaker,) if entry.speaker else ()
    others = front.authors + head.speakers + speaker
    return Known(entry.hosts or front.hosts, entry.guests or front.guests, others)


def _cast(text: str, rows: Sequence[Row], known: Known) -> Cast:
    return cast_of([row.label for row in rows if row.label], text, known)


def _is_conversation(paragraphs: Sequence[Paragraph], cast: Cast) -> bool:
    """Whether enough paragraphs begin with a speaker's label."""
    named = Counter(p.opening.name for p in paragraphs if p.opening and cast.is_voice(p.opening))
    turns = named.total()
    if turns < _LEAST_TURNS or (len(named) < _TWICE and turns <= _TWICE):
        return False
    # Nobody but a machine numbers voices.
    comes_again = max(named.values()) >= _TWICE or all(map(is_numbered, named))
    filled = sum(paragraph.start < paragraph.end for paragraph in paragraphs)
    return turns >= (_LABELLED if comes_again else _MOST) * filled


def _is_stamped(text: str, paragraphs: Sequence[Paragraph], cast: Cast) -> bool:
    """Whether every other paragraph begins with a stamp, or one voice does and stamps follow."""
    stamped = sum(any(True for _ in _stamps(text, p)) for p in paragraphs)
    first = paragraphs[0].opening if paragraphs else None
    if first is not None and first.style is not Style.PLAIN and cast.is_voice(first):
        return stamped > 0
    return stamped >= _LEAST_STAMPED and 2 * stamped >= len(paragraphs)


def _is_stamped_by_line(text: str, lines: Sequence[Line]) -> bool:
    """Whether stamps stand between sentences, each on a line of its own or before its words."""
    stamped = sum(_begins_with_stamp(text, line) for line in lines)
    if stamped < _LEAST_STAMPED or _EVERY * stamped < len(lines):
        return False
    sentences = sum(bool(SENTENCE_END.search(line.text)) for line in lines)
    return _EVERY * sentences >= len(lines)


def _begins_with_stamp(text: str, line: Line) -> bool:
    stamp = stamp_at(text, line.start, line.end, bare=True)
    return stamp is not None and (stamp.end == line.end or text[line.start] in "[\\")


def _turns(text: str, paragraphs: Sequence[Paragraph], cast: Cast, entry: Entry) -> list[Turn]:
    """The paragraphs by voice: one without a label carries on the turn before it."""
    # A sidecar may name the one voice of a text that names none.
    named = any(paragraph.opening for paragraph in paragraphs)
    part = Part() if named else Part(entry.speaker)
    turns: list[tuple[Part, list[Stretch]]] = []
    seconds: float | None = None
    goes_on = False
    for paragraph in paragraphs:
        if paragraph.is_note:
            # Nobody knows who goes on behind an editor's note.
            part, goes_on = Part(), False
            continue
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
            whole = Stretch(*piece, seconds, paragraph.heading)
            found.extend(_quoted(text, whole) if paragraph.is_quote else [whole])
        if stamp:
            start, seconds = stamp.end, stamp.seconds
    return found, seconds


def _quoted(text: str, stretch: Stretch) -> Iterator[Stretch]:
    """The lines of a block quote, without their marks."""
    for line in lines_of(text[stretch.start : stretch.end]):
        start = line.end - len(line.text.lstrip("> \t"))
        if start < line.end:
            yield replace(
                stretch, start=stretch.start + start, end=stretch.start + line.end, is_quote=True
            )


def _stamps(text: str, paragraph: Paragraph) -> Iterator[Stamp]:
    """The stamps that stand among the words, and are none of them."""
    start = paragraph.start
    while start < paragraph.end and text[start].isspace():
        start += 1
    if first := stamp_at(text, start, paragraph.end):
        yield first
        start = first.end
    yield from stamps_in(text, start, paragraph.end)
