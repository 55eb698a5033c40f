"""What follows an answer: its next quotes, the neighbours of its quotes, its quotes known again.

A button outlives the program that wrote it, and the answer with it only in Discord. So its quotes
are found again by their question, and known by the marks of their words.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Final, Protocol

from bot.controls import mark_of
from bot.parts import Quoted, Reply
from bot.wishes import Around, Evidence, More, Question
from bot.wording import answers
from bot.wording.finding import quotes_of
from retrieval import NO_FILTERS, Answer, Filters, QuoteGone, Surroundings

# Quotes that are shown at a time, and how far down an answer one looks for some of them.
AT_ONCE: Final = 4
_DEEPEST: Final = 24


class Pursued(Protocol):
    """The part of a library that is asked again about an answer."""

    def ask(
        self, question: str, filters: Filters = NO_FILTERS, *, before: Sequence[str] = ()
    ) -> Answer:
        """Return the quotes that answer a question, or silence."""
        ...

    def more(
        self,
        question: str,
        filters: Filters = NO_FILTERS,
        *,
        before: Sequence[str] = (),
        shown: int,
    ) -> Answer:
        """Return the quotes that follow the first `shown` ones, or silence."""
        ...

    def around(self, source: str, start: int, end: int, text: str | None = None) -> Surroundings:
        """Return what stands around a quote; raise QuoteGone."""
        ...

    def evidence(self, text: str, *, shown: int = 0, most: int = AT_ONCE) -> Answer:
        """Return what speaks to a message behind the first `shown` quotes, or silence."""
        ...


def further(library: Pursued, wish: More) -> Reply:
    """Return the quotes of an answer that nobody has seen yet, four at most."""
    shown = 0 if wish.fewer else len(wish.seen)
    following = _in_order(library, wish.of, shown)
    unseen = (quote for quote in following if mark_of(quote) not in wish.seen)
    return answers.further(wish.of, tuple(islice(unseen, AT_ONCE)), wish.seen)


def neighbours(library: Pursued, wish: Around) -> Reply:
    """Return quotes with what stands before and after them, as far as that may still be read."""
    found = [(quote, _around(library, quote)) for quote in wish.quotes]
    here = [(quote, beside) for quote, beside in found if beside is not None]
    return answers.around(here, wish.gone + len(found) - len(here))


def known_again(
    library: Pursued, wish: Question | Evidence, marks: Collection[str]
) -> tuple[Quoted, ...]:
    """Return those quotes of an answer that have these marks, in the order of the answer."""
    wanted, found = set(marks), list[Quoted]()
    for quote in _in_order(library, wish, 0, deep=True):
        if mark_of(quote) in wanted:
            wanted.remove(mark_of(quote))
            found.append(quote)
        if not wanted:
            break
    return tuple(found)


def _in_order(
    library: Pursued, wish: Question | Evidence, shown: int, *, deep: bool = False
) -> Iterator[Quoted]:
    """Yield an answer's quotes from a place on; the library is asked only as far as one reads.

    Where somebody reads `deep`, all that is behind the first quotes to a message is asked for at
    once: its statements are asked anew each time.
    """
    while shown < _DEEPEST:
        answer = _asked(library, wish, shown, _DEEPEST - shown if deep and shown else AT_ONCE)
        if not answer.answered:
            return
        shown += len(answer.quotes)
        yield from quotes_of(answer)


def _asked(library: Pursued, wish: Question | Evidence, shown: int, most: int) -> Answer:
    match wish:
        case Evidence():
            return library.evidence(wish.stated, shown=shown, most=most)
        case Question(text, filters=filters, before=before) if shown:
            return library.more(text, filters, before=before, shown=shown)
        case Question(text, filters=filters, before=before):
            return library.ask(text, filters, before=before)


def _around(library: Pursued, quote: Quoted) -> Surroundings | None:
    try:
        # By its own words: a sync may have put others in their place since it was found.
        return library.around(quote.source, quote.start, quote.end, quote.words or None)
    except QuoteGone:
        return None
