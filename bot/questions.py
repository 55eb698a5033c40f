"""What a message says, and what it asks. No Discord types, no library."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from bot.links import find_links
from bot.parts import Quoted
from bot.pleasantries import Pleasantry, pleasantry
from retrieval import NO_FILTERS, Filters, Length

_MEMBER = re.compile(r"<@!?(\d+)>")
_NAMED = re.compile(r"<(@&|#)(\d+)>")
_EMOJI = re.compile(r"<a?:(\w+):\d+>")
_COMMAND = re.compile(r"</([^:>\n]+):\d+>")
_OTHER = re.compile(r"<(?:t:-?\d+(?::\w)?|id:\w+)>")


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message as far as it matters here.

    `from_a_program` is true for bots, webhooks and Discord's own notices. `names` gives the name
    to read for every id that the message mentions. `readable` is false where Discord withholds
    the content. `in_my_thread` is one that the bot has opened; `answered_here` is false where those
    who run the server do not want it to answer, `every_question` true where it need not be asked.
    `speaks_by_name` is true where it opens with somebody's name, `follows_me` where the message
    before it is the bot's.
    """

    content: str
    my_id: int
    mentions_me: bool = False
    mentions_others: bool = False
    is_direct: bool = False
    replies_to_me: bool = False
    replies_to_others: bool = False
    in_my_thread: bool = False
    answered_here: bool = True
    every_question: bool = False
    from_a_program: bool = False
    readable: bool = True
    follows_me: bool = False
    speaks_by_name: bool = False
    names: Mapping[int, str] = field(default_factory=dict)


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
    """Further quotes to a question.

    `seen` are the marks of those that were shown. They were shown to readers of `fewer` documents
    where that is true, and so what comes first may be new.
    """

    question: Question
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
    do not want to be quoted.
    """

    text: str
    message: int
    link: str | None = None
    author: int = 0
    repeated: bool = True

    @property
    def stated(self) -> str:
        """The words without addresses, which say nothing by themselves."""
        said, done = "", 0
        for start, end in find_links(self.text):
            said, done = f"{said}{self.text[done:start]}", end
        return f"{said}{self.text[done:]}".strip()


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

_COURTEOUS: Final[Mapping[Pleasantry, Wish]] = {
    Pleasantry.HELLO: Hello(),
    Pleasantry.THANKS: Thanks(),
    Pleasantry.HELP: Lost(),
    Pleasantry.COMPLAINT: Complaint(),
    Pleasantry.SMALL_TALK: SmallTalk(),
}

# "/digest chips length:long", "/person Jane Roe", typed where there are no slash commands.
_COMMANDED = re.compile(
    r"/(?P<name>digest|more|person|episode)\b(?:\s+(?:topic|name|title):)?(?P<value>.*)",
    re.IGNORECASE | re.DOTALL,
)
# Any other word with a slash is a slip, or a command that only Discord has: "/digset", "/daily".
_SLASHED = re.compile(r"/[a-z]+(?!\S).*", re.IGNORECASE | re.DOTALL)
_LENGTH = re.compile(r"(?<!\S)length:(\S*)", re.IGNORECASE)


def wish(message: Incoming) -> Wish:
    """Return what a message that is for the bot wants of it."""
    if not message.content.strip() and not message.readable:
        return Unreadable()
    return understood(question_in(message))


def understood(text: str) -> Wish:
    """Return what words wish for, however they came."""
    if command := _COMMANDED.fullmatch(text.strip()):
        return _commanded(command["name"].lower(), command["value"].strip())
    if not text.strip() or _SLASHED.fullmatch(text.strip()):
        return Lost()
    courtesy = pleasantry(text)
    return _COURTEOUS[courtesy] if courtesy is not None else Question(text)


def _commanded(name: str, value: str) -> Wish:
    """Return what a typed command wishes for."""
    match name:
        case "person":
            return AboutPerson(value) if value else Lost()
        case "episode":
            return AboutEpisode(value) if value else Lost()
        case _:
            return _digest(name, value)


def _digest(name: str, topic: str) -> Wish:
    """Return what a typed command for a digest, or for more of one, wishes for."""
    named = _LENGTH.search(topic)
    wished = named[1].lower() if named else ""
    length = Length(wished) if wished in set(Length) else Length.MEDIUM
    text = " ".join(_LENGTH.sub(" ", topic).split())
    return Topic(text, length) if name == "digest" else Deeper(text, length)


def question_in(message: Incoming) -> str:
    """Return a message's words: the bot's own mention gone, others as readable names."""
    others = {**message.names, message.my_id: ""}
    return readable(message.content, others)


def readable(content: str, names: Mapping[int, str]) -> str:
    """Return content with Discord's own notation replaced by what a reader sees for it."""
    text = _MEMBER.sub(lambda match: names.get(int(match[1]), ""), content)
    text = _NAMED.sub(lambda match: names.get(int(match[2]), ""), text)
    text = _COMMAND.sub(r"/\1", _EMOJI.sub(r":\1:", text))
    text = re.sub(r"[ \t]{2,}", " ", _OTHER.sub("", text))
    return re.sub(r"\n[ \t]+", "\n", text).strip(" \t\n\r,")
