"""What a message says, and what it wishes for. No Discord types, no library."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.pleasantries import Pleasantry, pleasantry
from bot.wishes import (
    AboutEpisode,
    AboutPerson,
    Complaint,
    Deeper,
    Hello,
    Lost,
    Question,
    SmallTalk,
    Thanks,
    Topic,
    Unreadable,
    Wish,
)
from retrieval import Length

_MEMBER = re.compile(r"<@!?(\d+)>")
_NAMED = re.compile(r"<(@&|#)(\d+)>")
_EMOJI = re.compile(r"<a?:(\w+):\d+>")
_COMMAND = re.compile(r"</([^:>\n]+):\d+>")
_OTHER = re.compile(r"<(?:t:-?\d+(?::\w)?|id:\w+)>")


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message as far as it matters here.

    `names` gives the name to read for every id that the message mentions. `readable` is false
    where Discord withholds the content. `in_my_thread` is one that the bot has opened;
    `answered_here` is false where those who run the server do not want it to answer,
    `every_question` true where it need not be asked. `speaks_by_name` is true where it opens with
    somebody's name, `follows_me` where the message before it is the bot's.
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
    readable: bool = True
    follows_me: bool = False
    speaks_by_name: bool = False
    names: Mapping[int, str] = field(default_factory=dict)


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
