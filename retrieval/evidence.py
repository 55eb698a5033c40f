"""What speaks to a message? Each of its statements is asked for apart, and what is found merged.

So claims are checked against a corpus in parts: FEVER (Thorne et al., 2018) looks for evidence
claim by claim, FActScore (Min et al., 2023) parts a longer text into single statements first.
Round robin over the statements (as runs are interleaved in evaluation) keeps one of them from
taking all the room.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest
from typing import Final

from retrieval.answering import MOST_QUOTES, Answerer
from retrieval.mending import mended
from retrieval.quoting import leans_back
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


def evidence(
    text: str, answerer: Answerer, permitted: frozenset[int] | None = None
) -> tuple[float, tuple[Quote, ...]]:
    """The confidence that something speaks to a message, and up to four quotes that do."""
    found = [answerer.answer(statement, permitted) for statement in statements(text)]
    each = [quotes for _, quotes in found]
    fair = chain.from_iterable(zip_longest(*sorted(each, key=_surest)))
    own = " ".join(text.split())
    quotes = _different(q for q in fair if q and " ".join(q.text.split()) not in own)
    return max((sure for sure, _ in found), default=0.0), tuple(quotes[:MOST_QUOTES])


def statements(text: str) -> list[str]:
    """What a message states, at most eight sentences, in its order.

    One that leans on the sentence before it ("They …") is asked for together with that.
    """
    told: list[str] = []
    before = ""
    # Half a character, as some programs send it, is none that could be read.
    text = text[:LONGEST].encode("utf-8", "replace").decode("utf-8")
    for span in sentence_spans(text):
        sentence = " ".join(mended(text[span.start : span.end]).split())
        whole = f"{before} {sentence}" if before and leans_back(sentence) else sentence
        before = sentence
        if _tells(sentence):
            told.append(whole)
    telling = sorted(told, key=_tells, reverse=True)[:_MOST_STATEMENTS]
    return [statement for statement in told if statement in telling]


def _tells(sentence: str) -> int:
    """How many telling words there are, 0 where they are too few for a statement."""
    count = sum(not is_stopword(word) for word in words_of(sentence))
    return count if count >= _FEWEST_WORDS else 0


def _surest(quotes: Sequence[Quote]) -> float:
    return -max((quote.score for quote in quotes), default=0.0)


def _different(quotes: Iterator[Quote]) -> list[Quote]:
    kept: list[Quote] = []
    for quote in quotes:
        if not any(_overlap(quote, other) for other in kept):
            kept.append(quote)
    return kept


def _overlap(one: Quote, other: Quote) -> bool:
    if one.source == other.source and one.start < other.end and other.start < one.end:
        return True
    left, right = terms_in(one.text), terms_in(other.text)
    shorter = min(len(left), len(right))
    return bool(shorter) and len(left & right) / shorter >= _SAME_WORDS
