"""What is said around questions that go on from others: how they were read."""

from collections.abc import Sequence

from bot.display import one_line, shortened
from bot.parts import Lead, Reply
from bot.translation import gettext as _

_LONGEST_UNDERSTOOD = 200


def understood_as(question: str, reply: Reply, before: Sequence[str] = ()) -> Reply:
    """Return the reply under what the question was understood as, if it was not asked so.

    A question about the answer itself ("who said that?") is understood as the one `before` it once
    more, which everybody has just read.
    """
    if not question or (before and _plain(question) == _plain(before[-1])):
        return reply
    shown = shortened(one_line(question), _LONGEST_UNDERSTOOD)
    return (Lead(_("Understood as: {question}").format(question=shown)), *reply)


def _plain(question: str) -> str:
    return one_line(question).casefold().rstrip("?？.!… ")
