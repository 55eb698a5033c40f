"""What somebody may wish for: an answer, a digest, a kind word. No Discord types, no library."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from bot.links import find_links
from bot.parts import Quoted
from retrieval import NO_FILTERS, Filters, Length

_CODE: Final = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)


class Asked(Enum):
    """Of whom something is asked, as far as one can tell."""

    THE_BOT = auto()
    EVERYBODY = auto()
    # A few words behind an answer, that may go on with it or be mere talk.
    NOBODY = auto()


@dataclass(frozen=True, slots=True)
class Question:
    """Words for the library; `repeated` above the answer where others cannot see them.

    `filters` were given beside the words; those in the words are the library's to find.
    `before` are the questions that it follows up, the first one first. Of what is not asked `of`
    the bot it tells only what it is sure of.
    """

    text: str
    repeated: bool = False
    filters: Filters = NO_FILTERS
    before: tuple[str, ...] = ()
    of: Asked = Asked.THE_BOT

    @property
    def written(self) -> str:
        """The words with the filters, as one would write them."""
        return f"{self.text} {self.filters}".strip()


@dataclass(frozen=True, slots=True)
class More:
    """Further quotes to a question, or to what a message says.

    `seen` are the marks of those that were shown. They were shown to readers of `fewer` documents
    where that is true, and so what comes first may be new.
    """

    of: "Question | Evidence"
    seen: tuple[str, ...]
    fewer: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What stands before and after some quotes; `gone` others could not be found again."""

    quotes: tuple[Quoted, ...]
    gone: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a message says, of which sources are wished for; `message` is its id, `link` its own.

    `author` is whose it is, 0 where that does not matter. Its words are not `repeated` where they
    do not want to be quoted, or nobody knows who wrote them.
    """

    text: str
    message: int
    link: str | None = None
    author: int = 0
    repeated: bool = True

    @property
    def stated(self) -> str:
        """The words without program text and addresses, which state nothing by themselves."""
        text = _CODE.sub(" ", self.text)
        said, done = "", 0
        for start, end in find_links(text):
            said, done = f"{said}{text[done:start]}", end
        return f"{said}{text[done:]}".strip()


@dataclass(frozen=True, slots=True)
class Hello:
    """A greeting."""


@dataclass(frozen=True, slots=True)
class Thanks:
    """Thanks, or another kind word."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """That an answer was none; `before` are the questions that it answered, the first one first."""

    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """A word that asks nothing and wants no answer."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Nothing, or a call for help: somebody who wants to know how to ask."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A message to the bot that Discord does not let it read."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Words to be summed up; `repeated` and `filters` as of a question."""

    text: str
    length: Length = Length.MEDIUM
    repeated: bool = False
    filters: Filters = NO_FILTERS

    @property
    def written(self) -> str:
        """The words with the filters, as one would write them."""
        return f"{self.text} {self.filters}".strip()


@dataclass(frozen=True, slots=True)
class Deeper:
    """More of a digest, of which the topic and its length are given: under `heading` or all."""

    written: str
    length: Length = Length.MEDIUM
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class AboutPerson:
    """A name: what is held of whoever bears it."""

    name: str


@dataclass(frozen=True, slots=True)
class AboutEpisode:
    """A title: a work at a glance."""

    title: str


Wish = (
    Question
    | More
    | Around
    | Evidence
    | Hello
    | Thanks
    | Complaint
    | SmallTalk
    | Lost
    | Unreadable
    | Topic
    | Deeper
    | AboutPerson
    | AboutEpisode
)

# What is answered without the library.
NEVER_ASKING: Final = (Hello, Thanks, Complaint, SmallTalk, Unreadable)
