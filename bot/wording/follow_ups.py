"""What is said around questions that go on from others: how they were read."""

from bot.display import one_line, shortened
from bot.parts import Lead, Reply
from bot.translation import gettext as _

_LONGEST_UNDERSTOOD = 200


def understood_as(question: str, reply: Reply) -> Reply:
    """Return the reply under what the question was understood as, if it was not asked so."""
    if not question:
        return reply
    shown = shortened(one_line(question), _LONGEST_UNDERSTOOD)
    return (Lead(_("Understood as: {question}").format(question=shown)), *reply)
