"""What a daily post says around the words of others."""

from datetime import date

from bot.daily.sections import (
    Bullet,
    MessageBullet,
    NewBullet,
    QuestionBullet,
    Section,
    SectionKind,
)
from bot.display import mended, one_line, shortened
from bot.links import safe_link
from bot.parts import (
    Heading,
    Lead,
    Linked,
    Part,
    Phrase,
    Quoted,
    Said,
    Sentence,
    Strong,
    Together,
)
from bot.translation import gettext as _
from bot.translation import ngettext
from bot.translation import noted as N_
from bot.wording.dates import full_day
from bot.wording.numbers import number

_LONGEST_TITLE = 200
_LONGEST_QUESTION = 300
_LONGEST_NAME = 80
_LONGEST_THREAD_NAME = 100

_INVITATIONS = {SectionKind.OPEN: N_("The library was silent on these. Do you know more?")}
LATE = Phrase(N_("This comes late: I was away when it was due."))
EMPTIED = Phrase(N_("What stood here is gone: whoever wrote it has deleted or changed it."))


def title(day: date, *, weekly: bool) -> Heading:
    """Return the first line of a post, which no other post of its server begins with."""
    written = full_day(day)
    return Heading(_("The week to {day}").format(day=written) if weekly else written, level=1)


def thread_name(day: date, *, weekly: bool) -> str:
    """Return what a post's thread is called: at most 100 characters."""
    named = _("The week to {day}") if weekly else _("More from {day}")
    return named.format(day=full_day(day))[:_LONGEST_THREAD_NAME]


def heading(section: Section) -> tuple[Part, ...]:
    """Return what stands over a section."""
    invitation = _INVITATIONS.get(section.kind)
    lead = (Lead(_(invitation)),) if invitation else ()
    return (Heading(section.title, level=2), *lead)


def more(count: int) -> Said:
    """Return the line that leads from the message to its thread."""
    said = ngettext("One more in the thread", "{count} more in the thread", count)
    return Said(said.format(count=number(count)))


def bullet(item: Bullet) -> Together:
    """Return a bullet: somebody's words, whose they are, and where they stand."""
    match item:
        case NewBullet():
            return Together(tuple(_new(item)))
        case QuestionBullet():
            return Together(tuple(_question(item)))
        case MessageBullet():
            return Together(tuple(_message(item)))


def _new(item: NewBullet) -> list[Part]:
    head = Strong(_name(item.title, _LONGEST_TITLE), _name(item.publisher or "", _LONGEST_NAME))
    link = safe_link(item.link)
    if item.quote:
        return [head, item.quote]
    return [head, Linked(_("Open it"), link)] if link else [head]


def _question(item: QuestionBullet) -> list[Part]:
    parts: list[Part] = [Strong(_name(item.question, _LONGEST_QUESTION), _times(item.times))]
    if item.quote:
        parts.append(item.quote)
    return [*parts, Linked(_("Go to the question"), item.jump)]


def _times(count: int) -> str:
    if count == 1:
        return ""
    if count == 2:  # noqa: PLR2004 - a pair has a word of its own
        return _("asked twice")
    return ngettext("asked {count} time", "asked {count} times", count).format(count=number(count))


def _message(item: MessageBullet) -> list[Part]:
    talk = _("{messages} messages from {people} people").format(
        messages=number(item.messages), people=number(item.people)
    )
    whose = _name(item.name, _LONGEST_NAME)
    attribution = f"{whose} · {talk}" if item.messages > 1 and item.people > 1 else whose
    sentences = tuple(Sentence(line, "\n") for line in item.words.split("\n"))
    return [Quoted(sentences, attribution, None), Linked(_("Go to the conversation"), item.jump)]


def _name(text: str, longest: int) -> str:
    return shortened(one_line(mended(text)), longest)
