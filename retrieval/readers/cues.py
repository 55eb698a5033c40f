"""Captions and other timed lines, and how lines that roll over the screen are read once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from retrieval.errors import DocumentEncoding
from retrieval.readers.base import Raw

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# Lines that follow one another without a gap (in seconds) may be the same lines, rolled on.
_NO_GAP = 0.1
_MOST_LINES = 8
_ROLLS = 0.4
_LEAST_ROLLED = 2


@dataclass(frozen=True, slots=True)
class Spoken:
    """One line of a cue, and its speaker where the cue itself names one."""

    text: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown from `start` to `end`, in seconds; `rolling` where word by word."""

    start: float
    end: float
    lines: tuple[Spoken, ...]
    rolling: bool = False


def caption_text(raw: Raw) -> str:
    """The text of captions, which are UTF-16 more often than other files: if a mark says so.

    Raises what `Raw.text` raises.
    """
    if not raw.data.startswith(_UTF_16):
        return raw.text
    try:
        # Its size is judged as that of any text.
        return Raw(raw.name, raw.data.decode("utf-16").encode()).text
    except UnicodeDecodeError as error:
        raise DocumentEncoding(
            "{name}: it is not whole UTF-16 text (byte {place}); save it as UTF-8.",
            name=raw.name,
            place=str(error.start),
        ) from error


def beginning_of(raw: Raw, length: int = 1_000) -> str:
    """The first characters, for a look at what it is: whatever bytes they are, this never fails."""
    bare = raw.data[:length].removeprefix(b"\xef\xbb\xbf")
    utf_16 = bare.startswith(_UTF_16)
    return bare.decode("utf-16" if utf_16 else "latin-1", "ignore")


def each_word_once(cues: Sequence[Cue]) -> list[Cue]:
    """The cues, without the lines that a cue repeats because the cue before rolls on in it."""
    pairs = list(pairwise(cues))
    fresh = [_fresh(before, cue) for before, cue in pairs]
    rolled = sum(lines is not None for lines in fresh)
    certain = rolled and any(cue.rolling for cue in cues)
    if not certain and (rolled < _LEAST_ROLLED or rolled < _ROLLS * len(pairs)):
        return [*cues[:1], *(cue for before, cue in pairs if not _is_the_same(before, cue))]
    kept = zip(cues[1:], fresh, strict=True)
    return [*cues[:1], *(replace(c, lines=c.lines if new is None else new) for c, new in kept)]


def _is_the_same(before: Cue, cue: Cue) -> bool:
    return (before.start, before.lines) == (cue.start, cue.lines)


def _fresh(before: Cue, cue: Cue) -> tuple[Spoken, ...] | None:
    """The lines of a cue that the one before did not show; None where nothing rolled on."""
    if not before.lines or cue.start - before.end > _NO_GAP:
        return None
    for count in range(min(len(before.lines), len(cue.lines), _MOST_LINES), 0, -1):
        if before.lines[-count:] == cue.lines[:count]:
            return cue.lines[count:]
    return next(_grown(before.lines, cue.lines), None)


def _grown(before: tuple[Spoken, ...], lines: tuple[Spoken, ...]) -> Iterator[tuple[Spoken, ...]]:
    """What is new where the last line, or all lines, went on: "we", "we sail", "we sail on"."""
    whole = " ".join(line.text for line in lines)
    for shown in (" ".join(line.text for line in before), before[-1].text):
        if shown and whole.startswith(f"{shown} "):
            yield (replace(lines[-1], text=whole.removeprefix(f"{shown} ")),)
