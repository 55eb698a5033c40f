"""Words of another language to English ones, where a library does not say them as they are."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, Protocol

from babel import Locale

from retrieval.tongues.dictionary import Dictionary, dictionary
from retrieval.tongues.tongue import UNSPACED

_PIECE: Final = re.compile(r"[^\W_][\w'’&.+-]*(?<![.'’-])|[^\w\s]+")
# No sentence is longer; to cut a run takes the square of its length.
_DRAWN: Final = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]{1,200}")
_DATE: Final = re.compile(r"(?P<year>\d{4})年(?:(?P<month>\d{1,2})月)?(?:(?P<day>\d{1,2})[日号])?")
_MONTH: Final = re.compile(r"(?<!\d)(?P<month>1[0-2]|[1-9])月(?!\d)")
# Where these stand a word ends.
_PARTS: Final = frozenset("のはがを的")
_PART, _UNKNOWN, _PIECES = 0.2, 1.0, 0.05


class Said(Protocol):
    """What a library says in its own words."""

    def says(self, words: str) -> bool:
        """Whether it says all of these words."""

    def says_rather(self, words: str, others: str) -> bool:
        """Whether it says these words more often than others."""


def glossed(text: str, language: str, library: Said) -> str:
    """The words of a text in English; what is not known, and what the library says, as it is."""
    flat = unicodedata.normalize("NFKC", text) if language in UNSPACED else text
    known = dictionary(language)
    found = _drawn(flat, known, library) if language in UNSPACED else _spaced(flat, known, library)
    joined = " ".join(filter(None, found))
    return re.sub(r"\s+(?=[,.;:!?)])", "", joined).strip(" ,、，")


def _spaced(text: str, known: Dictionary, library: Said) -> Iterator[str]:
    """Of a language with spaces: the longest stretch of words that is known goes first."""
    pieces = _PIECE.findall(text)
    place = 0
    while place < len(pieces):
        for length in range(min(known.longest, len(pieces) - place), 0, -1):
            words = " ".join(pieces[place : place + length])
            if (english := _english(words, known, library)) is not None:
                yield english
                place += length
                break
        else:
            yield pieces[place]
            place += 1


def _english(words: str, known: Dictionary, library: Said) -> str | None:
    if (function := known.function(words)) is not None:
        return function
    meaning = known.meaning(words)
    return words if meaning and library.says_rather(words, meaning) else meaning


def _drawn(text: str, known: Dictionary, library: Said) -> Iterator[str]:
    """Of a language without spaces: other scripts as they are, runs of its own cut into words."""
    dated = _DATE.sub(_as_date, text)
    dated = _MONTH.sub(lambda match: f" {_month(int(match['month']))} ", dated)
    done = 0
    for run in _DRAWN.finditer(dated):
        yield dated[done : run.start()].strip()
        found = [(word, _english(word, known, library)) for word in _cut(run[0], known)]
        if any(english is None for _, english in found) and library.says(run[0]):
            yield run[0]
        else:
            yield from (word if english is None else english for word, english in found)
        done = run.end()
    yield dated[done:].strip()


def _cut(run: str, known: Dictionary) -> list[str]:
    """The words of a run: the cut that leaves the fewest characters unknown, in the fewest pieces.

    Neighbouring characters that are not known stay together.
    """
    # By where it ends: what the best cut costs, how many pieces it has, where its last one begins.
    best: list[tuple[float, int, int, bool]] = [(0.0, 0, 0, False)]
    for end in range(1, len(run) + 1):
        options = [
            (best[start][0] + cost, best[start][1] + 1, start, True)
            for start in range(max(0, end - known.longest), end)
            if (cost := _cost(run[start:end], known)) is not None
        ]
        cost, pieces, *_ = best[end - 1]
        options.append((cost + _UNKNOWN, pieces + 1, end - 1, False))
        best.append(min(options, key=lambda option: option[:2]))
    return list(_joined(_walked(run, best)))


def _walked(run: str, best: Sequence[tuple[float, int, int, bool]]) -> list[tuple[str, bool]]:
    """The pieces of the best cut, and whether each is known."""
    pieces = []
    end = len(run)
    while end:
        _, _, start, is_known = best[end]
        pieces.append((run[start:end], is_known))
        end = start
    return pieces[::-1]


def _cost(word: str, known: Dictionary) -> float | None:
    """What it costs to read a word as known; None where it is not."""
    if known.function(word) is None and known.meaning(word) is None:
        return None
    if len(word) > 1:
        return _PIECES
    return _PART if word in _PARTS else _UNKNOWN + _PIECES


def _joined(pieces: list[tuple[str, bool]]) -> Iterator[str]:
    unknown = ""
    for word, is_known in pieces:
        if is_known:
            if unknown:
                yield unknown
            yield word
            unknown = ""
        else:
            unknown += word
    if unknown:
        yield unknown


def _as_date(match: re.Match[str]) -> str:
    month = _month(int(match["month"])) if match["month"] else ""
    return f" {' '.join(filter(None, (match['day'], month, match['year'])))} "


@cache
def _month(number: int) -> str:
    names = Locale("en").months["format"]["wide"]
    return str(names.get(number, number))
