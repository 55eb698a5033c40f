"""Where in a text somebody may begin to ask: at a sentence, or behind what they say before it.

"Interesting, what are they doing about it" asks in its second clause. Behind a comma "who",
"which", "where" and "when" as likely tell more of what stands before: "Nathan, who is great".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.pleasantries import pleasantry

_SENTENCE: Final = re.compile(r"[.!?。！？\n]+(?=\s|$|[^\x00-\x7f])|\n+")
_CLAUSE: Final = re.compile(r"[,;:，；：、…–—]+(?=\s|$|[^\x00-\x7f])|\s-\s|\.{2,}")
# What leads to what one says, and is no part of it.
_JOINTS: Final = re.compile(
    r"""^(?:(?:hi|hey|hello|hm+|huh|oh|ah|lol|lmao|wow|wait|so|ok|okay|and|or|but|also|well|then|now
    |just|yes|yeah|yep|no(?=,|$)|nope|right|alright|sure|cool|nice|great|good|thanks|thx|please|pls|sorry
    |actually|anyway|btw|still|maybe|i\smean|i\sguess|quick\squestion|question|curious:
    |hallo|und|oder|also|aber|ja|nein|gut|danke|dann|jetzt|bitte|mal|übrigens|hm
    |hola|y|o|pero|entonces|ahora|vale|bueno|gracias|sí|por\sfavor|oye)\b[,\s]*)+""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """Words with which something may be asked, without those that only lead to them.

    It `opens` where nothing stands before it that it may tell more of.
    """

    text: str
    opens: bool


def clauses_in(text: str) -> Iterator[Clause]:
    """Yield the clauses of a text in their order, and sentences of several as a whole before them.

    "I don't see, honestly, why" asks in none of its clauses alone.
    """
    for sentence in filter(None, map(str.strip, _SENTENCE.split(text))):
        parts = [part for each in _CLAUSE.split(sentence) if (part := each.strip())]
        if len(parts) > 1:
            yield Clause(_JOINTS.sub("", sentence, count=1), opens=True)
        yield from _clauses(parts)


def _clauses(parts: list[str]) -> Iterator[Clause]:
    opens = True
    for part in parts:
        joints = _JOINTS.match(part)
        said = part[joints.end() :] if joints else part
        if said:
            yield Clause(said, opens or joints is not None)
        opens = opens and (not said or pleasantry(part) is not None)
