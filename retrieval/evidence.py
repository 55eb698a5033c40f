"""What speaks to a message? Each of its statements is asked for apart, and what is found merged.

So claims are checked against a corpus in parts: FEVER (Thorne et al., 2018) looks for evidence
claim by claim, FActScore (Min et al., 2023) parts a longer text into single statements first.
Round robin over the statements (as runs are interleaved in evaluation) keeps one of them from
taking all the room.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Final

from retrieval.answering import MOST_QUOTES, Answerer
from retrieval.discourse import leans_back
from retrieval.mending import mended
from retrieval.results import Quote
from retrieval.sentences import sentence_spans
from retrieval.words import is_stopword, terms_in, words_of

# No message on Discord is longer.
LONGEST: Final = 4000
# So many statements are asked for, those that say most; fewer words tell no statement.
_MOST_STATEMENTS: Final = 8
_FEWEST_WORDS: Final = 2
# Of two quotes that share this much of the shorter one's words, one is enough.
_SAME_WORDS: Final = 0.8
# How often each statement is asked for more, where more is wished for.
_MOST_ROUNDS: Final = 4


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a message, and what is asked for it: with the one that it leans on."""

    said: str
    asked: str


@dataclass(frozen=True, slots=True)
class Speaking:
    """A quote, and the sentence of a message to which it speaks."""

    quote: Quote
    to: str


class Evidence:
    """What speaks to a message, looked for as far as somebody wants to see it."""

    def __init__(
        self, text: str, answerer: Answerer, permitted: frozenset[int] | None = None
    ) -> None:
        self._answerer = answerer
        self._permitted = permitted
        self._own = " ".join(text.split())
        statements = statements_in(text)
        found = [answerer.answer(statement.asked, permitted) for statement in statements]
        self.confidence = max((sure for sure, _ in found), default=0.0)
        each = [
            (statement, quotes)
            for statement, (_, quotes) in zip(statements, found, strict=True)
            if quotes
        ]
        self._found = sorted(each, key=lambda one: _surest(one[1]))

    def after(self, shown: int, most: int = MOST_QUOTES) -> tuple[Speaking, ...]:
        """The next quotes after the first `shown` ones, fewer than `most` where there are no more.

        What is behind is looked for no further than they need.
        """
        kept: list[Speaking] = []
        for speaking in chain(_in_turn(self._found), self._further()):
            if self._is_new(speaking.quote, kept):
                kept.append(speaking)
            if len(kept) == shown + most:
                break
        return tuple(kept[shown:])

    def _further(self) -> Iterator[Speaking]:
        """Yield what comes after the first quotes, of one statement after the other."""
        behind = {statement: len(quotes) for statement, quotes in self._found}
        for _ in range(_MOST_ROUNDS):
            for statement, shown in list(behind.items()):
                quotes = self._answerer.further(statement.asked, self._permitted, shown)[1]
                yield from (Speaking(quote, statement.said) for quote in quotes)
                behind[statement] += len(quotes)
                if not quotes:
                    del behind[statement]

    def _is_new(self, quote: Quote, kept: Sequence[Speaking]) -> bool:
        """Tell whether a quote is neither the message itself nor what another says."""
        if " ".join(quote.text.split()) in self._own:
            return False
        return not any(_overlap(quote, other.quote) for other in kept)


def statements_in(text: str) -> list[Statement]:
    """What a message states, at most eight sentences, in its order.

    One that leans on the sentence before it ("They …") is asked for together with that.
    """
    told: list[Statement] = []
    before = ""
    # Half a character, as some programs send it, is none that could be read.
    text = text[:LONGEST].encode("utf-8", "replace").decode("utf-8")
    for span in sentence_spans(text):
        sentence = " ".join(mended(text[span.start : span.end]).split())
        whole = f"{before} {sentence}" if before and leans_back(sentence) else sentence
        before = sentence
        if _tells(sentence):
            told.append(Statement(sentence, whole))
    telling = sorted(told, key=lambda one: _tells(one.said), reverse=True)[:_MOST_STATEMENTS]
    return [statement for statement in told if statement in telling]


def _in_turn(found: Sequence[tuple[Statement, Sequence[Quote]]]) -> Iterator[Speaking]:
    each = [[Speaking(quote, statement.said) for quote in quotes] for statement, quotes in found]
    return (one for turn in zip_longest(*each) for one in turn if one is not None)


def _tells(sentence: str) -> int:
    """How many telling words there are, 0 where they are too few for a statement."""
    count = sum(not is_stopword(word) for word in words_of(sentence))
    return count if count >= _FEWEST_WORDS else 0


def _surest(quotes: Sequence[Quote]) -> float:
    return -max((quote.score for quote in quotes), default=0.0)


def _overlap(one: Quote, other: Quote) -> bool:
    if one.source == other.source and one.start < other.end and other.start < one.end:
        return True
    left, right = terms_in(one.text), terms_in(other.text)
    shorter = min(len(left), len(right))
    return bool(shorter) and len(left & right) / shorter >= _SAME_WORDS
