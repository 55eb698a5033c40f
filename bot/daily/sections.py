"""What a post says: sections of bullets, as plain values that any place may draw.

Everything but a title is somebody's own words, who they are, and where they stand.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.parts import Quoted


class SectionKind(StrEnum):
    """The sections that a server may choose, in the order in which they are posted."""

    NEW = "new"
    ASKED = "asked"
    OPEN = "open"
    DISCUSSED = "discussed"


@dataclass(frozen=True, slots=True)
class NewBullet:
    """A work that came into the library, and the quote that says most about it."""

    title: str
    publisher: str | None
    link: str | None
    quote: Quoted | None


@dataclass(frozen=True, slots=True)
class QuestionBullet:
    """A question, in the words of who asked it first, and how often it was asked.

    `jump` leads to where it was asked, `author` is the id of who asked. `quote` is the first of its
    answer, None where the library was silent.
    """

    question: str
    times: int
    jump: str
    author: int
    quote: Quoted | None = None


@dataclass(frozen=True, slots=True)
class MessageBullet:
    """The most telling message of a conversation, verbatim; `jump` leads to it.

    `name` is the display name of who wrote it, `author` their id, `channel` the channel's. The
    conversation had `messages` from `people`. The message is read again by its ids before it is
    posted.
    """

    words: str
    name: str
    author: int
    jump: str
    channel: int
    message: int
    messages: int
    people: int


Bullet = NewBullet | QuestionBullet | MessageBullet


@dataclass(frozen=True, slots=True)
class Section:
    """Bullets of one kind under their title; never empty."""

    kind: SectionKind
    title: str
    bullets: tuple[Bullet, ...]
