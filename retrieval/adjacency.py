"""What is said to a question, and what is said next: the passages behind those that were found.

A question and what is said to it are an adjacency pair (Schegloff and Sacks, 1973, "Opening up
Closings"): its words are what the answer is about, and the answer need not say them again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from retrieval.discourse import announces, takes_back
from retrieval.indexes import Indexes
from retrieval.queries import Query
from retrieval.quoting import quote_from, quote_of
from retrieval.ranking import Candidate, reply_to
from retrieval.results import Quote
from retrieval.rows import Stored
from retrieval.speech import is_spoken
from retrieval.substance import asking_share
from retrieval.windows import MOST_WORDS

Found = tuple[Candidate, Quote]
# Behind a question may stand more of it, and "Sure."; so far is looked, for so many words.
_REACH: Final = 3
_FEWEST_WORDS: Final = 4


class Adjacency:
    """Reads on behind passages."""

    def __init__(self, indexes: Indexes) -> None:
        self._indexes = indexes

    def followed(self, query: Query, found: Sequence[Found]) -> list[Found]:
        """The same, with what is said to a question in place of it, and what takes a quote back.

        In the order of `found`, each passage once.
        """
        asking = [*_asking(query, found)]
        ids = {n for c in asking for n in _behind(c, _REACH)}
        ids |= {n for c, quote in found if _ends(c.stored, quote) for n in _behind(c, 1)}
        allowed = ids if query.permitted is None else ids & query.permitted
        near = {s.id: s for s in self._indexes.catalogue.passages(sorted(allowed))}
        replies = self._made(query, [(c, _said_to(c.stored, near)) for c in asking])
        best: dict[int, Found] = {}
        for candidate, quote in found:
            reply = replies.get(candidate.stored.id)
            _keep(best, reply or self._whole(candidate, quote, near))
        return list(best.values())

    def _made(
        self, query: Query, pairs: Sequence[tuple[Candidate, Stored | None]]
    ) -> dict[int, Found]:
        """What follows these candidates, where something does, by the ids of their passages."""
        following = [(led, said) for led, said in pairs if said is not None]
        if not following:
            return {}
        ids = [said.id for _, said in following]
        terms = self._indexes.keywords.terms(ids)
        vectors = self._indexes.catalogue.vectors(ids)
        made = (
            (led, reply_to(query, led, said, vector, terms[said.id]))
            for (led, said), vector in zip(following, vectors, strict=True)
        )
        return {led.stored.id: (reply, quote_from(query, reply)) for led, reply in made}

    def _whole(self, candidate: Candidate, quote: Quote, near: Mapping[int, Stored]) -> Found:
        """The quote with the first sentence of the next passage, where that belongs to it."""
        stored = candidate.stored
        following = near.get(stored.id + 1) if _ends(stored, quote) else None
        if following is None or not _goes_on(stored, following):
            return candidate, quote
        behind, last = following.sentences[0], stored.sentences[-1]
        words = len(quote.text.split()) + len(behind.split())
        if not takes_back(behind, last) and not (announces(last) and words <= MOST_WORDS):
            return candidate, quote
        joined = self._joined(stored, following)
        chosen = [n for n, s in enumerate(joined.passage.sentences) if s.start >= quote.start]
        longer = quote_of(joined, range(chosen[0], len(stored.passage.sentences) + 1))
        return candidate, longer

    def _joined(self, stored: Stored, following: Stored) -> Stored:
        """Two passages of one voice, one behind the other, as one."""
        here, there = stored.passage, following.passage
        return replace(
            stored,
            passage=replace(here, end=there.end, sentences=(*here.sentences, *there.sentences)),
            text=self._indexes.catalogue.slice(stored.source, here.start, there.end),
            at=(*stored.at, *following.at),
        )


def _asking(query: Query, found: Sequence[Found]) -> Iterator[Candidate]:
    """Those in talk whose quote asks, where an answer is wanted."""
    if query.wanted.answer:
        for candidate, quote in found:
            stored, long = candidate.stored, len(quote.text.split()) >= _FEWEST_WORDS
            if long and is_spoken(stored) and asking_share(stored, quote):
                yield candidate


def _behind(candidate: Candidate, count: int) -> range:
    """The ids of the passages behind: ids rise in the order of the text."""
    return range(candidate.stored.id + 1, candidate.stored.id + 1 + count)


def _ends(stored: Stored, quote: Quote) -> bool:
    return quote.end == stored.passage.end


def _said_to(asked: Stored, near: Mapping[int, Stored]) -> Stored | None:
    """The next passage in another voice that says something."""
    for number in range(asked.id + 1, asked.id + 1 + _REACH):
        said = near.get(number)
        if said is None or said.document_id != asked.document_id:
            return None
        if said.passage.voice != asked.passage.voice and len(said.text.split()) >= _FEWEST_WORDS:
            return said
    return None


def _keep(best: dict[int, Found], found: Found) -> None:
    """Keep the better one of a passage."""
    known = best.get(found[0].stored.id)
    if known is None or found[0].score > known[0].score:
        best[found[0].stored.id] = found


def _goes_on(stored: Stored, following: Stored) -> bool:
    """Whether a passage goes on with the other one's voice, with no words between them."""
    same = stored.document_id == following.document_id
    return same and stored.passage.voice == following.passage.voice
