"""What is said where sources of a message are looked for: what speaks to which sentence of it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from bot.controls import mark_of
from bot.display import one_line, shortened
from bot.markdown import covered
from bot.parts import Buttons, Lead, Linked, Part, Quoted, Reply, Said
from bot.replies import quoted
from bot.translation import gettext as _
from bot.translation import noted as N_
from bot.wishes import Evidence
from retrieval import Answer

FIND_SOURCES: Final = N_("Find sources")
_LONGEST_EXCERPT: Final = 100


def sources(found: Answer, wish: Evidence) -> Reply:
    """Return the passages that speak to a message, under what of it each of them speaks to."""
    quotes = quotes_of(found)
    if not quotes:
        return nothing_speaks_to_it()
    marks = tuple(map(mark_of, quotes))
    return (*under_message(quotes, wish), Buttons("", marks, about=wish.message))


def quotes_of(found: Answer) -> list[Quoted]:
    """Return the quotes of an answer as they are shown; those to a message know to which part."""
    shown = map(quoted, found.quotes if found.answered else ())
    spoken = (*found.statements, *("" for _ in found.quotes[len(found.statements) :]))
    each = (replace(one, to=said) for one, said in zip(shown, spoken, strict=False))
    return [one for one in each if one.sentences]


def under_message(quotes: Sequence[Quoted], wish: Evidence) -> Reply:
    """Return quotes under the sentences of a message to which they speak, and its link.

    Who does not want to be quoted is only linked.
    """
    link = (Linked(_("The message"), wish.link),) if wish.link else ()
    if not wish.repeated:
        return (*link, *quotes)
    if all(_is_all(one.to, wish) for one in quotes):
        excerpt = _shown(covered(wish.text))
        said = _("On what was said: “{excerpt}”").format(excerpt=excerpt)
        return (*link, Lead(said), *quotes)
    return (*link, *_by_sentence(quotes, wish))


def _by_sentence(quotes: Sequence[Quoted], wish: Evidence) -> Iterator[Part]:
    """Yield quotes in the order of the message, under a line for each sentence of it."""
    whole = one_line(wish.stated)
    in_order = sorted(quotes, key=lambda one: whole.find(one.to))
    for said, group in groupby(in_order, key=lambda one: one.to):
        yield Lead(_what_of_it(said, wish))
        yield from group


def _what_of_it(said: str, wish: Evidence) -> str:
    """Return the line over what speaks to a sentence; what its author has covered stays so."""
    seen = covered(said)
    if seen not in one_line(covered(wish.stated)):  # a cover begins or ends outside of it
        return _("On another part of it")
    return _("On “{excerpt}”").format(excerpt=_shown(seen))


def _is_all(said: str, wish: Evidence) -> bool:
    return said in {"", one_line(wish.stated)}


def _shown(text: str) -> str:
    return shortened(one_line(text), _LONGEST_EXCERPT)


def no_words() -> Reply:
    """Return what is said of a message without words."""
    return (Said(_("There are no words in that message that I could look for.")),)


def no_claim() -> Reply:
    """Return what is said of a message that is a greeting, thanks or the like."""
    return (Said(_("That message claims nothing that a source could speak to.")),)


def my_own() -> Reply:
    """Return what is said of a message that the bot itself has written."""
    said = _("I wrote that myself; where I quote somebody, the source stands under their words.")
    return (Said(said),)


def said_by_discord() -> Reply:
    """Return what is said of a notice of Discord's, such as that somebody has joined."""
    return (Said(_("Discord itself wrote that. I look for sources of what members say.")),)


def nothing_speaks_to_it() -> Reply:
    """Return what is said where the library has nothing to a message."""
    return (Said(_("I looked, but nothing in the library speaks to that message.")),)
