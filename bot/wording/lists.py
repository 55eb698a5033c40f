"""How several things, or many, are told in one line or a few."""

from collections.abc import Sequence

from bot.display import mended, one_line, shortened
from bot.parts import Entry

_LONGEST_NAME = 100


def counted(count: int, noun: str) -> str:
    """Return a number with its noun: "1 work", "2,000 works"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def among(names: Sequence[str]) -> str:
    """Return names to choose one from: "“A”, “B” or “C”"."""
    shown = [f"“{shortened(one_line(mended(name)), _LONGEST_NAME)}”" for name in names]
    *most, last = shown
    return f"{', '.join(most)} or {last}" if most else last


def cut(entries: Sequence[Entry], most: int, noun: str) -> tuple[Entry, ...]:
    """Return the first entries, at most `most`, and say how many there are beyond them."""
    beyond = len(entries) - most
    if beyond <= 0:
        return tuple(entries)
    return (*entries[:most], Entry(f"and {counted(beyond, f'more {noun}')}"))
