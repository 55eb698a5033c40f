"""Whether a text holds the words of another: the same words, or all but a few of them.

By shingles, runs of words that both hold (Broder, "On the resemblance and containment of
documents", 1997), which also tell where to look; what stands there is then compared word by word.
White space, quotation marks, case and mojibake make no difference. A figure or a denial does: what
was corrected is not the same.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Indel

from retrieval.mending import mended
from retrieval.models import Span
from retrieval.words import CJK, denial

_SHINGLE: Final = 3
# So few words are said by anybody.
FEWEST_WORDS: Final = 8
# How many of the shingles, and then of the words, are the same.
_SHINGLES_SHARED, _WORDS_SHARED = 0.4, 0.85
# How many more words than the text has are looked at around it.
_ROOM: Final = 6
_CHUNK = re.compile(r"\S+")
_WORD = re.compile(rf"[{CJK}]|[^\W_{CJK}]+")
_APOSTROPHES = re.compile("['’ʼ`´]")
# Apostrophes are gone: "don't" is "dont" here.
_DENIED = "(?:do|does|did|is|are|was|were|has|have|had|wo|would|ca|could|should|must|need|ai)nt"
_TELLING = re.compile(rf"\d|{denial().pattern}|^{_DENIED}$")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a text, as they are compared, and where each stands in it."""

    words: tuple[str, ...]
    spans: tuple[Span, ...]


def wording_of(text: str) -> Wording:
    """The words of a text."""
    found = [(word, span) for span, chunk in _chunks(text) for word in _words(chunk)]
    return Wording(tuple(word for word, _ in found), tuple(span for _, span in found))


def found_in(wanted: Wording, held: Wording) -> Span | None:
    """Where in the text of `held` the words of `wanted` stand; None where they do not."""
    if len(wanted.words) < FEWEST_WORDS:
        return None
    begins = _begins(wanted.words, held.words)
    if begins is None:
        return None
    first = max(0, begins - _ROOM)
    there = held.words[first : begins + len(wanted.words) + _ROOM]
    matched = _matched(wanted.words, there)
    if matched is None:
        return None
    low, high = first + matched.start, first + matched.end
    return Span(held.spans[low].start, held.spans[high - 1].end)


def _chunks(text: str) -> Iterator[tuple[Span, str]]:
    for match in _CHUNK.finditer(text):
        yield Span(match.start(), match.end()), match[0]


def _words(chunk: str) -> list[str]:
    flat = unicodedata.normalize("NFKC", mended(chunk)).casefold()
    return _WORD.findall(_APOSTROPHES.sub("", flat))


def _shingles(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[n : n + _SHINGLE]) for n in range(len(words) - _SHINGLE + 1))


def _begins(wanted: Sequence[str], held: Sequence[str]) -> int | None:
    """Where in `held` most of the shingles of `wanted` would have it begin; None of few."""
    places = {shingle: n for n, shingle in enumerate(_shingles(wanted))}
    shared = [(n, places[s]) for n, s in enumerate(_shingles(held)) if s in places]
    if len({place for _, place in shared}) < _SHINGLES_SHARED * len(places):
        return None
    offsets = Counter(n - place for n, place in shared)
    return max(0, offsets.most_common(1)[0][0])


def _matched(wanted: Sequence[str], there: Sequence[str]) -> Span | None:
    """The part of `there` that says what is wanted, if it is enough and differs in no detail."""
    steps = Indel.opcodes(wanted, there)
    equal = [step for step in steps if step.tag == "equal"]
    if sum(s.src_end - s.src_start for s in equal) < _WORDS_SHARED * len(wanted):
        return None
    begin, end = equal[0].dest_start, equal[-1].dest_end
    lost = (w for s in steps if s.tag == "delete" for w in wanted[s.src_start : s.src_end])
    added = (
        w
        for s in steps
        if s.tag == "insert" and begin <= s.dest_start < end
        for w in there[s.dest_start : s.dest_end]
    )
    differs = any(_TELLING.search(word) for word in (*lost, *added))
    return None if differs else Span(begin, end)
