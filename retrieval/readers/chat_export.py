"""A channel of a Discord server, as DiscordChatExporter writes it in JSON."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from retrieval.errors import DocumentDamaged, DocumentEmpty, DocumentTooLarge
from retrieval.models import Kind, Locator, Segment, Voice, Work
from retrieval.readers.base import Entry, Raw, Reading, is_scrap, lines_of
from retrieval.readers.discord_text import readable
from retrieval.readers.quotations import split_blockquotes
from retrieval.surrogates import without_surrogate_escapes

_HEAD = 1 << 16
_LARGEST = 100 << 20
_MEGABYTE = 1 << 20
# What somebody wrote. All else is of the channel's own making: who joined, what was pinned.
_REPLY = "Reply"
_WRITTEN = {"Default", _REPLY}
_DELETED = re.compile(r"deleted[ _]user(?:[ _#][0-9a-f]+)?", re.IGNORECASE)
_LONGEST_NAME = 100
_ID = re.compile(r"\d{1,20}", re.ASCII)
_BETWEEN = "\n\n"
_WORD, _ADDRESS = re.compile(r"[^\W\d_]"), re.compile(r"\w+://\S+")
# What of an ISO date is its day, its month and its year.
_DATE_PARTS = (10, 7, 4)


class _Value(BaseModel):
    # Some exporters write ids as numbers.
    model_config = ConfigDict(coerce_numbers_to_str=True)


class _Person(_Value):
    id: str = ""
    name: str | None = None
    nickname: str | None = None
    bot: bool = Field(default=False, alias="isBot")

    @property
    def known_as(self) -> str | None:
        """What the server calls them; None of whoever deleted the account."""
        shown = " ".join((self.nickname or self.name or "").split())
        deleted = _DELETED.fullmatch(shown) or _DELETED.fullmatch(self.name or "")
        return None if deleted or not 0 < len(shown) <= _LONGEST_NAME else shown


class _Reference(_Value):
    message: str | None = Field(default=None, alias="messageId")


class _Message(_Value):
    id: str
    type: str = "Default"
    timestamp: str = ""
    edited: str | None = Field(default=None, alias="timestampEdited")
    content: str = ""
    author: _Person
    mentions: list[_Person] = []
    reference: _Reference | None = None

    @property
    def answers(self) -> str | None:
        """The id of the message that it answers."""
        return self.reference.message if self.reference and self.type == _REPLY else None

    @property
    def day(self) -> str | None:
        """When it was written, as an ISO date."""
        try:
            return datetime.fromisoformat(self.timestamp).date().isoformat()
        except ValueError:
            return None


class _Named(_Value):
    id: str = ""
    name: str = ""


class _Export(_Value):
    guild: _Named
    channel: _Named
    messages: list[_Message]

    @property
    def url(self) -> str | None:
        """The channel's address; None where its ids are none."""
        if not _ID.fullmatch(self.channel.id) or not _ID.fullmatch(self.guild.id):
            return None
        guild = self.guild.id if self.guild.id.strip("0") else "@me"
        return f"https://discord.com/channels/{guild}/{self.channel.id}"

    def url_of(self, message: _Message) -> str | None:
        """The address at which Discord shows a message."""
        return f"{self.url}/{message.id}" if self.url and _ID.fullmatch(message.id) else None


class ChatExportReader:
    """Each message is its author's; joins, pins and bots are left out."""

    form = "chat-export"

    def recognises(self, raw: Raw) -> bool:
        """JSON that begins with a guild and its channel."""
        head = raw.data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
        return head.startswith(b"{") and b'"guild"' in head and b'"channel"' in head

    def read(self, raw: Raw, entry: Entry) -> Reading:
        """One segment a paragraph; block quotes and quoted statements keep their own voice.

        The canonical text is what the messages say, without markup, an empty line between them.
        """
        export = _parsed(raw)
        written = [m for m in export.messages if m.type in _WRITTEN and not m.author.bot]
        names = _names(export.messages)
        texts = [readable(message.content, names) for message in written]
        if not any(texts):
            raise DocumentEmpty("{name}: nobody has written anything in it.", name=raw.name)
        voices = _voices(written, names, entry)
        segments = _segments(export, zip(written, texts, voices, strict=True))
        return Reading(tuple(segments), _work(export, written), text=_BETWEEN.join(texts))


