"""What is said around an answer: its buttons, what they show, and why one of them cannot."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from bot.controls import Control, mark_of
from bot.display import one_line, shortened, worded
from bot.feedback import Reason
from bot.parts import Buttons, Lead, Part, Quoted, Reply, Said, Sentence
from bot.replies import quoted, under_question
from bot.translation import gettext as _
from bot.translation import ngettext
from bot.translation import noted as N_
from bot.wishes import Evidence, Question
from bot.wording.finding import under_message
from retrieval import Surroundings

PRIVATE_OPTION: Final = N_("Only you see the answer, and may share it afterwards")

CONTROL_BUTTON: Final = {
    Control.CONTEXT: N_("Context"),
    Control.MORE: N_("More"),
    Control.HELPFUL: N_("Helpful"),
    Control.NOT_IT: N_("Not it"),
    Control.SHARE: N_("Share"),
    Control.REMOVE: "🗑",
    Control.REWORD: N_("Other words"),
}

REASON_CHOICE: Final = {
    Reason.WRONG_VOICE: N_("Wrong voice"),
    Reason.OFF_TOPIC: N_("Off topic"),
    Reason.OUT_OF_DATE: N_("Out of date"),
    Reason.OTHER: N_("Something else"),
}
# The title and the labels of a form hold 45 characters, what explains them 100.
NOT_IT_TITLE: Final = N_("What is wrong with this answer?")
REASON_LABEL: Final = N_("Reason")
NOTE_LABEL: Final = N_("In your own words, if you like")
NOTE_DESCRIPTION: Final = N_("Those who run this server can read it.")
REWORD_TITLE: Final = N_("Ask in other words")
REWORD_LABEL: Final = N_("Question")
_LONGEST_NAME: Final = 100


def label_of(control: Control) -> str:
    """Return what a button is called."""
    return _(CONTROL_BUTTON[control])


def with_buttons(reply: Reply, buttons: Buttons) -> Reply:
    """Return an answer with its buttons, which say which quotes it has."""
    marks = tuple(mark_of(part) for part in reply if isinstance(part, Quoted))
    return (*reply, replace(buttons, marks=marks))


def further(wish: Question | Evidence, quotes: Sequence[Quoted], seen: tuple[str, ...]) -> Reply:
    """Return the next quotes of an answer under what was asked, or that there are none."""
    if not quotes:
        return no_more()
    match wish:
        case Evidence():
            reply, buttons = under_message(quotes, wish), Buttons("", about=wish.message)
        case Question():
            asked = wish.written
            reply, buttons = under_question(asked, tuple(quotes)), Buttons(asked)
    return with_buttons(reply, replace(buttons, seen=seen, rated=False))


def no_more() -> Reply:
    """Return what is said where all has been shown."""
    return (Said(_("That was everything the library has on this.")),)


def around(found: Sequence[tuple[Quoted, Surroundings]], gone: int) -> Reply:
    """Return quotes among their neighbours; of `gone` ones nothing is to be had any more."""
    parts = [
        part
        for number, (quote, beside) in enumerate(found, start=1)
        for part in _among_neighbours(quote, beside, number, len(found))
    ]
    return (*parts, Said(_what_is_gone(gone))) if gone else tuple(parts)


def _among_neighbours(
    quote: Quoted, beside: Surroundings, number: int, count: int
) -> Iterator[Part]:
    if count > 1:
        yield Lead(_("Around quote {number} of {count}").format(number=number, count=count))
    if beside.preceding:
        yield quoted(beside.preceding)
    strong = tuple(replace(sentence, strong=True) for sentence in quote.sentences)
    last = replace(strong[-1], gap=" ") if beside.after else strong[-1]
    before, after = (_neighbour(text, beside.source) for text in (beside.before, beside.after))
    whole = (*before, *strong[:-1], last, *after)
    yield replace(quote, sentences=whole, also=())
    if beside.following:
        yield quoted(beside.following)


def _neighbour(text: str, source: str) -> tuple[Sentence, ...]:
    shown = worded(text, source)
    return (Sentence(shown, " "),) if shown else ()


def _what_is_gone(count: int) -> str:
    return ngettext(
        "One quote has changed or gone since, or may not be read by you any more.",
        "{count} quotes have changed or gone since, or may not be read by you any more.",
        count,
    ).format(count=count)


def shared(wish: Question | Evidence, quotes: Sequence[Quoted], by: str) -> Reply:
    """Return an answer as a member shares it, of the name `by`: who does, and what was asked.

    A message of which sources were looked for is only linked: its author may take back its words,
    and what is shared would still say them.
    """
    name = shortened(one_line(by), _LONGEST_NAME)
    line = Lead(_("Shared by {name}").format(name=name))
    match wish:
        case Evidence():
            found = under_message(quotes, replace(wish, repeated=False))
            return (line, *with_buttons(found, Buttons("", about=wish.message)))
        case Question():
            found = with_buttons(tuple(quotes), Buttons(wish.written))
            return (line, *under_question(wish.written, found))


def partly_shared(left_out: int) -> Reply:
    """Return what whoever shares an answer is told of what was left out of it."""
    said = ngettext(
        "Shared without one quote that not everybody here may read.",
        "Shared without {count} quotes that not everybody here may read.",
        left_out,
    )
    return (Said(said.format(count=left_out)),)


def nothing_to_share() -> Reply:
    """Return what is said where nobody else may read anything of an answer."""
    return (Said(_("Nothing of this may be read by everybody here, so it stays between us.")),)


def may_not_share() -> Reply:
    """Return what is said to somebody who may not write there."""
    return (Said(_("You may not write here, so I cannot share it here for you.")),)


def lacks_right(right: str) -> Reply:
    """Return what is said where we may not write; `right` is what Discord calls the permission."""
    told = _("I may not write here, so I cannot share it: I lack the permission “{right}”.")
    return (Said(told.format(right=_(right))),)


def not_shared() -> Reply:
    """Return what is said where Discord did not take what was to be shared."""
    return (Said(_("Discord did not let me post that here, so nobody else has seen it.")),)


def only_asker_removes() -> Reply:
    """Return what is said to somebody who may not remove an answer."""
    return (Said(_("Only whoever asked, or a moderator, may remove this answer.")),)


def not_removed() -> Reply:
    """Return what is said where Discord keeps a part of an answer."""
    return (Said(_("Discord did not let me remove all of it; a moderator may remove the rest.")),)


def unknown_question() -> Reply:
    """Return what is said where nothing tells any more what an answer was about."""
    return (Said(_("I no longer know what was asked here. Please ask me again.")),)


def thanked(*, helpful: bool) -> Reply:
    """Return what is said to whoever has judged an answer."""
    if helpful:
        return (Said(_("Thank you, noted as helpful. You may change your mind at any time.")),)
    return (Said(_("Thank you, noted. Other words for the question may find what you look for.")),)


def verdicts_only_in_servers() -> Reply:
    """Return what is said where no verdict is kept."""
    return (Said(_("I keep no notes here, only in servers that I am a member of.")),)
