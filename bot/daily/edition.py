"""The messages of a post: one that everybody sees, and those that wait in its thread."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from bot.daily.sections import Bullet, MessageBullet, QuestionBullet, Section
from bot.pages import pages
from bot.parts import Part
from bot.wording import daily as wording

_JUMP = re.compile(r"/channels/\d+/(\d+)/(\d+)$")


@dataclass(frozen=True, slots=True)
class Shown:
    """A member's message that a post shows, by its id, its channel's and its author's.

    Of what is quoted from it, `length` (in characters) and `digest` (SHA-256) are kept and not
    the words themselves; there is none of a question.
    """

    message: int
    channel: int
    length: int = 0
    digest: str | None = None
    author: int | None = None

    def stands_in(self, words: str) -> bool:
        """Tell whether what was quoted still stands in the words of the message, unchanged."""
        last = len(words) - self.length
        return any(_digest(words[n : n + self.length]) == self.digest for n in range(last + 1))


@dataclass(frozen=True, slots=True)
class Edition:
    """A post as it is sent: its message, the messages of its thread, and the thread's name.

    `audiences` are those for whose readers it was put together.
    """

    message: str
    details: tuple[str, ...]
    thread: str
    shown: tuple[Shown, ...] = ()
    audiences: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """The first line, by which the message is known again."""
        return self.message.split("\n", 1)[0]

    def as_json(self) -> dict[str, Any]:
        """Return what JSON can hold; Any: whatever the fields hold."""
        return asdict(self)

    @classmethod
    def from_json(cls, held: dict[str, Any]) -> "Edition":
        """Return what `as_json` was made of; Any as there."""
        shown = tuple(Shown(**one) for one in held["shown"])
        audiences = tuple(held.get("audiences", ()))
        return cls(held["message"], tuple(held["details"]), held["thread"], shown, audiences)


@dataclass(frozen=True, slots=True)
class Masthead:
    """Of which local date a post is, of a day or of a week, and whether it comes late."""

    day: date
    weekly: bool = False
    late: bool = False


def edition(
    sections: Sequence[Section], masthead: Masthead, *, threads: bool = True
) -> Edition | None:
    """Return the post, None if there is nothing to say.

    The message holds the first bullet of each section, the thread the others. Without `threads`,
    the message holds as many as it can, and the rest is left out. A bullet with a member's words is
    never divided between messages, where it could not be found again: what does not fit into one is
    left out.
    """
    sections = _undivided(sections)
    if not sections:
        return None
    most = max(len(section.bullets) for section in sections)
    counts = _fitting(sections, masthead, 1 if threads else most)
    rest = [
        replace(section, bullets=section.bullets[count:])
        for section, count in zip(sections, counts, strict=True)
        if len(section.bullets) > count
    ]
    details = _parts(rest) if threads else ()
    return Edition(
        message=_message(sections, counts, masthead, threads=threads)[0],
        details=tuple(pages(details)),
        thread=wording.thread_name(masthead.day, weekly=masthead.weekly),
        shown=tuple(_shown(sections)),
    )


def _undivided(sections: Sequence[Section]) -> list[Section]:
    whole = [
        replace(
            section, bullets=tuple(filter(None, (_whole(section, one) for one in section.bullets)))
        )
        for section in sections
    ]
    return [section for section in whole if section.bullets]


def _whole(section: Section, bullet: Bullet) -> Bullet | None:
    """Return a bullet that one message can hold, a question rather without its quote; or None."""
    match bullet:
        case MessageBullet():
            return bullet if _is_whole(section, bullet) else None
        case QuestionBullet() if not _is_whole(section, bullet):
            return replace(bullet, quote=None)
        case _:
            return bullet


def _is_whole(section: Section, bullet: Bullet) -> bool:
    return len(pages((*wording.heading(section), wording.bullet(bullet)))) == 1


def _fitting(sections: Sequence[Section], masthead: Masthead, rounds: int) -> list[int]:
    """Return how many bullets of each section the message can hold, each section in its turn."""
    counts = [0] * len(sections)
    for turn in range(rounds):
        for n, section in enumerate(sections):
            if counts[n] == turn < len(section.bullets):
                more = [*counts[:n], turn + 1, *counts[n + 1 :]]
                if len(_message(sections, more, masthead, threads=True)) == 1:
                    counts = more
    return counts


def _message(
    sections: Sequence[Section], counts: Sequence[int], masthead: Masthead, *, threads: bool
) -> list[str]:
    """Write the message with the first bullets of each section; it may turn out too long."""
    chosen = [
        replace(section, bullets=section.bullets[:count])
        for section, count in zip(sections, counts, strict=True)
        if count
    ]
    left = sum(len(section.bullets) for section in sections) - sum(counts)
    late = (wording.LATE,) if masthead.late else ()
    return pages(
        (
            wording.title(masthead.day, weekly=masthead.weekly),
            *late,
            *_parts(chosen),
            *((wording.more(left),) if left and threads else ()),
        )
    )


def _parts(sections: Iterable[Section]) -> tuple[Part, ...]:
    return tuple(
        part
        for section in sections
        for part in (*wording.heading(section), *map(wording.bullet, section.bullets))
    )


def _shown(sections: Iterable[Section]) -> Iterator[Shown]:
    """Yield the members' messages that stand in a post."""
    for bullet in (bullet for section in sections for bullet in section.bullets):
        match bullet:
            case MessageBullet():
                words = bullet.words
                digest = _digest(words)
                yield Shown(bullet.message, bullet.channel, len(words), digest, bullet.author)
            case QuestionBullet() if place := jump_of(bullet):
                channel, message = place
                yield Shown(message, channel, author=bullet.author)


def jump_of(bullet: QuestionBullet) -> tuple[int, int] | None:
    """Return the ids of the channel and the message that a question's link leads to."""
    jump = _JUMP.search(bullet.jump)
    return (int(jump[1]), int(jump[2])) if jump else None


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
