"""What is said of members' answers that are kept, and asked before they are."""

from collections.abc import Sequence
from typing import Final

from bot.display import one_line, shortened
from bot.links import jump_link
from bot.markdown import covered
from bot.parts import Entry, Listing, Reply, Said
from bot.replies import heading
from bot.state.learned import Lesson
from bot.translation import gettext as _
from bot.translation import noted as N_
from bot.wording.lists import sentences
from bot.wording.numbers import number

COMMAND: Final = N_("Keep as answer")
KEEP_BUTTON: Final = N_("Keep it")
REFUSE_BUTTON: Final = N_("No, thanks")
WITHDRAW_BUTTON: Final = N_("Withdraw it")
LIST_BUTTON: Final = N_("Members' answers")
CHOOSE: Final = N_("Withdraw an answer")

_LONGEST_NAME: Final = 60
_LONGEST_ASKED: Final = 150
_LONGEST_OPTION: Final = 100


def offer(name: str, asked: str) -> Reply:
    """Return what asks a member, where everybody sees it, whether their answer may be kept."""
    return _said(
        _(
            "{name}, may I keep this as an answer to “{question}”? I would quote it, with your "
            "name and a link, to whoever asks that again and can read it here. Only you can say "
            "so, and you can withdraw it at any time."
        ).format(name=_name(name), question=_question(asked))
    )


def offer_to_author(asked: str) -> Reply:
    """Return what asks a member, whom nobody else sees, whether their answer may be kept."""
    return _said(
        _(
            "May I keep this as an answer to “{question}”? I would quote it, with your name and "
            "a link, to whoever asks that again and can read it here. You can withdraw it at any "
            "time."
        ).format(question=_question(asked))
    )


def _said(text: str) -> Reply:
    return (Said(text),)


def _name(name: str) -> str:
    return shortened(one_line(name), _LONGEST_NAME)


def _question(asked: str, longest: int = _LONGEST_ASKED) -> str:
    return shortened(one_line(covered(asked)), longest)


def kept() -> Reply:
    """Return what whoever agreed is told."""
    return _said(
        _(
            "Thank you, it is kept. If you edit your message, I quote the new words; if you delete "
            "it, withdraw it, or use /privacy quoting, I no longer do."
        )
    )


def refused() -> Reply:
    """Return what whoever did not agree is told."""
    return _said(_("All right, I have kept nothing, and I will not ask about it again."))


def withdrawn() -> Reply:
    """Return what is said once an answer is withdrawn."""
    return _said(_("It is withdrawn; I no longer quote it."))


def not_theirs() -> Reply:
    """Return what whoever presses somebody else's button is told."""
    return _said(_("Only whoever wrote the message can decide that."))


def settled() -> Reply:
    """Return what is said where there is nothing left to decide."""
    return _said(_("That is settled already, or the message is gone; there is nothing to decide."))


def unreadable() -> Reply:
    """Return what is said where Discord withholds the words of a message."""
    return _said(
        _(
            "Discord does not show me that message. Please open its menu (Apps, “{command}”) and "
            "choose that once more."
        ).format(command=_(COMMAND))
    )


def nothing_to_keep() -> Reply:
    """Return what is said of a message that cannot be quoted."""
    return _said(_("That message has no words that I could quote to others, so I cannot keep it."))


def has_a_cover() -> Reply:
    """Return what is said of a message of which its author has covered a part."""
    return _said(_("A part of that message is covered as a spoiler, so I do not keep it."))


def not_trusted() -> Reply:
    """Return what is said to whoever may not have answers kept."""
    return _said(
        _("Only those whom this server trusts with answers can do that; /setup names their roles.")
    )


def no_question() -> Reply:
    """Return what is said of a message that answers nothing."""
    return _said(
        _(
            "I know of no question that this message answers. It has to be a reply to a question "
            "that I was asked here, or to what I said to it, or stand in its thread."
        )
    )


def does_not_want() -> Reply:
    """Return what is said where a member has said no to being quoted, or rests from questions."""
    return _said(
        _(
            "Whoever wrote it does not want to be quoted, or was asked not long ago, so I do not "
            "ask."
        )
    )


def barred() -> Reply:
    """Return what is said of an answer that those who run the server have withdrawn."""
    return _said(_("Those who run this server have withdrawn that answer, so I do not keep it."))


def cannot_ask() -> Reply:
    """Return what is said where the question whether an answer may be kept could not be written."""
    return _said(
        _("I could not write there to ask whoever wrote it. Please try again in a few minutes.")
    )


def out_of_reach() -> Reply:
    """Return what is said where Discord does not hand a message out just now."""
    return _said(_("Discord does not show me that message now. Please try again in a few minutes."))


def closed_place() -> Reply:
    """Return what is said of a message in a place whose readers are not known."""
    return _said(
        _("What is written in a private thread stays there, so I cannot keep it as an answer.")
    )


def has_been_asked() -> Reply:
    """Return what is told to whoever proposed somebody else's answer."""
    return _said(_("I have asked whoever wrote it; it is kept if they agree."))


def kept_already() -> Reply:
    """Return what is said of an answer that is kept."""
    return _said(_("That is kept as an answer already."))


def listing(lessons: Sequence[Lesson], count: int, unseen: int) -> Reply:
    """Return a page of the answers that are kept, of `count`; and how many may not be shown."""
    if not count and not unseen:
        return _said(_("No answer of a member is kept here."))
    kept = _("Kept: {count}.").format(count=number(count))
    more = _("Where you cannot see: {count} more.").format(count=number(unseen)) if unseen else ""
    entries = tuple(map(_entry, lessons))
    told = Said(sentences(kept, more))
    return (heading(_("Members' answers")), told, *((Listing(entries),) if entries else ()))


def _entry(lesson: Lesson) -> Entry:
    day = f"{lesson.kept_at:%Y-%m-%d}" if lesson.kept_at else ""
    link = jump_link(lesson.guild, lesson.channel, lesson.message)
    note = _("kept on {day}").format(day=day)
    return Entry(_question(lesson.asked) or _("a question that was taken back"), note, link)


def option(lesson: Lesson) -> str:
    """Return an answer that is kept as it can be chosen."""
    return _question(lesson.asked, _LONGEST_OPTION // 2) or str(lesson.message)
