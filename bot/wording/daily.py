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
from bot.parts import Heading, Lead, Linked, Part, Quoted, Said, Sentence, Strong, Together

_LONGEST_TITLE = 200
_LONGEST_QUESTION = 300
_LONGEST_NAME = 80
_LONGEST_THREAD_NAME = 100

_INVITATIONS = {SectionKind.OPEN: "The library was silent on these. Do you know more?"}
LATE = Said("This comes late: I was away when it was due.")
EMPTIED = Said("What stood here is gone: whoever wrote it has deleted or changed it.")


def title(day: date, *, weekly: bool) -> Heading:
    """Return the first line of a post, which no other post of its server begins with."""
    return Heading(f"The week to {_written(day)}" if weekly else _written(day), level=1)


def thread_name(day: date, *, weekly: bool) -> str:
    """Return what a post's thread is called: at most 100 characters."""
    return f"{'The week to' if weekly else 'More from'} {_written(day)}"[:_LONGEST_THREAD_NAME]


def _written(day: date) -> str:
    return f"{day:%A}, {day.day} {day:%B %Y}"


def heading(section: Section) -> tuple[Part, ...]:
    """Return what stands over a section."""
    invitation = _INVITATIONS.get(section.kind)
    lead = (Lead(invitation),) if invitation else ()
    return (Heading(section.title, level=2), *lead)


def more(count: int) -> Said:
    """Return the line that leads from the message to its thread."""
    return Said(f"{count} more in the thread" if count > 1 else "One more in the thread")


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
    return [head, Linked("Open it", link)] if link else [head]


def _question(item: QuestionBullet) -> list[Part]:
    times = {1: "", 2: "asked twice"}.get(item.times, f"asked {item.times} times")
    parts: list[Part] = [Strong(_name(item.question, _LONGEST_QUESTION), times)]
    if item.quote:
        parts.append(item.quote)
    return [*parts, Linked("Go to the question", item.jump)]


def _message(item: MessageBullet) -> list[Part]:
    talk = f"{item.messages} messages from {item.people} people"
    whose = _name(item.name, _LONGEST_NAME)
    attribution = f"{whose} · {talk}" if item.messages > 1 and item.people > 1 else whose
    sentences = tuple(Sentence(line, "\n") for line in item.words.split("\n"))
    return [Quoted(sentences, attribution, None), Linked("Go to the conversation", item.jump)]


def _name(text: str, longest: int) -> str:
    return shortened(one_line(mended(text)), longest)
