"""A question in a conversation to an answer: understood, looked for, or gone on with."""

import time
from collections.abc import Sequence
from dataclasses import replace

from retrieval.answering import MOST_QUOTES, Answerer
from retrieval.compound import Merged
from retrieval.evidence import Evidence
from retrieval.filters import NO_FILTERS, Filters
from retrieval.follow_ups.turns import Turn
from retrieval.follow_ups.understanding import Understanding
from retrieval.kept import is_kept
from retrieval.remarks import Remarks
from retrieval.results import Answer
from retrieval.scope import Asked, Scope
from retrieval.seeking import Seeking
from retrieval.tongues.reading import Reader, says_more
from retrieval.tongues.telling import language_of


class Conversing:
    """Answers questions as they come, one after the other."""

    def __init__(  # noqa: PLR0913 - each answers a question of its own
        self,
        scope: Scope,
        answerer: Answerer,
        reader: Reader,
        understanding: Understanding,
        seeking: Seeking,
        *,
        remarks: Remarks,
    ) -> None:
        self._scope = scope
        self._reader = reader
        self._answerer = answerer
        self._understanding = understanding
        self._seeking = seeking
        self._remarks = remarks

    def ask(self, question: str, filters: Filters, before: Sequence[str]) -> Answer:
        """The answer to a question, understood in the light of those before it."""
        began = time.perf_counter()
        turn, asked, understood = self._read(question, filters, before)
        found = self._kept(question, filters, asked) or self._seeking.found(asked)
        if turn.alone and not found.quotes:
            # Words that only looked as if they went on from others.
            alone = self.ask(turn.alone, NO_FILTERS, ())
            if alone.answered:
                written = Turn.of(self._reader.spelt_out(question), filters).written
                read = "" if turn.alone == written else turn.alone
                return replace(alone, question=question, understood=alone.understood or read)
        # Who asks for more where nothing was found is told that once more.
        further = turn.more > 0 and bool(found.quotes)
        if further:
            shown = len(found.quotes) + MOST_QUOTES * (turn.more - 1)
            found = self._seeking.found(asked, shown)
        answer = replace(_answer(question, found, began), further=further)
        answer = replace(answer, problems=asked.problems, understood=understood)
        return self._remarks.added(answer, asked.text)

    def more(self, question: str, filters: Filters, before: Sequence[str], shown: int) -> Answer:
        """What comes after the first `shown` quotes of the answer to a question."""
        began = time.perf_counter()
        _, asked, understood = self._read(question, filters, before)
        found = self._seeking.found(asked, shown)
        answer = _answer(question, found, began)
        return replace(answer, problems=asked.problems, understood=understood)

    def _kept(self, question: str, filters: Filters, asked: Asked) -> Merged | None:
        """What a member's message says to a question in its own words, if it was put in others.

        Such messages are kept for questions in any language.
        """
        written = Turn.of(question, filters)
        if written.question == asked.text or asked.problems or language_of(question) is None:
            return None
        found = Merged(*self._answerer.answer(written.question, asked.permitted))
        return found if found.quotes and is_kept(found.quotes[0].source) else None

    def evidence(self, text: str, shown: int, most: int) -> Answer:
        """What speaks to the statements of a message, behind the first `shown` quotes."""
        began = time.perf_counter()
        evidence = Evidence.on(text, self._answerer)
        found = evidence.after(shown, most)
        quotes = tuple(one.quote for one in found)
        answer = _answer(text, Merged(evidence.confidence, quotes), began)
        return replace(answer, statements=tuple(one.to for one in found))

    def _read(
        self, question: str, filters: Filters, before: Sequence[str]
    ) -> tuple[Turn, Asked, str]:
        """What is meant, what to look for, and the first in words if it is not what was asked."""
        spelt = self._reader.spelt_out(question)
        earlier, english = self._reader.read([*map(self._reader.spelt_out, before)], spelt)
        meant = self._understanding.read(Turn.of(english, filters), earlier) if before else None
        turn = meant or Turn(english, filters)
        told = english if says_more(english, spelt) else ""
        asked = self._scope.read(turn.question, turn.filters)
        return turn, asked, meant.written if meant else told


def _answer(question: str, found: Merged, began: float) -> Answer:
    """The answer of what was found to a question that was asked when `began`."""
    elapsed = round((time.perf_counter() - began) * 1000, 3)
    quotes = found.quotes
    return Answer(question, bool(quotes), found.confidence, elapsed, quotes, lacking=found.lacking)
