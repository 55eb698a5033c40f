"""What stands around a quote? The same voice's next sentences, and who speaks before and after."""

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from retrieval.catalogue import Catalogue
from retrieval.errors import QuoteGone
from retrieval.models import Sentence, Voice
from retrieval.quoting import quote_of
from retrieval.readers.interruptions import interruption_of
from retrieval.results import Quote, Surroundings
from retrieval.rows import Stored

# So many sentences are shown on each side, fewer where they are longer than so many words.
_MOST_SENTENCES, _MOST_WORDS = 3, 80
# As far as they may reach, in characters.
_REACH: Final = 4000
_WORD: Final = re.compile(r"[^\W\d_]+")
# What stands between two voices is a label ("**Nathan Lambert:** [01:02]"), or was left out.
_LONGEST_LABEL: Final = 8
_NO_LABEL: Final = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence, and the passage whose sentence number `number` it is."""

    sentence: Sentence
    stored: Stored
    number: int

    @property
    def voice(self) -> Voice:
        return self.stored.passage.voice


def surroundings(
    catalogue: Catalogue, source: str, start: int, end: int, text: str | None = None
) -> Surroundings:
    """What stands around `[start, end)` of the document from `source`, which was quoted.

    `text` are the words of the quote, where they are known. Raises `QuoteGone` where the document
    is not held, or these are no whole sentences of one voice, or other words by now.
    """
    stored = catalogue.passages_near(source, start - _REACH, end + _REACH)
    places = [_Place(s, p, n) for p in stored for n, s in enumerate(p.passage.sentences)]
    quoted = [place for place in places if start <= place.sentence.start < end]
    reader = _Reader(catalogue, source, places)
    words = catalogue.slice(source, start, end)
    if not _is_quote(quoted, start, end) or (text is not None and text != words):
        raise QuoteGone
    before, after = reader.run(quoted[0], back=True), reader.run(quoted[-1], back=False)
    quote = _quote(quoted)
    return Surroundings(
        before=reader.text(before[::-1]),
        quote=words,
        after=reader.text(after),
        attribution=quote.attribution,
        link=quote.link or quote.url,
        source=source,
        preceding=reader.other([quoted[0], *before][-1], back=True),
        following=reader.other([quoted[-1], *after][-1], back=False),
    )


def _is_quote(quoted: list[_Place], start: int, end: int) -> bool:
    """Whether these are whole sentences of one voice, from `start` to `end`."""
    if not quoted or len({place.voice for place in quoted}) > 1:
        return False
    return quoted[0].sentence.start == start and quoted[-1].sentence.end == end


def _quote(places: list[_Place]) -> Quote:
    """Sentences of one passage as a quote, or of several the first one's."""
    first = places[0]
    of_first = [p.number for p in takewhile(lambda p: p.stored is first.stored, places)]
    return quote_of(first.stored, range(of_first[0], of_first[-1] + 1))


class _Reader:
    """Reads a document on from a sentence, back or forth, as far as it may be shown."""

    def __init__(self, catalogue: Catalogue, source: str, places: list[_Place]) -> None:
        self._catalogue = catalogue
        self._source = source
        self._places = places

    def run(self, place: _Place, *, back: bool) -> list[_Place]:
        """The sentences of the same voice that follow without a break, the nearest first."""
        found: list[_Place] = []
        here = place
        while (beside := self._beside(here, back=back)) and beside.voice == place.voice:
            if self._between(here, beside) or not self._fits([*found, beside]):
                break
            found.append(beside)
            here = beside
        return found

    def other(self, place: _Place, *, back: bool) -> Quote | None:
        """What another voice says right before or after this sentence, if one does."""
        beside = self._beside(place, back=back)
        if beside is None or beside.voice == place.voice or self._is_break(place, beside):
            return None
        said = [beside, *self.run(beside, back=back)]
        return _quote(sorted(said, key=lambda p: p.sentence.start) if back else said)

    def text(self, places: list[_Place]) -> str:
        """From the first of these sentences to the last, as the document has it."""
        if not places:
            return ""
        start, end = places[0].sentence.start, places[-1].sentence.end
        return self._catalogue.slice(self._source, start, end)

    def _beside(self, place: _Place, *, back: bool) -> _Place | None:
        at = self._places.index(place) + (-1 if back else 1)
        return self._places[at] if 0 <= at < len(self._places) else None

    def _between(self, one: _Place, other: _Place) -> str:
        """What stands between two sentences: "" where that is nothing but marks."""
        first, last = sorted((one.sentence, other.sentence), key=lambda s: s.start)
        gap = self._catalogue.slice(self._source, first.end, last.start)
        return gap if re.search(r"\w", gap) else ""

    def _is_break(self, one: _Place, other: _Place) -> bool:
        """Whether more than a name and a time stands between two voices."""
        gap = self._between(one, other)
        lines = (_NO_LABEL.sub(" ", line).strip() for line in gap.splitlines())
        interrupted = any(line and interruption_of(line) for line in lines)
        return interrupted or len(_WORD.findall(gap)) > _LONGEST_LABEL

    def _fits(self, places: list[_Place]) -> bool:
        words = sum(len(place.stored.sentences[place.number].split()) for place in places)
        return len(places) <= _MOST_SENTENCES and (words <= _MOST_WORDS or len(places) == 1)
