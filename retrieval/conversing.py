"""A question in a conversation to an answer: understood, looked for, or gone on with."""

import time
from collections.abc import Sequence
from dataclasses import replace

from retrieval.answering import MOST_QUOTES, Answerer
from retrieval.evidence import Evidence
from retrieval.filters import NO_FILTERS, Filters
from retrieval.follow_ups.turns import Turn
from retrieval.follow_ups.understanding import Understanding
from retrieval.kept import is_kept
from retrieval.persons_asked import Persons
from retrieval.results import Answer, Quote
from retrieval.scope import Asked, Scope
from retrieval.tongues.reading import Reader, says_more
from retrieval.tongues.telling import language_of


class Conversing:
    """Answers questions as they come, one after the other."""

    def __init__(
        self,
        scope: Scope,
        answerer: Answerer,
        reader: Reader,
        understanding: Understanding,
        persons: Persons,
    ) -> None:
        self._scope = scope
        self._reader = reader
        self._answerer = answerer
        self._understanding = understanding
        self._persons = persons

    def ask(self, question: str, filters: Filters, before: Sequence[str]) -> Answer:
        """The answer to a question, understood in the light of those before it."""
        began = time.perf_counter()
        turn, asked, understood = self._read(question, filters, before)
        found = self._kept(question, filters, asked) or self._found(asked)
        if turn.alone and not found[1]:
            # Words that only looked as if they went on from others.
            alone = self.ask(turn.alone, NO_FILTERS, ())
            if alone.answered:
                read = "" if turn.alone == Turn.of(question, filters).written else turn.alone
                return replace(alone, question=question, understood=alone.understood or read)
        # Who asks for more where nothing was found is told that once more.
        further = turn.more > 0 and bool(found[1])
        if further:
            shown = len(found[1]) + MOST_QUOTES * (turn.more - 1)
            found = self._found(asked, shown)
        answer = replace(_answer(question, found, began), further=further)
        return replace(answer, problems=asked.problems, understood=understood)

    def more(self, question: str, filters: Filters, before: Sequence[str], shown: int) -> Answer:
        """What comes after the first `shown` quotes of the answer to a question."""
        began = time.perf_counter()
        _, asked, understood = self._read(question, filters, before)
        found = self._found(asked, shown)
        answer = _answer(question, found, began)
        return replace(answer, problems=asked.problems, understood=understood)

    def _kept(
        self, question: str, filters: Filters, asked: Asked
    ) -> tuple[float, tuple[Quote, ...]] | None:
        """What a member's message says to a question in its own words, if it was put in others.

        Such messages are kept for questions in any language.
        """
        written = Turn.of(question, filters)
        if written.question == asked.text or asked.problems or language_of(question) is None:
            return None
        found = self._answerer.answer(written.question, asked.permitted)
        return found if found[1] and is_kept(found[1][0].source) else None

    def _found(self, asked: Asked, shown: int = 0) -> tuple[float, tuple[Quote, ...]]:
        """The confidence and the quotes that come after the first `shown` ones."""
        name = self._persons.asked_for(asked.text)
        if shown and not name:
            return self._answerer.further(asked.text, asked.permitted, shown)
        found = self._answerer.answer(asked.text, asked.permitted)
        if not name or not found[1]:
            return found
        return found[0], self._persons.telling(name, found[1], shown, anew=asked.permitted is None)

    def evidence(self, text: str, shown: int, most: int) -> Answer:
        """What speaks to the statements of a message, behind the first `shown` quotes."""
        began = time.perf_counter()
        evidence = Evidence(text, self._answerer)
        found = evidence.after(shown, most)
        answer = _answer(text, (evidence.confidence, tuple(one.quote for one in found)), began)
        return replace(answer, statements=tuple(one.to for one in found))

    def _read(
        self, question: str, filters: Filters, before: Sequence[str]
    ) -> tuple[Turn, Asked, str]:
        """What is meant, what to look for, and the first in words if it is not what was asked."""
        earlier, english = self._reader.read(before, question)
        meant = self._understanding.read(Turn.of(english, filters), earlier) if before else None
        turn = meant or Turn(english, filters)
        told = english if says_more(english, question) else ""
        asked = self._scope.read(turn.question, turn.filters)
        return turn, asked, meant.written if meant else told


def _answer(question: str, found: tuple[float, tuple[Quote, ...]], began: float) -> Answer:
    """The answer of a confidence and quotes, to what began so many seconds ago."""
    confidence, quotes = found
    elapsed = round((time.perf_counter() - began) * 1000, 3)
    return Answer(question, bool(quotes), confidence, elapsed, quotes)
