"""A sentence of ours in which times and channels stand, in whatever order a language has them."""

from collections.abc import Sequence
from string import Formatter

from bot.parts import Line, Moment, Spot
from bot.wording.lists import and_more

Piece = str | Moment | Spot


def woven(sentence: str, **pieces: Piece | Sequence[Piece]) -> Line:
    """Return a sentence with its pieces where their names stand in braces."""
    line: list[Piece] = []
    for before, name, _spec, _conversion in Formatter().parse(sentence):
        line += [before] if before else []
        if name is not None:
            piece = pieces[name]
            line += [piece] if isinstance(piece, str | Moment | Spot) else piece
    return Line(tuple(line))


def spots(channels: Sequence[int], most: int) -> list[Piece]:
    """Return channels with a space between them, and how many there are that are not named."""
    named: list[Piece] = []
    for channel in channels[:most]:
        named += [" ", Spot(channel)] if named else [Spot(channel)]
    beyond = len(channels) - most
    return [*named, f" {and_more(beyond)}"] if beyond > 0 else named
