"""Which messages answer which question: for follow-ups, buttons, edits and deletions."""

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from retrieval import NO_FILTERS, Filters

# Those that somebody may still come back to, of all servers together.
_MOST: Final = 20_000


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and the messages that answer it, in their order; all ids are Discord's.

    `text` is what was asked of the library; `before` are the questions that it follows up, the
    first one first. `message` is the member's, None of a command; `guild` None of a direct message.
    `private` is true where only the asker sees the answer.
    """

    asker: int
    guild: int | None
    channel: int
    message: int | None
    answers: tuple[int, ...]
    text: str
    at: datetime
    before: tuple[str, ...] = ()
    filters: Filters = NO_FILTERS
    private: bool = False


class Exchanges:
    """The latest exchanges, by their messages."""

    def __init__(self) -> None:
        self._by_answer: OrderedDict[int, Exchange] = OrderedDict()
        self._by_question: OrderedDict[int, Exchange] = OrderedDict()

    def remember(self, exchange: Exchange) -> None:
        """Keep an exchange; of the same question the later one counts."""
        for answer in exchange.answers:
            self._by_answer[answer] = exchange
        if exchange.message is not None:
            self._by_question[exchange.message] = exchange
        for kept in (self._by_answer, self._by_question):
            while len(kept) > _MOST:
                kept.popitem(last=False)

    def of_answer(self, message: int) -> Exchange | None:
        """Return the exchange of which a message of ours is part."""
        return self._by_answer.get(message)

    def of_question(self, message: int) -> Exchange | None:
        """Return the exchange that a member's message began."""
        return self._by_question.get(message)

    def forget(self, messages: Collection[int]) -> None:
        """Forget the exchanges of messages that are gone, whichever side wrote them."""
        for message in messages:
            gone = self._by_answer.get(message) or self._by_question.get(message)
            if gone is None:
                continue
            for answer in gone.answers:
                self._by_answer.pop(answer, None)
            if gone.message is not None:
                self._by_question.pop(gone.message, None)
