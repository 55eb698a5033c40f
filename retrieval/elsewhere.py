"""Where else the words of a quote stand: an essay and its episode's page, a feed and its archive.

Of twins the more telling is quoted and the others are named with it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final, TypeAlias

from retrieval.attribution import placed
from retrieval.duplicates import FEWEST_WORDS, Wording, found_in, wording_of
from retrieval.indexes import Indexes
from retrieval.kept import is_kept
from retrieval.mending import mended
from retrieval.models import Span
from retrieval.quoting import quote_of
from retrieval.results import Credit, Occurrence, Quote
from retrieval.rows import Stored
from retrieval.terms import QueryTerm
from retrieval.windows import MOST_SENTENCES
from retrieval.words import terms_in

# So many of the quote's rarest words find its twins: passages that hold so much of them, alone or
# with those beside them.
_LOOKED_UP, _FOUND, _HELD = 12, 10, 0.75
# So many other places are named.
_MOST_NAMED: Final = 3
_GAP: Final = "\n"
# Title, publisher and date of a place, and whose the words are there, if somebody else's.
_Seen: TypeAlias = tuple[str | None, str | None, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class _Twin:
    """Sentences of a passage that say what a quote says; `whole` if they say all of it."""

    stored: Stored
    quote: Quote
    whole: bool


class Elsewhere:
    """Finds where else words stand, among what its indexes hold."""

    def __init__(self, indexes: Indexes) -> None:
        self._indexes = indexes

    def named(self, quote: Quote, permitted: frozenset[int] | None = None) -> Quote:
        """The quote with the other places of its words, among `permitted` where that is given."""
        return _with_places(quote, self._there(self._twins(quote, permitted)))

    def most_telling(
        self, quote: Quote, stored: Stored, permitted: frozenset[int] | None = None
    ) -> Quote:
        """As `named`, but taken from the place whose attribution tells most.

        That is where the voice is named, the words are the speaker's own, a time or a link is
        known; then where it came out first. What its source still offers comes before all that has
        vanished there, as a file does that was renamed. `stored` is the passage that the quote is
        of.
        """
        twins = [_Twin(stored, quote, whole=True), *self._twins(quote, permitted)]
        whole = [twin for twin in twins if twin.whole]
        best = min(self._there(whole) or whole, key=_order)
        kept = replace(best.quote, score=quote.score)
        return _with_places(kept, self._there(twin for twin in twins if twin is not best))

    def _there(self, twins: Iterable[_Twin]) -> list[_Twin]:
        """Those whose document has not vanished from its source."""
        found = list(twins)
        vanished = self._indexes.vanished() if found else ()
        return [twin for twin in found if twin.stored.source not in vanished]

    def _twins(self, quote: Quote, permitted: frozenset[int] | None) -> Iterator[_Twin]:
        """One for each other document that holds the quote's words."""
        wanted = wording_of(quote.text)
        if len(wanted.words) < FEWEST_WORDS:
            return
        seen: set[str] = set()
        for run in self._runs(quote, permitted):
            if run[0].source not in seen and (twin := _twin(wanted, run)):
                seen.add(run[0].source)
                yield twin

    def _runs(self, quote: Quote, permitted: frozenset[int] | None) -> Iterator[list[Stored]]:
        """Passages side by side that may hold the quote's words; members' messages are no place."""
        near = {n for found in self._likely(quote, permitted) for n in _beside(found)}
        numbers = sorted(near if permitted is None else near & permitted)
        read = self._indexes.catalogue.passages(numbers)
        # Ids are given in the order of the text, so side by side they rise by one.
        sides = groupby(enumerate(read), key=lambda pair: (pair[1].source, pair[1].id - pair[0]))
        for (source, _), pairs in sides:
            if source != quote.source and not is_kept(source):
                yield [stored for _, stored in pairs]

    def _likely(self, quote: Quote, permitted: frozenset[int] | None) -> list[int]:
        """The passages of other documents that may hold all that the quote says."""
        keywords = self._indexes.keywords
        rarest = self._rarest(quote)
        own = set(self._indexes.catalogue.passage_ids_of(quote.source))
        found = [n for n, _ in keywords.search(rarest, _FOUND, permitted) if n not in own]
        held = keywords.terms([n for number in found for n in _beside(number)])
        wanted = {term.term for term in rarest}
        return [
            number
            for number in found
            if sum(
                any(term in held[n].said for n in _beside(number) if n in held) for term in wanted
            )
            >= _HELD * len(wanted)
        ]

    def _rarest(self, quote: Quote) -> list[QueryTerm]:
        """The quote's rarest words, by which its twins are found."""
        terms = sorted(terms_in(mended(quote.text)))
        surprise = self._indexes.keywords.surprise(terms)
        rare = sorted(zip(surprise, terms, strict=True), reverse=True)[:_LOOKED_UP]
        return [QueryTerm(term, weight, name_like=False) for weight, term in rare]


