"""Quotes under key phrases that stand in them: few headings, that together cover all quotes."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.digests.key_phrases import key_of
from retrieval.digests.statements import Statement
from retrieval.digests.topics import PhraseCounts, parts_of
from retrieval.embedding import Embedder
from retrieval.words import terms_in

# A heading over two quotes is better than two headings: so much does each further quote count.
_FURTHER = 1.3
# What a phrase of one, two, three and four words is worth as a heading.
_LENGTH_WEIGHTS = (0.6, 1.0, 1.0, 0.7, 0.4)
_PART_OF_ANOTHER = 0.5
# How many phrases of a statement are embedded, and what one is worth however far from it.
_LIKELIEST = 4
_EVEN_SO = 0.2
_WORDS = re.compile(r"[^\W_]+")
# The topic itself, or a part of it, tells nothing above quotes that are all on it.
_OF_THE_TOPIC = 0.001


@dataclass(frozen=True, slots=True)
class Group:
    """Statements and the phrase that stands in the first of them."""

    heading: str
    statements: tuple[Statement, ...]


class Titler:
    """Finds headings for the statements of one digest."""

    def __init__(
        self, counts: PhraseCounts, embedder: Embedder, pool: Sequence[Statement], topic: str
    ) -> None:
        """`counts` are the library's, `pool` is all that may be quoted on `topic`."""
        self._counts = counts
        self._embedder = embedder
        self._topic = terms_in(topic)
        self._phrases = {id(s): _phrases(s) for s in pool}
        self._often = Counter(key for phrases in self._phrases.values() for key in phrases)

    def groups(self, statements: Sequence[Statement]) -> list[Group]:
        """The statements under headings, in their order; every one has a place."""
        worths = self._worths(statements)
        left = list(statements)
        found = []
        while left:
            heading, under = _best(left, worths)
            found.append(Group(self._of(under[0]).get(heading) or _opening(under[0]), (*under,)))
            left = [s for s in left if not any(s is one for one in under)]
        order = {id(s): n for n, s in enumerate(statements)}
        return sorted(found, key=lambda group: order[id(group.statements[0])])

    def holds(self, statement: Statement, heading: str) -> bool:
        """Whether a phrase stands in a statement, however it is spelt there."""
        return key_of(heading) in self._of(statement)

    def _worths(self, statements: Sequence[Statement]) -> dict[int, dict[str, float]]:
        """What the phrases of each statement, by their keys, are worth above it.

        The likeliest are weighed by how near they are to what it says (KeyBERT, Grootendorst
        2020).
        """
        each = [
            sorted(
                ((self._worth(key, written), key) for key, written in self._of(s).items()),
                reverse=True,
            )[:_LIKELIEST]
            for s in statements
        ]
        keys = list({key for worths in each for _, key in worths})
        written = {key: phrase for s in statements for key, phrase in self._of(s).items()}
        vectors = self._embedder.embed([written[key] for key in keys])
        by_key = dict(zip(keys, vectors, strict=True))
        return {
            id(s): {
                key: worth * (_EVEN_SO + max(0.0, float(by_key[key] @ s.vector)))
                for worth, key in w
            }
            for s, w in zip(statements, each, strict=True)
        }

    def _worth(self, key: str, written: str) -> float:
        words = _WORDS.findall(written)
        worth = _LENGTH_WEIGHTS[min(len(words), len(_LENGTH_WEIGHTS)) - 1]
        worth *= self._counts.rarity(key) * (1 + math.sqrt(self._often[key]))
        if terms_in(written) <= self._topic:
            worth *= _OF_THE_TOPIC
        if not self._counts.alone[key]:
            worth *= _PART_OF_ANOTHER
        return worth

    def _of(self, statement: Statement) -> Mapping[str, str]:
        phrases = self._phrases.get(id(statement))
        return _phrases(statement) if phrases is None else phrases


def _best(
    left: Sequence[Statement], worths: Mapping[int, Mapping[str, float]]
) -> tuple[str, list[Statement]]:
    """The phrase (by its key) that is worth most over those that are left, and these.

    A statement without any phrase, in a script without spaces perhaps, stands for itself.
    """
    total: defaultdict[str, float] = defaultdict(float)
    for statement in left:
        for key, worth in worths[id(statement)].items():
            total[key] += worth
    held = Counter(key for s in left for key in worths[id(s)])
    best = max(total, key=lambda key: (total[key] * held[key] ** (_FURTHER - 1), key), default=None)
    if best is None:
        return "", [left[0]]
    return best, [s for s in left if best in worths[id(s)]]


def _phrases(statement: Statement) -> dict[str, str]:
    """The phrases in a statement and their parts, as written, by their keys."""
    found: dict[str, str] = {}
    for phrase in statement.phrases:
        for part in parts_of(phrase):
            found.setdefault(key_of(part), part)
    return found


def _opening(statement: Statement) -> str:
    """The first words of a quote that holds no phrase."""
    words = statement.quote.text.split()
    return " ".join(words[:4])[:40]
