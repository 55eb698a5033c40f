"""Questions that a conversation could begin with: they are answered, and others each week."""

from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from itertools import count as numbers
from itertools import islice
from typing import Final

from retrieval.catalogue import Catalogue
from retrieval.examples import Examples
from retrieval.rows import Stored

# So many documents are tried for each question that is wanted, so many questions of each.
_TRIED, _QUESTIONS_TRIED = 4, 4
_DAYS: Final = 7


class Starters:
    """Knows what one could ask, and has asked it."""

    def __init__(self, catalogue: Catalogue, examples: Examples) -> None:
        self._catalogue = catalogue
        self._examples = examples
        self._known: dict[tuple[int, int], list[str]] = {}

    def of(self, week: date, count: int) -> list[str]:
        """Up to `count` questions for the week of a day, each on another document where it can be.

        Documents take turns in an order that says nothing of them, so that no two weeks in a row
        are alike; where all had their turn, their next questions follow.
        """
        # Day 1 was a Monday.
        number = (week.toordinal() - 1) // _DAYS
        if (number, count) not in self._known:
            self._known[number, count] = list(islice(self._answered(number, count), count))
        return self._known[number, count]

    def refresh(self) -> None:
        """Look again what is answered: documents came or went."""
        self._known.clear()

    def _answered(self, week: int, count: int) -> Iterator[str]:
        ids = self._turns()
        asked: set[str] = set()
        for turn in islice(numbers(week * count), _TRIED * count if ids else 0):
            shelf = self._examples.shelf(ids[turn % len(ids)])
            # Every other question of a document, so that two weeks in a row have none in common.
            question = self._question(shelf, 2 * (turn // len(ids)) + week % 2)
            if question and question not in asked:
                asked.add(question)
                yield question

    def _question(self, shelf: Sequence[Stored], turn: int) -> str | None:
        """The first of a document's questions that it answers, every other one from this on."""
        questions = self._examples.questions_on(shelf) if shelf else []
        turns = range(turn, turn + 2 * min(_QUESTIONS_TRIED, len(questions) // 2), 2)
        even = len(questions) - len(questions) % 2
        each = (questions[at % even] for at in turns)
        return next((q for q in each if self._examples.is_answered_by(q, shelf)), None)

    def _turns(self) -> list[int]:
        """The documents in the order of their turns."""
        works = [(source, number) for number, source, _ in self._catalogue.works()]
        turns = sorted((sha256(s.encode("utf-8", "replace")).digest(), n) for s, n in works)
        return [number for _, number in turns]
