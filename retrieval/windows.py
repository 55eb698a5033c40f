"""Which sentences of a passage make a quote: what is nearest, and what its meaning hangs on."""

from typing import Final

import numpy as np

from retrieval.discourse import announces, asks, leads_on, leans_back, takes_back
from retrieval.rows import Stored

MOST_WORDS: Final = 60
MOST_SENTENCES: Final = 3
_ENOUGH_WORDS: Final = 35
_SHARE_BEFORE: Final = 0.6
_SHARE_AFTER: Final = 0.2


def window(stored: Stored, nearness: np.ndarray) -> range:
    """The numbers of the one to three sentences around the nearest; `nearness` is (sentences,).

    One that opens with "It" or "They" brings the one before it, one that only says that something
    comes brings that, a short one is joined by its better neighbour. All are of one segment. What
    takes back what was said ("I don't believe that.") comes with it, whatever the length.
    """
    return _Chooser(stored, nearness).chosen()


class _Chooser:
    def __init__(self, stored: Stored, nearness: np.ndarray) -> None:
        self._nearness = nearness
        self._texts = stored.sentences
        self._words = [len(text.split()) for text in self._texts]
        self._segments = [sentence.segment for sentence in stored.passage.sentences]

    def chosen(self) -> range:
        numbers = range(len(self._texts))
        best = max(numbers, key=lambda n: (not leads_on(self._texts[n]), self._nearness[n]))
        first, last = self._completed(best, best)
        while self._length(first, last) < _ENOUGH_WORDS:
            grown = self._grown(first, last)
            if grown is None:
                break
            first, last = self._completed(*grown)
        return self._with_what_takes_it_back(best, first, last)

    def _completed(self, first: int, last: int) -> tuple[int, int]:
        """With what the first sentence leans on, and what the last one leads to."""
        while first > 0 and leans_back(self._texts[first]) and self._fits(first - 1, last):
            first -= 1
        while self._awaits_next(last) and self._fits(first, last + 1):
            last += 1
        return first, last

    def _awaits_next(self, last: int) -> bool:
        """Whether what a sentence announces or asks is told by the next one."""
        if last + 1 == len(self._texts):
            return False
        here, following = self._texts[last], self._texts[last + 1]
        return announces(here) or (asks(here) and not asks(following))

    def _grown(self, first: int, last: int) -> tuple[int, int] | None:
        """The range with its better neighbour, if one fits and is worth its words."""
        best = self._nearness[first : last + 1].max()
        # What follows an answer more often belongs to it than what stands before it; but a
        # question that follows goes on to something else.
        before = first > 0 and self._nearness[first - 1] > _SHARE_BEFORE * best
        after = last + 1 < len(self._texts) and self._nearness[last + 1] > _SHARE_AFTER * best
        options: dict[tuple[int, int], float] = {}
        if before and self._fits(first - 1, last):
            options[first - 1, last] = self._nearness[first - 1]
        if after and self._fits(first, last + 1) and not asks(self._texts[last + 1]):
            options[first, last + 1] = self._nearness[last + 1]
        return max(options, key=options.__getitem__, default=None)

    def _with_what_takes_it_back(self, best: int, first: int, last: int) -> range:
        """The range with the denial behind it; room is made by leaving out what comes before."""
        following = last + 1
        if following == len(self._texts):
            return range(first, following)
        if not takes_back(self._texts[following], self._texts[last]):
            return range(first, following)
        while first < best and not self._has_room(first, following):
            first += 1
        return range(first, following + 1)

    def _fits(self, first: int, last: int) -> bool:
        """Whether these are sentences of one segment, not too many, and end where one may end."""
        return (
            last < len(self._texts)
            and len(set(self._segments[first : last + 1])) == 1
            and self._has_room(first, last)
            and not leads_on(self._texts[last])
        )

    def _has_room(self, first: int, last: int) -> bool:
        return last - first < MOST_SENTENCES and self._length(first, last) <= MOST_WORDS

    def _length(self, first: int, last: int) -> int:
        return sum(self._words[first : last + 1])
