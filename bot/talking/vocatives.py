"""Whether words open with the name of a person, so that they are for that person."""

import re
from collections.abc import Collection
from typing import Final

from bot.pleasantries import pleasantry

_OPENING: Final = re.compile(
    r"(?:(?:hi|hey|hello|hallo|hola)\s+)?@?([^\s,:;!?.]+)\s*([,:]?)\s+(.+)", re.DOTALL
)
_YOU: Final = re.compile(
    r"(?:(?:did|are|were|have|will|would|don['’]?t|aren['’]?t)\s+you"
    r"|do\s+you\s+(?:think|want|like|know|remember|agree|need)"
    r"|(?:hast|bist|kommst|willst|warst|magst)\s+du|(?:vienes|quieres|estás|has)\b)\b",
    re.IGNORECASE,
)
_NO_NAMES: Final = frozenset(
    {"bot", "pullquote", "so", "well", "and", "but", "or", "then", "now", "please", "also", "too"}
    | {"anyway", "btw", "finally", "actually", "und", "aber", "dann", "bitte", "y", "pero"}
)


def speaks_to(text: str, names: Collection[str]) -> bool:
    """Tell whether a text opens with one of these names, or a name that it says "you" to.

    `names` are those of the people around, any of their words.
    """
    found = _OPENING.match(text.strip())
    if found is None:
        return False
    name, mark, said = found[1].casefold(), found[2], found[3]
    if any(name in known.casefold().split() for known in names):
        return bool(mark) or bool(_YOU.match(said))
    no_name = name in _NO_NAMES or pleasantry(name) is not None
    return bool(mark) and not no_name and bool(_YOU.match(said))