def _parsed(raw: Raw) -> _Export:
    if len(raw.data) > _LARGEST:
        raise DocumentTooLarge(
            "{name}: it has more than {size} MB; export it in parts (--partition).",
            name=raw.name,
            size=_LARGEST // _MEGABYTE,
        )
    try:
        data = without_surrogate_escapes(raw.data.removeprefix(b"\xef\xbb\xbf"))
        return _Export.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise DocumentDamaged(
            "{name}: it is no whole JSON export of DiscordChatExporter ({place}: "
            "{detail}); export the channel again.",
            name=raw.name,
            place=where,
            detail=first["msg"],
        ) from error


def _names(messages: Sequence[_Message]) -> dict[str, str | None]:
    """Everybody's name by their id; those of one name are told apart by their accounts'."""
    people = {p.id: p for m in messages for p in (*m.mentions, m.author)}
    often = Counter(person.known_as for person in people.values())
    return {
        number: f"{shown} ({person.name})"
        if (shown := person.known_as) and often[shown] > 1
        else shown
        for number, person in people.items()
    }


def _voices(
    messages: Iterable[_Message], names: Mapping[str, str | None], entry: Entry
) -> list[Voice]:
    """Whose each message is, and whom it answers."""
    messages = list(messages)
    authors = {message.id: names[message.author.id] for message in messages}
    return [_voice(message, names[message.author.id], authors, entry) for message in messages]


def _voice(
    message: _Message, author: str | None, authors: Mapping[str, str | None], entry: Entry
) -> Voice:
    to = authors.get(message.answers or "")
    remarks = (entry.remark, "edited" if message.edited else None)
    return Voice(
        entry.kind or Kind.MESSAGE,
        author,
        remark=", ".join(remark for remark in remarks if remark) or None,
        replying_to=to if to != author else None,
    )


def _segments(
    export: _Export, messages: Iterable[tuple[_Message, str, Voice]]
) -> Iterator[Segment]:
    """The paragraphs of messages, whose texts follow each other with a gap between them."""
    offset = 0
    said: dict[str, str | None] = {}
    written: dict[str, tuple[str, str | None]] = {}
    for message, text, voice in messages:
        at = Locator(url=export.url_of(message), published=message.day)
        answered = written.get(message.answers or "", ("", None))
        written[message.id] = (" ".join(text.split()), voice.speaker)
        for segment in _paragraphs(text, voice):
            heard = _heard(text[segment.start : segment.end], segment.voice, said, answered)
            yield Segment(segment.start + offset, segment.end + offset, heard, at=at)
        offset += len(text) + len(_BETWEEN)
        for line in lines_of(text):
            # Of what two have written, nobody knows who is quoted.
            known = said.setdefault(line.text, voice.speaker)
            said[line.text] = known if known == voice.speaker else None


def _paragraphs(text: str, voice: Voice) -> Iterator[Segment]:
    lines = lines_of(text)
    told = [line for line in lines if _WORD.search(_ADDRESS.sub("", line.text))]
    # Whoever shares a link, or laughs, says nothing that is worth a quote.
    if len(told) != 1 or not is_scrap(told[0]):
        yield from split_blockquotes(text, told, voice)


def _heard(
    words: str, voice: Voice, said: Mapping[str, str | None], answered: tuple[str, str | None]
) -> Voice:
    """The voice of words; whoever wrote what they quote before is named.

    That is who wrote the message that is `answered`, if it holds them, or else the same line.
    """
    if not voice.quotation or voice.quoted_speaker:
        return voice
    text, author = answered
    if re.search(rf"(?<!\w){re.escape(' '.join(words.split()))}(?!\w)", text):
        return replace(voice, quoted_speaker=author)
    return replace(voice, quoted_speaker=said.get(words))


def _work(export: _Export, written: Sequence[_Message]) -> Work:
    return Work(
        title=f"#{export.channel.name}" if export.channel.name else None,
        publisher=export.guild.name if export.guild.id.strip("0") else None,
        published=_shared_date([message.day or "" for message in written]),
        url=export.url,
        description="messages on Discord",
    )


def _shared_date(days: Sequence[str]) -> str | None:
    """The day, the month or the year that all of these are in."""
    parts = ({day[:length] for day in days} for length in _DATE_PARTS)
    return next((shared.pop() or None for shared in parts if len(shared) == 1), None)
