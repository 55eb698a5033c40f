"""Sentences in which channels, roles, members, times and commands stand, whole to a translator."""

from collections.abc import Sequence
from string import Formatter

from bot.parts import Line, Piece
from bot.wording.lists import and_more, comma, space


def sentence(template: str, **values: Piece | tuple[Piece, ...]) -> Line:
    """Return a translated sentence with these values where it has their names in braces."""
    pieces: list[Piece] = []
    for text, name, _spec, _conversion in Formatter().parse(template):
        pieces += [text] if text else []
        if name is not None:
            value = values[name]
            pieces += value if isinstance(value, tuple) else (value,)
    return Line(tuple(pieces))


def enumerated(pieces: Sequence[Piece], most: int) -> tuple[Piece, ...]:
    """Return pieces with commas between, at most so many, and how many there are beyond."""
    named = [part for piece in pieces[:most] for part in (comma(), piece)][1:]
    beyond = len(pieces) - most
    return (*named, space(), and_more(beyond)) if beyond > 0 else tuple(named)
