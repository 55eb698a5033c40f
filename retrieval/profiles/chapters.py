"""The chapters of a document: those that it names itself, or else where its topic turns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from pathlib import Path
from typing import Final

import numpy as np

from retrieval.overviews import Chapter
from retrieval.profiles.phrases import phrases_of
from retrieval.profiles.shelf import Shelf
from retrieval.profiles.tiling import boundaries
from retrieval.rows import Stored, Vectors

# "(1:02:30) Open models", "12:05 - Chips": a line of a list of chapters.
_STAMPED: Final = re.compile(
    r"^[^\w\n]*(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,3}):(?P<seconds>[0-5]\d)[^\w\n]+"
    r"(?P<heading>\w[^\n]{1,98}[^\s.,;])\s*$",
    re.MULTILINE,
)
_LINE: Final = re.compile(r"\w[^\n]*")
# Fewer are a mention of a time, more a transcript.
_FEWEST, _MOST = 3, 60
_ASKS: Final = re.compile(r"\?[\"'”’)\]]*$")
_UNTITLED: Final = "…"
# So many of the most telling phrases may be names of who is there.
_NAMES: Final = 6


def named_chapters(text: str, passages: Sequence[Stored]) -> list[Chapter]:
    """The chapters that a document lists with their times, or that its headings are."""
    source = Path(passages[0].source).name
    return _stamped(text, source) or _headed(passages)


def found_chapters(
    passages: Sequence[Stored],
    vectors: Vectors,
    shelf: Shelf,
) -> list[Chapter]:
    """The chapters of a document by shift of topic; none where it keeps to one.

    `vectors` (passages, dimensions) are the passages' own, of unit length. Each chapter is headed
    by the phrase that tells most of it.
    """
    words = np.array([len(stored.text.split()) for stored in passages])
    turns = [_asked_before(passages, at) for at in boundaries(vectors, words)]
    if not turns:
        return []
    phrases = shelf.topics.phrases.of(stored.id for stored in passages)
    parts = [passages[first:last] for first, last in pairwise([0, *turns, len(passages)])]
    headings = _headings(parts, phrases, shelf)
    return [
        _chapter(part[0], heading, found=True)
        for part, heading in zip(parts, headings, strict=True)
    ]


def _stamped(text: str, source: str) -> list[Chapter]:
    """Lines that begin with a time, three or more with hardly a line between them."""
    lines = list(_STAMPED.finditer(text))
    if not _FEWEST <= len(lines) <= _MOST:
        return []
    times = [_seconds(line) for line in lines]
    between = (text[a.end() : b.start()] for a, b in pairwise(lines))
    listed = all(len(_LINE.findall(gap)) <= 1 for gap in between)
    if not listed or any(a >= b for a, b in pairwise(times)):
        return []
    return [
        Chapter(line["heading"], line.start(), at, found=False, source_name=source)
        for line, at in zip(lines, times, strict=True)
    ]


def _seconds(line: re.Match[str]) -> float:
    hours, minutes, seconds = (int(line[part] or 0) for part in ("hours", "minutes", "seconds"))
    return float(hours * 3600 + minutes * 60 + seconds)


def _headed(passages: Sequence[Stored]) -> list[Chapter]:
    runs = groupby(passages, key=lambda stored: stored.passage.heading)
    firsts = [(heading, next(run)) for heading, run in runs]
    headed = [(heading, first) for heading, first in firsts if heading]
    return (
        [_chapter(first, heading, found=False) for heading, first in headed]
        if len(headed) > 1
        else []
    )


def _chapter(first: Stored, heading: str, *, found: bool) -> Chapter:
    source = Path(first.source).name
    return Chapter(heading, first.passage.start, first.at[0].timestamp, found, source)


def _asked_before(passages: Sequence[Stored], at: int) -> int:
    """Where a new topic begins: with the question, if what seems to begin it is an answer."""
    question, answer = passages[at - 1], passages[at]
    other = question.passage.voice.speaker != answer.passage.voice.speaker
    return at - 1 if at > 1 and other and _ASKS.search(question.text) else at


def _headings(
    parts: Sequence[Sequence[Stored]], phrases: Mapping[int, Sequence[str]], shelf: Shelf
) -> Iterator[str]:
    """A phrase for each part, none for two."""
    whole = phrases_of(phrases[stored.id] for part in parts for stored in part)
    taken: set[str] = set()
    for part in parts:
        held = phrases_of(phrases[stored.id] for stored in part)
        ranked = held.most_telling(whole, shelf.topics.weight, len(parts) + _NAMES)
        fit = (phrase for phrase in ranked if phrase not in taken)
        heading = next((phrase for phrase in fit if not shelf.people.is_name(phrase)), _UNTITLED)
        taken.add(heading)
        yield heading
