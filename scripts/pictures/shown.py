"""What stands in a channel: messages as Discord has them, and how they came to be there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# A payload, as it went over the wire: its shapes are Discord's, so values stay Any.
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """A message: who wrote it, what they sent, and what stands above and below it.

    `answers` is the message replied to, `used` who used which command, `private` that nobody else
    sees it, `thread` the name of the thread that hangs on it and how many messages that has.
    """

    author: str
    body: Json
    app: bool = False
    answers: "Message | None" = None
    used: tuple[str, str] | None = None
    private: bool = False
    edited: bool = False
    thread: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A form that has opened before a member, and what is typed into it so far."""

    body: Json
    typed: Mapping[str, str] = field(default_factory=dict)


# What a picture shows, from top to bottom.
Shown = Message | Form
