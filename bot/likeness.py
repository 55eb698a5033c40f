"""Which texts ask the same: by the library's model, a few at a time so that members do not wait."""

import asyncio
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.desk import Desk
from bot.spelling import mended

Vectors = NDArray[np.float32]

# Texts at once. An answer that comes in between waits for no more than these.
_BATCH = 8

# Cosine from which on two questions may be one, asked in other words.
_ALIKE = 0.8

_FUNCTION_WORDS = frozenset(
    """a about an and any are as at be been but by can could d did do does for from had has have he
    her his how i if in is it its ll m me my of on or our re s say says she should so t than that
    the their them there they this to us ve was we were what when where which who why will with
    would you your""".split()  # noqa: SIM905 - a list of sixty words does not read better
)
_ASKING = frozenset({"who", "when", "where", "why", "many", "much"})
# So many letters are what "delay", "delayed" and "delaying" share.
_STEM = 4


async def grouped(texts: Sequence[str], desk: Desk) -> list[list[int]]:
    """Return the indexes of texts that ask the same, in order, the earliest first in each group.

    Raises Stopped where the program is ending.
    """
    copies: dict[str, list[int]] = {}
    for number, text in enumerate(texts):
        copies.setdefault(" ".join(text.casefold().split()), []).append(number)
    first = await mended([texts[numbers[0]] for numbers in copies.values()], desk)
    groups = await asyncio.to_thread(alike, first, await vectors_of(first, desk))
    numbers = list(copies.values())
    return [sorted(one for copy in group for one in numbers[copy]) for group in groups]


async def vectors_of(texts: Sequence[str], desk: Desk) -> Vectors:
    """Return a row of length 1 for each text: shape `(len(texts), dimensions)`.

    Raises Stopped where the program is ending.
    """
    rows = [
        await asyncio.wrap_future(desk.vectors(texts[start : start + _BATCH]))
        for start in range(0, len(texts), _BATCH)
    ]
    return np.concatenate(rows) if rows else np.empty((0, 0), dtype=np.float32)


def alike(texts: Sequence[str], vectors: Vectors) -> list[list[int]]:
    """Return the indexes of texts that ask the same, in order, the earliest first in each group.

    A text joins the nearest group all of whose texts are like it (complete linkage), so that no
    chain of small steps leads from one question to another.
    """
    groups: list[list[int]] = []
    likeness = vectors @ vectors.T
    for number, text in enumerate(texts):
        near = [(float(likeness[number, group].min()), group) for group in groups]
        fitting = [
            (nearness, group)
            for nearness, group in near
            if nearness >= _ALIKE and all(_about_the_same(text, texts[one]) for one in group)
        ]
        if fitting:
            max(fitting, key=lambda one: one[0])[1].append(number)
        else:
            groups.append([number])
    return groups


def _about_the_same(one: str, other: str) -> bool:
    """Tell whether two texts may be one question, whatever their vectors say.

    Vectors put "How tall is Everest?" beside "How tall is K2?", "buy" beside "sell" and "when"
    beside "where". So texts that ask for different things or name different numbers are two, and
    so are texts of which one is the other with a single word exchanged.
    """
    mine, theirs = _words(one), _words(other)
    if _differ(mine & _ASKING, theirs & _ASKING) or _numbers(mine) != _numbers(theirs):
        return False
    mine, theirs = mine - _FUNCTION_WORDS, theirs - _FUNCTION_WORDS
    extra, missing = mine - theirs, theirs - mine
    if len(extra) == len(missing) == 1:
        return extra.pop()[:_STEM] == missing.pop()[:_STEM]
    return True


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _differ(mine: set[str], theirs: set[str]) -> bool:
    """Tell whether two questions ask for different things, as far as both say for what."""
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _numbers(words: set[str]) -> set[str]:
    return {word for word in words if any(character.isdigit() for character in word)}
