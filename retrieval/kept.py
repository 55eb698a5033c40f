"""A member's message that is kept as an answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

_SOURCE: Final = "kept-message:"
FORM: Final = "kept-message"


@dataclass(frozen=True, slots=True)
class KeptMessage:
    """A message that answers a question, kept because who wrote it agreed to be quoted.

    `id` is Discord's of the message, by which it is withdrawn. `author` is the name that it is
    quoted under, `link` leads to the message, `asked` is the question that it answers. `audience`
    are the readers of a server's own to whom it may be shown; nobody else is.
    """

    id: int
    text: str
    author: str
    link: str
    asked: str
    at: datetime
    audience: str
    channel: str | None = None
    server: str | None = None

    @property
    def source(self) -> str:
        """What the document that holds it is known by (`Document.source`)."""
        return source_of(self.id)


def source_of(number: int) -> str:
    """What the document is known by that holds the message of this id."""
    return f"{_SOURCE}{number}"


def number_of(source: str) -> int:
    """The id of the message that a document holds which `is_kept`."""
    return int(source.removeprefix(_SOURCE))


def is_kept(source: str) -> bool:
    """Whether a document, by `Document.source`, is a member's message."""
    return source.startswith(_SOURCE)
