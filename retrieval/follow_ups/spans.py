"""Stretches of a question: runs of words, words that it holds, what was taken out of it."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from retrieval.models import Span

WORD: Final = re.compile(r"[^\W_][\w'’&.+-]*(?<![.'’-])")
POSSESSIVE: Final = re.compile(r"['’]s?$")


def meets(run: Span) -> Callable[[Span], bool]:
    """Whether a span shares anything with this one."""
    return lambda span: run.start < span.end and span.start < run.end


def matching(text: str, holds: Callable[[re.Match[str]], bool]) -> Iterator[Span]:
    """Neighbouring words that hold, each run as one; possessive endings are not of it."""
    start: int | None = None
    end = 0
    for match in WORD.finditer(text):
        joined = start is not None and text[end : match.start()].isspace()
        if holds(match):
            if start is not None and not joined:
                yield Span(start, end)
            start = match.start() if start is None or not joined else start
            end = match.start() + len(POSSESSIVE.sub("", match[0]))
        elif start is not None:
            yield Span(start, end)
            start = None
    if start is not None:
        yield Span(start, end)


def found_in(words: str, text: str) -> Span | None:
    """Where words stand in a text, None where they do not or there are none."""
    start = text.find(words) if words else -1
    return Span(start, start + len(words)) if start >= 0 else None


def gap(text: str, rest: str) -> Span | None:
    """The words of a text that are not in the rest of it, which is the text without one stretch."""
    words = [(m.start(), m.end()) for m in re.finditer(r"\S+", text)]
    kept = rest.split()
    shown = text.split()
    head = 0
    while head < len(kept) and kept[head] == shown[head]:
        head += 1
    tail = 0
    while tail < len(kept) - head and kept[-1 - tail] == shown[-1 - tail]:
        tail += 1
    if head >= len(shown) - tail:
        return None
    return Span(words[head][0], words[len(shown) - tail - 1][1])
