"""Slips of the fingers, mended by what others wrote; for comparing texts, and never shown.

The model reads "subscripton" as syllables of other words, and so finds nothing alike in it.
"""

import asyncio
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.audiences import EVERYBODY
from bot.desk import Desk

# A shorter one may as well be a name that is like a word: "LLaVA" and "llama".
_SHORTEST: Final = 6
# In a word of so many letters two may be wrong.
_LONG: Final = 9
_WORD: Final = re.compile(r"[^\W\d_]+")


async def mended(texts: Sequence[str], desk: Desk) -> list[str]:
    """Return texts with words that nobody knows exchanged for those of other texts that are meant.

    Known is a word of the model's language or of what everybody may read. Raises Stopped.
    """
    words = sorted({word for text in texts for word in _WORD.findall(text.casefold())})
    told = await asyncio.wrap_future(desk.says_something(words, EVERYBODY))
    known = [word for word, is_known in zip(words, told, strict=True) if is_known]
    meant = _meant(set(words).difference(known), known)
    return [_WORD.sub(lambda found: meant.get(found[0].casefold(), found[0]), t) for t in texts]


def _meant(unknown: Collection[str], known: Sequence[str]) -> Mapping[str, str]:
    """Return which known words are meant by those that are one or two slips away from them.

    A slip is a letter too many, too few or wrong, or two that changed places; the first one is
    right (optimal string alignment distance).
    """
    meant: dict[str, str] = {}
    for word in unknown:
        if len(word) < _SHORTEST:
            continue
        near = [one for one in known if one[0] == word[0]]
        most = 2 if len(word) >= _LONG else 1
        found = process.extractOne(word, near, scorer=OSA.distance, score_cutoff=most)
        if found is not None:
            meant[word] = found[0]
    return meant
