"""Which messages answer which question: for follow-ups, buttons, edits and deletions."""

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, TypeVar

from retrieval import NO_FILTERS, Filters

# Those that somebody may still come back to, of all servers together.
_MOST: Final = 20_000

_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and the messages that answer it, in their order; all ids are Discord's.

    `text` is what was asked of the library; `before` are the questions that it follows up, the
    first one first. `message` is the member's, None of a command; `guild` None of a direct message.
    `private` is true where only the asker sees the answer. `turn` counts the answers of a
    conversation, this one among them. What asked nothing (a greeting) has an empty `text`.
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
    turn: int = 1


class Exchanges:
    """The latest exchanges, by their messages."""

    def __init__(self) -> None:
        self._by_answer: OrderedDict[int, Exchange] = OrderedDict()
        self._by_question: OrderedDict[int, Exchange] = OrderedDict()
        self._by_place: OrderedDict[tuple[int, int | None], Exchange] = OrderedDict()

    def remember(self, exchange: Exchange) -> None:
        """Keep an exchange; of the same question the later one counts."""
        for answer in exchange.answers:
            self._by_answer[answer] = exchange
        if exchange.message is not None:
            self._by_question[exchange.message] = exchange
        if exchange.text and not exchange.private:
            for asker in (exchange.asker, None):
                self._by_place[exchange.channel, asker] = exchange
                self._by_place.move_to_end((exchange.channel, asker))
        _shorten(self._by_answer)
        _shorten(self._by_question)
        _shorten(self._by_place)

    def latest(self, channel: int, asker: int | None = None) -> Exchange | None:
        """Return what was asked last in a place, by a member or by anybody; nothing private."""
        return self._by_place.get((channel, asker))

    def of_answer(self, message: int) -> Exchange | None:
        """Return the exchange of which a message of ours is part."""
        return self._by_answer.get(message)

    def of_question(self, message: int) -> Exchange | None:
        """Return the exchange that a member's message began."""
        return self._by_question.get(message)

    def asked_by(self, asker: int) -> list[Exchange]:
        """Return the exchanges of a member, in whatever place."""
        kept = (*self._by_answer.values(), *self._by_question.values(), *self._by_place.values())
        found = {id(exchange): exchange for exchange in kept if exchange.asker == asker}
        return sorted(found.values(), key=lambda exchange: exchange.at)

    def forget_asker(self, asker: int) -> None:
        """Forget the exchanges of a member, also in what others went on to ask."""
        words = {exchange.text for exchange in self.asked_by(asker)}
        _drop(self._by_answer, asker)
        _drop(self._by_question, asker)
        _drop(self._by_place, asker)
        self._unsay(words)

    def forget(self, messages: Collection[int]) -> frozenset[str]:
        """Forget the exchanges of messages that are gone, whichever side wrote them.

        Return the questions that nobody has asked any more; what followed them up forgets them.
        """
        words = set[str]()
        for message in messages:
            gone = self._by_answer.get(message) or self._by_question.get(message)
            if gone is None:
                continue
            words |= {gone.text} if gone.message == message else set()
            for answer in gone.answers:
                self._by_answer.pop(answer, None)
            if gone.message is not None:
                self._by_question.pop(gone.message, None)
            for asker in (gone.asker, None):
                if self._by_place.get((gone.channel, asker)) is gone:
                    del self._by_place[gone.channel, asker]
        return self._unsay(words)

    def _unsay(self, words: set[str]) -> frozenset[str]:
        """Take questions out of those that followed them up, unless others still ask the same."""
        if not words:
            return frozenset()
        unsaid = frozenset(words - {one.text for one in self._by_answer.values()})
        # One exchange stands in several places, and is to be the same one in all of them.
        renewed: dict[int, Exchange] = {}
        _renew(self._by_answer, unsaid, renewed)
        _renew(self._by_question, unsaid, renewed)
        _renew(self._by_place, unsaid, renewed)
        return unsaid


def _drop(kept: "OrderedDict[_Key, Exchange]", asker: int) -> None:
    for key in [key for key, exchange in kept.items() if exchange.asker == asker]:
        del kept[key]


def _renew(
    kept: "OrderedDict[_Key, Exchange]", unsaid: frozenset[str], renewed: dict[int, Exchange]
) -> None:
    for key, exchange in kept.items():
        if not unsaid.isdisjoint(exchange.before):
            left = tuple(one for one in exchange.before if one not in unsaid)
            kept[key] = renewed.setdefault(id(exchange), replace(exchange, before=left))


def _shorten(kept: "OrderedDict[_Key, Exchange]") -> None:
    while len(kept) > _MOST:
        kept.popitem(last=False)
