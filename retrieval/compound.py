"""A question that asks several things at once, or several people: each is asked for apart.

Questions of several parts are decomposed and what is found for each is merged, as in multi-hop
question answering (Min et al., 2019), here by their joints alone: "… and who …?", "A vs B on …".
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from retrieval.answering import Answerer
from retrieval.aspects import AspectFinder
from retrieval.evidence import Evidence, Statement
from retrieval.results import Quote
from retrieval.scope import Asked
from retrieval.words import is_stopword, terms_in, words_of

_ASKING: Final = (
    r"(?:what|who|whom|whose|when|where|why|how|which|is|are|was|were|does|do|did|can|could"
    r"|should|will|would|has|have)\b(?:['’]s)?"
)
_JOINT: Final = re.compile(
    rf"(?:(?<!\s)[,;]?\s+and|(?<!\?)\?+(?:\s+and)?,?)\s+(?=(?:also\s+)?{_ASKING}\s+\w)",
    re.IGNORECASE,
)
_ASKS: Final = re.compile(_ASKING, re.IGNORECASE)
_MOST_PARTS: Final = 4


@dataclass(frozen=True, slots=True)
class Merged:
    """What is found for the parts of a question: the best of each first.

    `lacking` are those on which nothing is quoted.
    """

    confidence: float
    quotes: tuple[Quote, ...]
    lacking: tuple[str, ...] = ()


class Compound:
    """Answers questions that ask several things."""

    def __init__(
        self,
        answerer: Answerer,
        finder: Callable[[], AspectFinder],
        in_words: Callable[[str, str], str],
    ) -> None:
        """`in_words` puts the pronouns of a question in words behind the one before it."""
        self._answerer = answerer
        self._finder = finder
        self._in_words = in_words

    def answer(self, asked: Asked, shown: int = 0) -> Merged | None:
        """What the parts of a question find beyond the first `shown` quotes.

        None where it has no parts, or where what it finds as a whole is all there is.
        """
        if people := self._finder().each_asked(asked.text):
            return self._merged(self._evidence(people, asked), shown)
        parts = self._parts(asked.text)
        if not parts:
            return None
        whole = self._answerer.answer(asked.text, asked.permitted)
        evidence = self._evidence(parts, asked)
        best = [speaking.quote for speaking in evidence.after(0, len(parts))]
        if not evidence.unanswered:
            seen = not shown and all(quote in whole[1] for quote in best)
            return None if seen else self._merged(evidence, shown)
        lacking = [part for part in evidence.unanswered if not _covered(part, parts[0], whole[1])]
        return Merged(*whole, tuple(lacking)) if lacking and whole[1] and not shown else None

    def _evidence(self, parts: Sequence[str], asked: Asked) -> Evidence:
        statements = [Statement(part, part) for part in parts]
        return Evidence(statements, self._answerer, asked.permitted)

    def _merged(self, evidence: Evidence, shown: int) -> Merged | None:
        if not evidence.after(0, 1):
            return None
        quotes = tuple(speaking.quote for speaking in evidence.after(shown))
        return Merged(evidence.confidence, quotes, () if shown else evidence.unanswered)

    def _parts(self, question: str) -> list[str]:
        """The questions in a question, each in words of its own; none where it is one."""
        cut = [part.strip(" ,;?") for part in _JOINT.split(question)][:_MOST_PARTS]
        if len(cut) < 2 or not all(_ASKS.match(part) and _tells(part) for part in cut):  # noqa: PLR2004 - one is whole
            return []
        parts = [f"{cut[0]}?"]
        for part in cut[1:]:
            parts.append(self._in_words(f"{part}?", parts[0]))
        return parts


def _tells(part: str) -> bool:
    return any(not is_stopword(word) for word in words_of(part))


def _covered(part: str, first: str, quotes: Sequence[Quote]) -> bool:
    """Whether quotes say what a part asks besides the first one."""
    asked = {word.term for word in words_of(part) if not is_stopword(word)}
    said = frozenset[str]().union(*(terms_in(quote.text) for quote in quotes))
    return asked - terms_in(first) <= said
