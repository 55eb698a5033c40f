"""What is said around questions that go on from others: how they were read, and what comes next."""

from bot.display import mended, one_line, shortened
from bot.links import safe_link
from bot.parts import Lead, Quoted, Reply, Said, Sentence
from bot.replies import quoted
from bot.translation import gettext as _
from retrieval import Surroundings

_LONGEST_UNDERSTOOD = 200
_LONGEST_ATTRIBUTION = 400


def understood_as(question: str, reply: Reply) -> Reply:
    """Return the reply under what the question was understood as, if it was not asked so."""
    if not question:
        return reply
    shown = shortened(one_line(question), _LONGEST_UNDERSTOOD)
    return (Lead(_("Understood as: {question}").format(question=shown)), *reply)


def no_more() -> Reply:
    """Return that all was shown that is worth showing."""
    return (Said(_("That was everything the library has on this.")),)


def nothing_speaks() -> Reply:
    """Return that no source was found for a message."""
    return (Said(_("I looked, but nothing in the library speaks to that message.")),)


def gone() -> Reply:
    """Return that a quote cannot be looked at any more."""
    return (Said(_("What was quoted there has changed or gone since. Please ask again.")),)


def surroundings(found: Surroundings) -> Reply:
    """Return a quote with the sentences around it, and who speaks before and after."""
    pieces = [one_line(mended(text)) for text in (found.before, found.quote, found.after)]
    sentences = tuple(Sentence(piece, " ") for piece in pieces if piece)
    attribution = shortened(one_line(mended(found.attribution)), _LONGEST_ATTRIBUTION)
    whole = Quoted(sentences, attribution, safe_link(found.link), found.source)
    before = (quoted(found.preceding),) if found.preceding else ()
    after = (quoted(found.following),) if found.following else ()
    return (*before, whole, *after)
