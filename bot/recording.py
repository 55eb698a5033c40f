"""Which questions are kept, and what of them; which are remembered. No Discord types.

A question that was asked in a server is kept for the server's posts; what somebody writes to the
bot directly, or asks privately, is between the two of them and neither kept nor counted. Greetings
are no questions, and neither is what only named a filter wrongly. Whatever was answered is
remembered in memory, so that it can be followed up, edited and deleted.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from bot.display import clean
from bot.exchanges import Exchange, Exchanges
from bot.inflight import Inflight
from bot.parts import Buttons, Quoted, Reply
from bot.replies import SILENCE
from bot.state.enquiries import Enquiry, FirstQuote
from bot.state.questions import Questions
from bot.wishes import Complaint, Question, Topic, Wish

# Messages that were deleted last: more than are deleted while an answer is on its way.
_MOST_GONE = 2000

# Deleted messages that wait for the database, and how many of them one statement names.
_MOST_OWED, _AT_ONCE = 100_000, 500


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something was asked, and by whom; `guild` is None of a direct message.

    `message` is the member's, None of a command; `private` is true where only the asker sees what
    is answered. `turn` says how many answers there are in a row with this one.
    """

    guild: int | None
    channel: int
    author: int
    message: int | None = None
    private: bool = False
    turn: int = 1


class Recorder:
    """Keeps what was asked, after it was answered and without anybody waiting for it.

    What is deleted is forgotten, also if that was while it was being answered, and also what was
    deleted while the database was away, once it is back.
    """

    def __init__(
        self,
        questions: Questions,
        inflight: Inflight,
        now: Callable[[], datetime],
        exchanges: Exchanges | None = None,
    ) -> None:
        self.exchanges = exchanges or Exchanges()
        self._questions = questions
        self._inflight = inflight
        self._now = now
        self._gone: deque[int] = deque(maxlen=_MOST_GONE)
        self._owed: set[int] = set()
        # What is forgotten and what is kept come in the order in which they happened.
        self._in_order = asyncio.Lock()

    def note(  # noqa: PLR0913 - all that an answer leaves behind
        self,
        origin: Origin | None,
        wished: Wish,
        reply: Reply,
        answers: Sequence[int],
        *,
        took: float | None = None,
        again: bool = False,
    ) -> None:
        """Remember what was wished, and keep it if it was a question asked in a server.

        `origin` is None where Discord does not say. `answers` are the ids of the messages that hold
        the reply, none where it was not delivered; it `took` so many seconds. What was asked
        `again`, in other words, takes the place of what it said before.
        The time is that of the answer, by the clock that posts go by: whatever a post about the
        time until now has not seen belongs to the next one.
        """
        now = self._now()
        if origin is not None and answers:
            self.exchanges.remember(exchange_of(origin, wished, answers, now))
        enquiry = enquiry_of(origin, wished, reply, next(iter(answers), None), now)
        if enquiry is not None:
            enquiry = replace(enquiry, took=took)
            self._inflight.errand(self._keep(enquiry, again=again), doing="recording")

    def forget(self, messages: Collection[int]) -> None:
        """Forget what was asked by messages that are gone."""
        self._gone.extend(messages)
        if len(self._owed) < _MOST_OWED:
            self._owed.update(messages)
        self.catch_up()

    def outdate(self, message: int) -> None:
        """Forget what a message has asked, whose author has changed its words."""
        self._owed.add(message)
        self.catch_up()

    def catch_up(self) -> None:
        """Forget what could not be forgotten before."""
        if self._owed:
            self._inflight.errand(self._forget_owed(), doing="forgetting messages")

    async def _keep(self, enquiry: Enquiry, *, again: bool) -> None:
        async with self._in_order:
            if again and enquiry.message is not None:
                await self._questions.forget_messages([enquiry.message])
            await self._questions.record(enquiry, again=again)
            # Looked up last, so that nothing can be deleted unseen between looking and keeping.
            gone = {enquiry.message, enquiry.answer} & set(self._gone)
            await self._questions.forget_messages([message for message in gone if message])

    async def _forget_owed(self) -> None:
        async with self._in_order:
            while self._owed:
                some = frozenset(islice(self._owed, _AT_ONCE))
                await self._questions.forget_messages(some)
                self._owed -= some


def exchange_of(origin: Origin, wished: Wish, answers: Sequence[int], at: datetime) -> Exchange:
    """Return what is remembered of a wish and the messages that answer it."""
    question = wished if isinstance(wished, Question | Topic) else Question("")
    return Exchange(
        asker=origin.author,
        guild=origin.guild,
        channel=origin.channel,
        message=origin.message,
        answers=tuple(answers),
        text=question.text,
        at=at,
        before=wished.before if isinstance(wished, Question | Complaint) else (),
        filters=question.filters,
        private=origin.private,
        turn=origin.turn,
    )


def enquiry_of(
    origin: Origin | None, wished: Wish, reply: Reply, answer: int | None, at: datetime
) -> Enquiry | None:
    """Return what is to be kept of a wish and its reply, None where that is nothing."""
    quotes = [part for part in reply if isinstance(part, Quoted)]
    asked = next((part.asked for part in reply if isinstance(part, Buttons)), "")
    silent = not quotes and set(SILENCE) <= set(reply)
    if origin is None or origin.guild is None or origin.private:
        return None
    if not isinstance(wished, Question):
        return None
    if not (quotes or silent):
        return None
    return Enquiry(
        guild=origin.guild,
        channel=origin.channel,
        author=origin.author,
        text=clean(wished.written),
        understood=clean(asked) if asked != wished.written else "",
        at=at,
        answered=bool(quotes),
        message=origin.message,
        answer=answer,
        quote=_first(quotes[0]) if quotes else None,
        sources=tuple(dict.fromkeys(part.source for part in quotes if part.source)),
    )


def _first(quote: Quoted) -> FirstQuote:
    text = "".join(sentence.text + sentence.gap for sentence in quote.sentences).strip()
    return FirstQuote(text, quote.attribution, quote.link, quote.source)
