"""Quotes under key phrases that stand in them: few headings, that together cover all quotes."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.digests.key_phrases import is_adjective, key_of
from retrieval.digests.naming_topics import is_of, shares_a_word, topic_in
from retrieval.digests.statements import Statement
from retrieval.digests.topics import PhraseCounts, parts_of
from retrieval.embedding import Embedder
from retrieval.rows import Vectors

# A heading over two quotes is better than two headings: so much does each further quote count.
_FURTHER = 1.3
# What a phrase of one, two, three and four words is worth as a heading.
_LENGTH_WEIGHTS = (0.6, 1.0, 1.0, 0.7, 0.4)
_PART_OF_ANOTHER = 0.5
# How many phrases of a statement are embedded, and what one is worth however far from it.
_LIKELIEST = 4
_EVEN_SO = 0.2
_WORDS = re.compile(r"[^\W_]+")
# The topic itself, or a part of it, tells nothing above quotes that are all on it; but more than a
# phrase that is worth less than this, which is no theme of theirs.
_OF_THE_TOPIC = 0.001
_A_THEME = 0.3
# What one of many statements holds is seldom their theme; of fewer hardly any two hold the same.
_ONCE, _MANY = 0.35, 8
# So near to the topic is whatever holds a word of it, and no more is gained by more.
_NEAR_ENOUGH = 0.5
# What is so near to a heading without a word of the topic belongs under it without holding it.
_ABOUT = 0.5


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
        self._topic = topic
        self._topic_key = key_of(topic)
        self._vectors: dict[str, Vectors] = {}
        self._phrases = {id(s): self._found(s) for s in pool}
        self._often = Counter(key for phrases in self._phrases.values() for key in phrases)

    def groups(self, statements: Sequence[Statement]) -> list[Group]:
        """The statements under headings, in their order; every one has a place."""
        worths = self._worths(statements)
        left = list(statements)
        found = []
        while left:
            heading, under = _best(left, worths)
            found.append(Group(self._written(heading, under), (*under,)))
            left = [s for s in left if not any(s is one for one in under)]
        order = {id(s): n for n, s in enumerate(statements)}
        return sorted(found, key=lambda group: order[id(group.statements[0])])

    def fits(self, statement: Statement, group: Group) -> bool:
        """Whether a group's heading stands in a statement, however spelt there, or tells of it."""
        key = key_of(group.heading)
        if key in self._of(statement) or shares_a_word(key, self._topic_key):
            return key in self._of(statement)
        return key in self._vectors and float(self._vectors[key] @ statement.vector) >= _ABOUT

    def is_topic(self, group: Group) -> bool:
        """Whether a group stands under the topic itself."""
        return is_of(key_of(group.heading), self._topic_key)

    def topic_in(self, statements: Sequence[Statement]) -> str:
        """The topic as some statements have it, best as it was asked; "" if none names it."""
        named = [topic_in(s.quote.text, self._topic) for s in statements]
        asked = self._topic.casefold()
        return max(named, key=lambda name: (name.casefold() == asked, len(name)), default="")

    def _written(self, heading: str, under: Sequence[Statement]) -> str:
        """A heading by its key as the first statement under it has it."""
        if heading == self._topic_key and (named := self.topic_in(under)):
            return named
        return self._of(under[0]).get(heading) or _opening(under[0])

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
        *vectors, topic = self._embedder.embed([*(written[key] for key in keys), self._topic])
        self._vectors = dict(zip(keys, vectors, strict=True))
        return {
            id(s): self._themes(s, {key: worth * self._near(key, s, topic) for worth, key in w})
            for s, w in zip(statements, each, strict=True)
        }

    def _near(self, key: str, statement: Statement, topic: Vectors) -> float:
        """How near a phrase is to what a statement says, and to the topic."""
        vector = self._vectors[key]
        said = _EVEN_SO + max(0.0, float(vector @ statement.vector))
        near = min(_NEAR_ENOUGH, max(0.0, float(vector @ topic)))
        return said * (_EVEN_SO + near) if self._topic else said

    def _themes(self, statement: Statement, worths: dict[str, float]) -> dict[str, float]:
        """The phrases that are a theme, or else the topic itself, or else all."""
        themes = {key: worth for key, worth in worths.items() if worth >= _A_THEME}
        named = topic_in(statement.quote.text, self._topic)
        return themes or ({self._topic_key: _OF_THE_TOPIC} if named else worths)

    def _worth(self, key: str, written: str) -> float:
        words = _WORDS.findall(written)
        worth = _LENGTH_WEIGHTS[min(len(words), len(_LENGTH_WEIGHTS)) - 1]
        worth *= self._counts.rarity(key) / self._counts.rarity("")
        worth *= 1 + math.sqrt(self._often[key])
        if self._often[key] == 1 and len(self._phrases) >= _MANY:
            worth *= _ONCE
        if is_of(key, self._topic_key):
            worth *= _OF_THE_TOPIC
        if not self._counts.alone[key]:
            worth *= _PART_OF_ANOTHER
        return worth

    def _of(self, statement: Statement) -> Mapping[str, str]:
        phrases = self._phrases.get(id(statement))
        return self._found(statement) if phrases is None else phrases

    def _found(self, statement: Statement) -> dict[str, str]:
        """The phrases in a statement, their parts and the topic, as written, by their keys."""
        found: dict[str, str] = {}
        if named := topic_in(statement.quote.text, self._topic):
            found[self._topic_key] = named
        for phrase in statement.phrases:
            for part in parts_of(phrase):
                if part == phrase or not is_adjective(part.split(" ")[-1].casefold()):
                    found.setdefault(key_of(part), part)
        return found


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


def _opening(statement: Statement) -> str:
    """The first words of a quote that holds no phrase."""
    words = statement.quote.text.split()
    return " ".join(words[:4])[:40]
