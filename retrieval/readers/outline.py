"""A transcript's lines, put together: paragraphs with the label and the heading above each."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from retrieval.readers.base import Line, lines_of
from retrieval.readers.interruptions import Interruption, interruption_of, marked_interruption
from retrieval.readers.label_names import is_numbered
from retrieval.readers.labels import Label, Style, label_of
from retrieval.readers.stamps import Stamp, stamp_at, stamps_in

_HEADING = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<title>\S.{0,300})")
_RULE = re.compile(r"(?:[-*_=~][ \t]*){3,200}")
# "Note: the tape broke off here.", "[Editor's note: …]": nobody in the talk says so. In bold type
# it is a label like any other.
_NOTE = re.compile(
    r"(?:\\?[\[(]|[*_](?!\*))? ?(?:(?:the )?(?:editor|transcriber|translator|producer)(?:['’]?s)?"
    r"(?:['’])? note|ed(?:itor)?\.? note|editorial note|note|n\.b\.)[*_]?: ?",
    re.IGNORECASE,
)
_LONGEST_NAME = 60
_COMMENT = re.compile(r"<!--.*-->")


@dataclass(frozen=True, slots=True)
class Row:
    """A line, and what it looks like: a label's, a heading's, a mark's, a note's, a quote's."""

    line: Line
    label: Label | None = None
    heading: str | None = None
    level: int = 0
    stamp: Stamp | None = None
    mark: Interruption | None = None
    is_note: bool = False
    is_quote: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, `[start, end)` without their label.

    `opening` is the label that they begin with, `stamp` the time that a label or a heading gives
    them, `interruption` what they are instead of words. `is_note` where an editor speaks,
    `is_quote` where each line begins with ">".
    """

    start: int
    end: int
    opening: Label | None = None
    heading: str | None = None
    stamp: Stamp | None = None
    interruption: Interruption | None = None
    is_note: bool = False
    is_quote: bool = False


def rows_of(text: str, start: int) -> list[Row]:
    """The lines of `text` from `start` on, without rules and comments."""
    lines = (line for line in lines_of(text) if line.start >= start)
    kept = (line for line in lines if not _RULE.fullmatch(line.text[:201]))
    rows = [_row(text, line) for line in kept if not _COMMENT.fullmatch(line.text)]
    return list(_with_times_below(text, rows))


def title_of(rows: Sequence[Row]) -> str | None:
    """The heading of the first level that a document begins with."""
    return rows[0].heading if rows and rows[0].level == 1 else None


def paragraphs_of_rows(
    rows: Sequence[Row], is_opening: Callable[[Label], bool]
) -> Iterator[Paragraph]:
    """The rows' paragraphs: each ends at a blank line, a label that `is_opening`, or a heading."""
    above: Row | None = None
    stamp: Stamp | None = None
    run: list[Row] = []
    for row in rows[1:] if title_of(rows) else rows:
        if run and (row.is_quote != run[-1].is_quote or _begins(row, is_opening)):
            yield _paragraph(run, above, stamp, is_opening)
            run, stamp = [], None
        if row.heading is not None:
            above, stamp = (above if _is_within(above, row) else row), row.stamp
        elif row.mark:
            heading = above.heading if above else None
            yield Paragraph(row.line.start, row.line.end, None, heading, None, row.mark)
        else:
            run.append(row)
    if run:
        yield _paragraph(run, above, stamp, is_opening)


def _is_within(above: Row | None, row: Row) -> bool:
    """Whether a heading stands in a section that interrupts the talk: all of it does so."""
    if above is None or above.heading is None or row.level <= above.level:
        return False
    return interruption_of(above.heading) is not None


def _with_times_below(text: str, rows: Sequence[Row]) -> Iterator[Row]:
    """The rows, where a line may be a name if the next one is nothing but a time."""
    taken = False
    for row, below in pairwise([*rows, None]):
        if row is None or taken:
            taken = False
            continue
        stamp = _only_a_stamp(text, below) if below else None
        # A voice with a number is no heading, however far above its time it stands.
        close = below is not None and (not below.line.after_blank or is_numbered(row.line.text))
        taken = stamp is not None and close and _may_be_a_name(row)
        if stamp and below and taken:
            whole = Line(row.line.start, below.line.end, row.line.text, row.line.after_blank)
            label = Label(row.line.text, Style.TIMED, whole.start, whole.end, stamp, alone=True)
            yield Row(whole, label)
        else:
            yield row


def _only_a_stamp(text: str, row: Row) -> Stamp | None:
    line = row.line
    if len(line.text) > _LONGEST_NAME:
        return None
    stamp = stamp_at(text, line.start, line.end, bare=True)
    return stamp if stamp and stamp.end == line.end else None


def _may_be_a_name(row: Row) -> bool:
    words = row.line.text
    plain = row.label is None and row.heading is None and row.mark is None and not row.is_note
    worded = words.replace(" ", "").isalpha() or is_numbered(words)
    return plain and len(words) <= _LONGEST_NAME and worded


def _row(text: str, line: Line) -> Row:
    if match := _HEADING.fullmatch(line.text):
        title, stamp = _title_and_stamp(text, line, match)
        return Row(line, heading=title, level=len(match["marks"]), stamp=stamp)
    if mark := marked_interruption(line.text):
        return Row(line, mark=mark)
    if _NOTE.match(line.text):
        return Row(line, is_note=True)
    quoted = line.text.startswith(">") and not line.text.startswith(">>")
    label = label_of(text, line)
    return Row(line, label=label, is_quote=quoted and label is None)


def _title_and_stamp(text: str, line: Line, match: re.Match[str]) -> tuple[str, Stamp | None]:
    """A heading without its marks and the time that stands before or behind it."""
    start, end = line.start + match.start("title"), line.end
    before = stamp_at(text, start, end, bare=True)
    stamp = before or next(stamps_in(text, start, end), None)
    words = text[before.end : end] if before else text[start : stamp.start if stamp else end]
    return words.strip(" \t#*_:–—-") or match["title"].strip(), stamp


def _begins(row: Row, is_opening: Callable[[Label], bool]) -> bool:
    if row.heading is not None or row.mark or row.is_note or row.line.after_blank:
        return True
    return row.label is not None and is_opening(row.label)


def _paragraph(
    rows: Sequence[Row],
    above: Row | None,
    stamp: Stamp | None,
    is_opening: Callable[[Label], bool],
) -> Paragraph:
    """The rows as one, under the heading `above`, which may give a time or say what they are."""
    line, label, end = rows[0].line, rows[0].label, rows[-1].line.end
    heading = above.heading if above else None
    away = interruption_of(heading) if heading else None
    if label is None or not is_opening(label):
        note, quote = rows[0].is_note, rows[0].is_quote
        return Paragraph(line.start, end, None, heading, stamp, away, note, quote)
    return Paragraph(min(label.end, end), end, label, heading, label.stamp or stamp, away)
