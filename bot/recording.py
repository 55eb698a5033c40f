"""Which questions are kept, and what of them. No Discord types.

A question that was asked in a server is kept for the server's posts; what somebody writes to the
bot directly is between the two of them and neither kept nor counted. Greetings are no questions,
and neither is what only named a filter wrongly.
"""

from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from bot.display import clean
from bot.inflight import Inflight
from bot.parts import Quoted, Reply
from bot.questions import Question, Wish
from bot.replies import SILENCE
from bot.state.questions import Enquiry, FirstQuote, Questions

# Messages that were deleted last: more than are deleted while an answer is on its way.
_MOST_GONE = 2000

# Deleted messages that wait for the database, and how many of them one statement names.
_MOST_OWED, _AT_ONCE = 100_000, 500


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in a server something was asked, and by whom; `message` is None of a command."""

    guild: int
    channel: int
    author: int
    message: int | None = None


class Recorder:
    """Keeps what was asked, after it was answered and without anybody waiting for it.

    What is deleted is forgotten, also if that was while it was being answered, and also what was
    deleted while the database was away, once it is back.
    """

    def __init__(
        self, questions: Questions, inflight: Inflight, now: Callable[[], datetime]
    ) -> None:
        self._questions = questions
        self._inflight = inflight
        self._now = now
        self._gone: deque[int] = deque(maxlen=_MOST_GONE)
        self._owed: set[int] = set()

    def note(
        self,
        origin: Origin | None,
        wished: Wish,
        reply: Reply,
        answer: int | None,
        *,
        took: float | None = None,
    ) -> None:
        """Keep what was wished from a server (None is nowhere), if it was a question.

        `answer` is the id of the message that holds the reply, None where it was not delivered;
        `took` is for how many seconds somebody waited for it.
        The time is that of the answer, by the clock that posts go by: whatever a post about the
        time until now has not seen belongs to the next one.
        """
        enquiry = enquiry_of(origin, wished, reply, answer, self._now())
        if enquiry is not None:
            kept = self._keep(replace(enquiry, took=took))
            self._inflight.errand(kept, doing="recording")

    def forget(self, messages: Collection[int]) -> None:
        """Forget what was asked by messages that are gone."""
        self._gone.extend(messages)
        if len(self._owed) < _MOST_OWED:
            self._owed.update(messages)
        self.catch_up()

    def catch_up(self) -> None:
        """Forget what could not be forgotten before."""
        if self._owed:
            self._inflight.errand(self._forget_owed(), doing="forgetting messages")

    async def _keep(self, enquiry: Enquiry) -> None:
        await self._questions.record(enquiry)
        # Looked up last, so that nothing can be deleted unseen between looking and keeping.
        gone = {enquiry.message, enquiry.answer} & set(self._gone)
        await self._questions.forget_messages([message for message in gone if message])

    async def _forget_owed(self) -> None:
        while self._owed:
            some = frozenset(islice(self._owed, _AT_ONCE))
            await self._questions.forget_messages(some)
            self._owed -= some


def enquiry_of(
    origin: Origin | None, wished: Wish, reply: Reply, answer: int | None, at: datetime
) -> Enquiry | None:
    """Return what is to be kept of a wish and its reply, None where that is nothing."""
    quotes = [part for part in reply if isinstance(part, Quoted)]
    silent = not quotes and reply[-1:] == SILENCE
    if origin is None or not isinstance(wished, Question) or not (quotes or silent):
        return None
    return Enquiry(
        guild=origin.guild,
        channel=origin.channel,
        author=origin.author,
        text=clean(f"{wished.text} {wished.filters}".strip()),
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
