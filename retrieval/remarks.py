"""What has to be said above an answer, so that nobody takes it for what it is not."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from retrieval.aspects import AspectFinder
from retrieval.dates import period_of
from retrieval.keywords import Keywords
from retrieval.people import People
from retrieval.results import Answer, Quote, Reading
from retrieval.terms import LEAST_TOLD, QueryTerm
from retrieval.times import AskedTime
from retrieval.variants import sounds_of
from retrieval.words import SPLIT, term_of, terms_in, words_of


class Remarks:
    """Tells how an answer differs from what was asked."""

    def __init__(
        self,
        keywords: Keywords,
        finder: Callable[[], AspectFinder],
        people: Callable[[], People],
        today: Callable[[], date],
    ) -> None:
        self._keywords = keywords
        self._finder = finder
        self._people = people
        self._today = today

    def added(self, answer: Answer, asked: str) -> Answer:
        """The answer to what was `asked`, with names read as others, and a time not found.

        In silence, with whose voice may be meant by a name that nobody here bears.
        """
        if answer.problems:
            return answer
        if not answer.quotes:
            return replace(answer, nearest=self._nearest(asked))
        readings = tuple(readings_of(asked, self._keywords.analyse(asked), answer.quotes))
        return replace(answer, readings=readings, missing_time=self._missing(asked, answer.quotes))

    def _nearest(self, asked: str) -> tuple[str, ...]:
        name = self._finder().find(asked, self._today()).stranger
        return tuple(self._people().perhaps(name)) if name else ()

    def _missing(self, asked: str, quotes: Sequence[Quote]) -> str:
        """The time that is asked for, if dated quotes are from others and none speaks of it."""
        time = self._finder().time_in(asked, self._today())
        if not time or not time.words:
            return ""
        dates = [known for q in quotes if (known := period_of(q.published or ""))]
        if not dates or any(time.period.covers(known) for known in dates):
            return ""
        return "" if _speak_of(time, quotes) else time.words


def readings_of(
    asked: str, terms: Sequence[QueryTerm], quotes: Sequence[Quote]
) -> Iterator[Reading]:
    """Words of a question that no quote says, with the one that stands in the place of each."""
    written = {word.term: word.surface for word in reversed(words_of(asked))}
    said = frozenset[str]().union(*(_said(quote) for quote in quotes))
    for term in terms:
        surface = written.get(term.term)
        if not surface or not term.variants or term.term in said:
            continue
        found = next((f for q in quotes if (f := _in_place(term, q))), None)
        if found and not _sound_alike(found, surface):
            yield Reading(surface, found)


def _said(quote: Quote) -> frozenset[str]:
    return terms_in(f"{quote.text} {quote.title or ''} {quote.speaker or ''}")


def _in_place(term: QueryTerm, quote: Quote) -> str | None:
    """The word, or the two, by which a quote seems to say a term."""
    words = [word.surface for word in words_of(quote.text)]
    alone = {term_of(word): word for word in words}
    joined = {f"{SPLIT}{term_of(a + b)}": f"{a} {b}" for a, b in pairwise(words)}
    found = [(worth, t) for t, worth in term.variants.items() if worth >= LEAST_TOLD]
    known = joined | alone
    return next((known[t] for _, t in sorted(found, reverse=True) if t in known), None)


def _sound_alike(one: str, other: str) -> bool:
    """Whether nobody could hear which of two names is said: then it is the same one."""
    bare = ("".join(filter(str.isalnum, name)).casefold() for name in (one, other))
    return len(set(sounds_of([*bare]))) == 1


def _speak_of(time: AskedTime, quotes: Sequence[Quote]) -> bool:
    """Whether a quote names the year that is asked for: then it is about that time."""
    years = {f"{day.year}" for day in (time.period.first, time.period.last)}
    return any(year in quote.text for year in years for quote in quotes)
