"""What is said around questions that go on from others: how they were read."""

from collections.abc import Iterator, Sequence

from bot.display import one_line, shortened
from bot.parts import Lead, Reply, Said
from bot.translation import gettext as _
from bot.wording.lists import comma
from retrieval import Answer

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


def with_remarks(found: Answer, reply: Reply) -> Reply:
    """Return the reply under what an answer is not, and in silence above whose voice may be meant.

    Names that were read as others, parts without a quote, and a time of which nothing is quoted.
    """
    if found.nearest:
        names = comma().join(map(one_line, found.nearest))
        return (*reply, Said(_("The nearest voices are: {names}").format(names=names)))
    return (*(Lead(remark) for remark in _remarks(found)), *reply)


def _remarks(found: Answer) -> Iterator[str]:
    for reading in found.readings:
        asked, read = one_line(reading.asked), one_line(reading.found)
        yield _("“{asked}” was read as “{read}”.").format(asked=asked, read=read)
    for part in found.lacking:
        shown = shortened(one_line(part), _LONGEST_UNDERSTOOD)
        yield _("Nothing was found on: {question}").format(question=shown)
    if found.missing_time:
        time = one_line(found.missing_time)
        yield _("Nothing from the time asked for ({time}); from other times:").format(time=time)


def _plain(question: str) -> str:
    return one_line(question).casefold().rstrip("?？.!… ")
