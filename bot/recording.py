"""Which questions are kept, and what of them. No Discord types.

A question that was asked in a server is kept for the server's posts; what somebody writes to the
bot directly is between the two of them and neither kept nor counted. Greetings are no questions,
and neither is what only named a filter wrongly.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.display import clean
from bot.inflight import Inflight
from bot.parts import Quoted, Reply
from bot.questions import Question, Wish
from bot.replies import SILENCE
from bot.state.questions import Enquiry, FirstQuote, Questions


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in a server something was asked, by whom and when; `message` is None of a command."""

    guild: int
    channel: int
    author: int
    at: datetime
    message: int | None = None


class Recorder:
    """Keeps what was asked, after it was answered and without anybody waiting for it."""

    def __init__(self, questions: Questions, inflight: Inflight) -> None:
        self._questions = questions
        self._inflight = inflight

    def note(self, origin: Origin | None, wished: Wish, reply: Reply, answer: int | None) -> None:
        """Keep what was wished from a server (None is nowhere), if it was a question.

        `answer` is the id of the message that holds the reply, None where it was not delivered.
        """
        enquiry = enquiry_of(origin, wished, reply, answer)
        if enquiry is not None:
            self._inflight.errand(self._questions.record(enquiry), doing="recording")


def enquiry_of(
    origin: Origin | None, wished: Wish, reply: Reply, answer: int | None
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
        at=origin.at,
        answered=bool(quotes),
        message=origin.message,
        answer=answer,
        quote=_first(quotes[0]) if quotes else None,
    )


def _first(quote: Quoted) -> FirstQuote:
    text = "".join(sentence.text + sentence.gap for sentence in quote.sentences).strip()
    return FirstQuote(text, quote.attribution, quote.link)
