"""The lines of a PDF's pages to paragraphs: without what every page repeats, words made whole.

A PDF says where letters stand and nothing else; what is a paragraph is told by what a reader's eye
goes by: gaps, indents, short last lines, the size of letters.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise, zip_longest
from statistics import median
from typing import Final

from retrieval.readers.base import SENTENCE_END

# Of a page's height, from its top and from its foot: where headers, footers and numbers stand.
_MARGIN: Final = 0.1
_PAGE_NUMBER = re.compile(
    r"\W*(?:page|p\.?)?\s*(?:\d{1,5}|[ivxlc]{1,7})\s*(?:(?:/|\||of|von|de|sur)\s*\d{1,5})?\W*",
    re.IGNORECASE,
)
_HYPHEN: Final = "\xad"
_PARTED = re.compile(rf"(\w+)(?:{_HYPHEN}|(?<=[^\W\d_])[-‐])$")
_BULLET = re.compile(r"(?:[•●▪◦‣–—*]|\(?(?:\d{1,3}|[a-z])[.)])\s")
_LIGATURE, _UNSEEN = re.compile("[\ufb00-\ufb06]"), re.compile("[\x00-\x1f\x7f\ufeff\ufffe\uffff]")
_WORD = re.compile(r"\w+(?:[-‐]\w+)*")
# A heading's letters are larger than the text's by this, and it has at most so many characters.
_LARGER, _LONGEST_HEADING = 1.12, 200
# So much of a line's end is looked at for a word that goes on.
_LONGEST_WORD: Final = 60
# Sizes that are taken for the same; a gap that parts paragraphs, in usual gaps; an indent, in
# the same; a last line that ends so far from the right, in widths of a column.
_SAME_SIZE, _GAP, _INDENT, _SHORT = 0.1, 1.35, 0.6, 0.12
# Lines that begin within so many points of each other stand in one column.
_COLUMN: Final = 36


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page (from 1), where it stands in points from the page's lower left corner.

    `size` is that of its letters in the document's own measure, which may be another.
    """

    page: int
    text: str
    left: float
    baseline: float
    right: float
    size: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's words, the heading above it, and at which offset each page begins in it."""

    text: str
    heading: str | None
    pages: tuple[tuple[int, int], ...]


Page = tuple[float, Sequence[tuple[str, float, float, float, float]]]


def paragraphs_of(pages: Sequence[Page]) -> list[Paragraph]:
    """The paragraphs of pages, each its height in points and its lines as pdf_child.py has them.

    A paragraph goes on over the end of a page.
    """
    heights = [height for height, _ in pages]
    lines = [
        Line(number, _clean(text), *edges)
        for number, (_, page) in enumerate(pages, start=1)
        for text, *edges in page
    ]
    kept = [line for line in _without_furniture(lines, heights) if line.text]
    return list(_Setting(kept).paragraphs())


def _clean(text: str) -> str:
    # Halves of a character that UTF-16 writes in two may come one by one.
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    whole = _LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), whole)
    words = " ".join(_UNSEEN.sub(" ", whole).split())
    return words[:-1].replace(_HYPHEN, "") + words[-1:]


def _without_furniture(lines: Sequence[Line], heights: Sequence[float]) -> Iterator[Line]:
    """The lines without headers, footers and page numbers: what stands at the edge of pages."""
    at_edge = [_is_at_edge(line, heights[line.page - 1]) for line in lines]
    seen: dict[object, set[int]] = defaultdict(set)
    for line in compress(lines, at_edge):
        seen[_place_of(line)].add(line.page)
    for line, outside in zip(lines, at_edge, strict=True):
        repeated = outside and len(seen[_place_of(line)]) > 1
        if not repeated and not (outside and _PAGE_NUMBER.fullmatch(line.text)):
            yield line


def _is_at_edge(line: Line, height: float) -> bool:
    return not height * _MARGIN < line.baseline < height * (1 - _MARGIN)


def _place_of(line: Line) -> object:
    """What is the same of a header on every page: its words but for numbers, and how high it is."""
    return re.sub(r"\d+", "#", line.text[:_LONGEST_HEADING].casefold()), round(line.baseline / 4)


