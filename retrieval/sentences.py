"""Where do sentences begin and end? Offsets into a text, never copies of it."""

import re
from collections.abc import Iterator
from itertools import pairwise

import sentencex

from retrieval.models import Span

_LETTER_OR_DIGIT = re.compile(r"\w")
# The library's time grows with the square of a text whose quotation marks are never closed, so it
# is handed no more than this many characters at once; only a longer sentence is ever cut by it.
_WINDOW = 10_000
# Text without full stops or capitals (automatic captions) would be one sentence without end: past
# so many characters, what goes on in lower case is a sentence of its own, and a piece that is
# longer than any written sentence is cut between words.
_LONGEST_JOINED = 400
_LONGEST = 1200
# A page that lost its line breaks glues sentences together: "year.It", "model.”The", "etc.* We".
# Two lower-case letters (or a closing mark) before and a capital after keep "U.S.", "Z.ai" whole.
_GLUE = re.compile(
    r"(?<=[a-z]{2}[.!?])(?=[“\"‘']?[A-Z][a-z’'])|(?<=[.!?][”\"’)])(?=[A-Z“])|(?<=[.!?:])(?=\* )"
    # Behind a link of Markdown, its address hides the end: `["So it is."](https://…) We`.
    r"|[.!?][”\"’]?\]\([^\s()]{1,500}\)(?=\s+[“\"‘']?[A-Z])"
)
# So much is looked through at once, since no other thread runs meanwhile, and so much behind it.
_SCANNED, _AHEAD = 100_000, 512


def glue_points(text: str, start: int = 0, end: int | None = None) -> list[int]:
    """Offsets in `text[start:end]` where two sentences stand glued together."""
    stop = len(text) if end is None else end
    return [
        match.end()
        for begin in range(start, stop, _SCANNED)
        for match in _GLUE.finditer(text, begin, min(begin + _SCANNED + _AHEAD, stop))
        if match.start() < begin + _SCANNED
    ]


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of `text[start:end]`, in order, trimmed of white space.

    Line breaks inside the range count as spaces: speech recognition and hard-wrapped files run
    sentences on over line ends. A piece that goes on in lower case (also after "...") belongs to
    the sentence before it, and one without a letter or digit to its neighbour.
    Bounds come from `sentencex` (Wikimedia), glued sentences from `glue_points`.
    """
    stop = len(text) if end is None else end
    edges = [start, *glue_points(text, start, stop), stop]
    pieces = [
        piece for left, right in pairwise(edges) for piece in _library_spans(text, left, right)
    ]
    return [part for span in _merge(text, pieces) for part in _bounded(text, span)]


def _library_spans(text: str, start: int, end: int) -> list[Span]:
    spans: list[Span] = []
    while start < end:
        stop = min(start + _WINDOW, end)
        found = _spans_in_window(text, start, stop)
        # The last one may go on behind the window: the next window begins with it.
        whole = found[:-1] if stop < end and len(found) > 1 else found
        spans.extend(whole)
        start = found[-1].start if len(whole) < len(found) else stop
    return spans


def _spans_in_window(text: str, start: int, end: int) -> list[Span]:
    flat = re.sub(r"\s", " ", text[start:end])
    found = sentencex.get_sentence_boundaries("en", flat)
    spans = (_trim(text, start + b["start_index"], start + b["end_index"]) for b in found)
    return [span for span in spans if span.start < span.end]


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _merge(text: str, pieces: list[Span]) -> list[Span]:
    merged: list[Span] = []
    wordless = False
    for piece in pieces:
        has_words = bool(_LETTER_OR_DIGIT.search(text, piece.start, piece.end))
        if merged and (wordless or not has_words or _goes_on(text, merged[-1], piece)):
            merged[-1] = Span(merged[-1].start, piece.end)
            wordless = wordless and not has_words
        else:
            merged.append(piece)
            wordless = not has_words
    return merged


def _goes_on(text: str, before: Span, piece: Span) -> bool:
    return (
        text[piece.start].islower()
        and piece.end - before.start <= _LONGEST_JOINED
        and not text.startswith(("http://", "https://"), piece.start)
    )


def _bounded(text: str, span: Span) -> Iterator[Span]:
    """The span itself, or parts of it that end between words."""
    start = span.start
    while span.end - start > _LONGEST:
        cut = max(text.rfind(gap, start, start + _LONGEST_JOINED) for gap in " \n\t")
        stop = cut if cut > start else start + _LONGEST_JOINED
        yield _trim(text, start, stop)
        start = _trim(text, stop, span.end).start
    yield Span(start, span.end)
