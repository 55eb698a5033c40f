"""What interrupts a talk and nobody would want quoted: sponsors' messages, jingles, breaks.

Here by the mark that a transcript sets: a label ("**Break:**"), a line ("[Music]"), a heading
("## Sponsors"). sponsors.py finds those that are only told by their words.
"""

import re
from collections import Counter
from collections.abc import Iterable
from enum import Enum

from retrieval.models import LeftOut


class Interruption(Enum):
    """Why a stretch is left out, by the field of `LeftOut` that counts it."""

    SPONSOR = "sponsors"
    JINGLE = "jingles"
    BREAK = "breaks"


_BREAK = (
    r"(?:(?:ad|commercial|sponsor(?:ship)?|station|mid-?roll|short|music(?:al)?) )?break(?: \d)?"
)
_JINGLE = (
    r"jingle(?: \w+)?|(?:(?:intro|outro|opening|closing|theme|background|upbeat|show) )?"
    r"(?:music|theme|song|jingle)(?: (?:plays|playing|break|fades(?: (?:in|out))?|starts|ends))?"
    r"|(?:podcast )?theme song|interlude|sting(?:er)?|song of .{1,40}"
    r"|sound ?bite of (?:music|song).{0,40}"
)
_SPONSOR = (
    r"(?:(?:podcast|episode|show|our|today['’]s) )?sponsor(?:s|ed|ship)?"
    r"(?: (?:read|message|messages|segment|content|spot|ad|block))?"
    r"|(?:ad|ads|advert|advertisement|advertising|commercial|promo|promotion)s?"
    r"(?: (?:read|segment|spot|block|\d))?"
    r"|(?:a )?(?:word|message)s? from (?:our|the|today['’]s) sponsors?"
    r"|(?:pre|mid|post)-?roll(?: ad)?"
)
_KINDS = {
    Interruption.BREAK: re.compile(_BREAK, re.IGNORECASE),
    Interruption.JINGLE: re.compile(_JINGLE, re.IGNORECASE),
    Interruption.SPONSOR: re.compile(_SPONSOR, re.IGNORECASE),
}
# A line of its own that marks what is heard there: "[Music]", "\[ad break\]", "*(theme song)*".
_MARKED = re.compile(r"[*_ ]{0,3}\\?[\[(](?P<inside>[^\[\]()]{1,60}?)\\?[\])][*_ ]{0,3}")
_NOTES = re.compile(r"[♪♫🎵🎶]")
_SUNG = re.compile(r"\s*[♪♫🎵🎶].*[♪♫🎵🎶]\s*|[♪♫🎵🎶\s]+", re.DOTALL)
_LONGEST = 60


def interruption_of(label: str) -> Interruption | None:
    """What a label or a heading says that interrupts the talk; None for anybody's name."""
    if len(label) > _LONGEST:
        return None
    bare = label.strip(" .:-–—*_")
    return next((kind for kind, words in _KINDS.items() if words.fullmatch(bare)), None)


def marked_interruption(line: str) -> Interruption | None:
    """What a line marks that holds a mark in brackets, or notes, and nothing else."""
    if _NOTES.search(line[:2]) and _SUNG.fullmatch(line):
        return Interruption.JINGLE
    match = _MARKED.fullmatch(line[: 2 * _LONGEST]) if len(line) <= 2 * _LONGEST else None
    return interruption_of(match["inside"]) if match else None


def counted(found: Iterable[Interruption | None]) -> LeftOut:
    """How many stretches of each kind there are; neighbours of one kind are one stretch.

    None stands for words that are kept.
    """
    stretches: Counter[str] = Counter()
    before: Interruption | None = None
    for kind in found:
        if kind is not None and kind is not before:
            stretches[kind.value] += 1
        before = kind
    return LeftOut(**stretches)