def _is_one_heading(above: Line, below: Line) -> bool:
    return above.page == below.page and abs(above.size - below.size) <= _SAME_SIZE * above.size


class _Setting:
    """How a document is set: its usual size, its usual gap between lines, its columns."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
        self._size = sizes.most_common(1)[0][0] if lines else 0.0
        gaps = [a.baseline - b.baseline for a, b in pairwise(lines)]
        # Nearly all lines are those of paragraphs, so theirs is the gap in the middle.
        self._gap = median([gap for gap in gaps if gap > 0] or [0.0])
        self._right: dict[tuple[int, int], float] = {}
        for line in lines:
            column = line.page, round(line.left / _COLUMN)
            self._right[column] = max(line.right, self._right.get(column, 0.0))
        self._words = {word.casefold() for line in lines for word in _WORD.findall(line.text)}

    def paragraphs(self) -> Iterator[Paragraph]:
        """The lines put together."""
        heading: list[Line] = []
        run: list[Line] = []
        for line, after in zip_longest(self._lines, self._lines[1:]):
            goes_on = bool(run) and self._goes_on(run[-1], line, after)
            if run and not goes_on:
                yield self._made(run, heading)
            if not self._is_heading(line):
                run = [*run, line] if goes_on else [line]
                continue
            under = not run and heading and _is_one_heading(heading[-1], line)
            heading, run = [*heading, line] if under else [line], []
        if run:
            yield self._made(run, heading)

    def _is_heading(self, line: Line) -> bool:
        return line.size > self._size * _LARGER and len(line.text) <= _LONGEST_HEADING

    def _goes_on(self, before: Line, line: Line, after: Line | None) -> bool:
        """Whether a line belongs to the paragraph of the one before it."""
        if abs(line.size - before.size) > _SAME_SIZE * before.size or self._is_heading(line):
            return False
        if _BULLET.match(line.text):
            return False
        ended = bool(SENTENCE_END.search(before.text[-_LONGEST_WORD:]))
        if ended and self._is_short(before):
            return False
        indented = self._is_indented(line, after)
        down = before.baseline - line.baseline
        if line.page != before.page or down <= 0:
            return not (ended and indented)
        return down <= _GAP * self._gap and not (
            indented and line.left - before.left > _INDENT * self._gap
        )

    def _is_short(self, line: Line) -> bool:
        column = line.page, round(line.left / _COLUMN)
        near = (self._right.get((column[0], column[1] + step), 0.0) for step in (-1, 0, 1))
        right = max(near)
        return line.right < right - _SHORT * (right - line.left)

    def _is_indented(self, line: Line, after: Line | None) -> bool:
        """Whether a line begins further right than the next one, as a paragraph's first does.

        The lines of a list's entry may do so, too, but they go on within a sentence.
        """
        if (
            line.text[0].islower()
            or after is None
            or after.page != line.page
            or after.baseline >= line.baseline
        ):
            return False
        return line.left - after.left > _INDENT * self._gap

    def _made(self, run: Sequence[Line], heading: Iterable[Line]) -> Paragraph:
        above = " ".join(line.text for line in heading)
        pages: list[tuple[int, int]] = []
        parts: list[str] = []
        length = 0
        for line in run:
            if parts:
                joined = self._joined(parts[-1], line.text)
                length += len(joined) - len(parts[-1])
                parts[-1] = joined
            if not pages or pages[-1][1] != line.page:
                pages.append((length, line.page))
            parts.append(line.text)
            length += len(line.text)
        text = "".join(parts).replace(_HYPHEN, "-")
        return Paragraph(text, above[:_LONGEST_HEADING] or None, tuple(pages))

    def _joined(self, line: str, following: str) -> str:
        """A line as it stands before the next: a hyphen that only parts a word goes from it."""
        parted, rest = _PARTED.search(line[-_LONGEST_WORD:]), _WORD.match(following)
        if not parted or not rest or not rest[0][0].islower():
            return f"{line} "
        compound = f"{parted[1]}-{rest[0]}".casefold() in self._words
        return f"{line[:-1]}-" if compound else line[:-1]