def _beside(number: int) -> range:
    """A passage's id and those of the passages before and after it."""
    return range(number - 1, number + 2)


def _twin(wanted: Wording, run: Sequence[Stored]) -> _Twin | None:
    """What in passages side by side says what is wanted."""
    found = found_in(wanted, wording_of(_GAP.join(stored.text for stored in run)))
    if found is None:
        return None
    offset = 0
    for stored in run:
        begins = stored.passage.start - offset
        chosen = _sentences(stored, Span(found.start + begins, found.end + begins))
        if chosen:
            whole = _is_whole(stored, chosen, found.end + begins)
            return _Twin(stored, quote_of(stored, chosen), whole)
        offset += len(stored.text) + len(_GAP)
    return None


def _sentences(stored: Stored, span: Span) -> range:
    """The sentences of a passage that stand in a span of its document."""
    held = [
        number
        for number, sentence in enumerate(stored.passage.sentences)
        if sentence.start < span.end and span.start < sentence.end
    ]
    return range(held[0], held[-1] + 1) if held else range(0)


def _is_whole(stored: Stored, chosen: range, end: int) -> bool:
    """Whether sentences may be quoted in a quote's place: all of it, in one segment."""
    segments = {stored.passage.sentences[number].segment for number in chosen}
    return end <= stored.passage.end and len(segments) == 1 and len(chosen) <= MOST_SENTENCES + 1


def _order(twin: _Twin) -> tuple[bool, bool, bool, bool, str]:
    """What sorts the most telling attribution first."""
    voice, quote = twin.stored.passage.voice, twin.quote
    return (
        voice.speaker is None and voice.quoted_speaker is None,
        voice.quotation,
        quote.timestamp is None,
        quote.link is None,
        quote.published or "9999",
    )


def _with_places(quote: Quote, twins: Iterable[_Twin]) -> Quote:
    """The quote with those of its twins' places that a reader can tell from its own."""
    named: list[tuple[_Seen, str | None]] = [(_seen(quote, quote), quote.link)]
    places: list[Occurrence] = []
    # One that has a link stands for those that are told alike and have none.
    for twin in sorted(twins, key=lambda twin: twin.quote.link is None):
        other = twin.quote
        if (other.title, other.publisher, other.link) == (quote.title, quote.publisher, quote.link):
            continue
        seen = _seen(other, quote)
        links = [link for known, link in named if known == seen]
        if other.link in links or (links and other.link is None):
            continue
        named.append((seen, other.link))
        places.append(_place(twin, quote))
    return replace(quote, also=tuple(places[:_MOST_NAMED]))


def _seen(other: Quote, quote: Quote) -> _Seen:
    """What tells a place from others to a reader, beside its link: also who else says it there."""
    whose = (other.speaker, other.quoted_speaker)
    differs = any(whose) and whose != (quote.speaker, quote.quoted_speaker)
    work = (other.title or other.source_name, other.publisher, other.published)
    return *work, *(whose if differs else (None, None))


def _place(twin: _Twin, quoted: Quote) -> Occurrence:
    """Where a twin stands; who says it there is told where that is somebody else."""
    stored, name = twin.stored, twin.quote.source_name
    voice, at = stored.passage.voice, stored.at[_first(twin)]
    credit = Credit(voice, stored.work, name, at, stored.passage.heading)
    names = voice.speaker, voice.quoted_speaker
    by_another = any(names) and names != (quoted.speaker, quoted.quoted_speaker)
    return Occurrence(
        attribution=placed(credit, by_another=by_another),
        title=twin.quote.title,
        publisher=twin.quote.publisher,
        published=twin.quote.published,
        source=twin.quote.source,
        source_name=name,
        link=twin.quote.link,
        credit=credit,
        by_another=by_another,
    )


def _first(twin: _Twin) -> int:
    """The number of the sentence that a twin begins with."""
    starts = [sentence.start for sentence in twin.stored.passage.sentences]
    return starts.index(twin.quote.start)
