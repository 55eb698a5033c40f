"""What exists on this Discord? Users, channels, messages, interactions and commands."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from tests.loopback.clock import Clock

# JSON objects as they travel: their shapes are Discord's, so values stay Any.
Json = dict[str, Any]

DISCORD_EPOCH_MS = 1_420_070_400_000
# `(id >> 22) % shards` chooses a guild's shard: 1 of 2, while direct messages go to shard 0.
HOME_GUILD_ID = 1_000_001 << 22


class ChannelKind:
    TEXT = 0
    DM = 1
    PUBLIC_THREAD = 11


class MessageKind:
    DEFAULT = 0
    REPLY = 19
    CHAT_INPUT_COMMAND = 20


class InteractionKind:
    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


@dataclass(frozen=True, slots=True)
class User:
    id: int
    name: str
    bot: bool = False
    locale: str = "en-US"


@dataclass(frozen=True, slots=True)
class Channel:
    """A guild's channel, or a direct message channel with its recipient (then no guild).

    A thread has a parent, and the id of the message that it hangs on. `denied` are the permissions
    that nobody has there, as Discord's bits.
    """

    id: int
    kind: int
    guild_id: int | None
    name: str
    recipient: User | None = None
    parent_id: int | None = None
    denied: int = 0


@dataclass(frozen=True, slots=True)
class Guild:
    id: int
    name: str
    owner: User


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a member hands in, and where the bot may fetch it."""

    id: int
    filename: str
    content: bytes
    url: str


@dataclass(slots=True)
class Message:
    """A message as it stands now; `body` is what its author sent, latest edit included."""

    id: int
    channel: Channel
    author: User
    body: Json
    kind: int = MessageKind.DEFAULT
    reference: "Message | None" = None
    mentions: tuple[User, ...] = ()
    mentions_everyone: bool = False
    edits: int = 0

    @property
    def content(self) -> str:
        return str(self.body.get("content") or "")

    @property
    def pings(self) -> tuple[str, ...]:
        """Everyone who is notified, by name."""
        everyone = ("everyone",) if self.mentions_everyone else ()
        return everyone + tuple(user.name for user in self.mentions)


@dataclass(slots=True)
class Interaction:
    """A member's use of a command or component, and how far the bot has answered it."""

    id: int
    token: str
    kind: int
    channel: Channel
    user: User
    data: Json
    born: float
    message: Message | None = None
    callback: Json | None = None
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)

    @property
    def deferred(self) -> bool:
        """Acknowledged with "thinking…", which the first message after it replaces."""
        return self.callback is not None and self.callback["type"] == 5 and self.original is None


class World:
    """All that is, for one application. Members are `ada` (who asks) and `bob` (who owns)."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._last_id = 0
        self.messages: dict[int, Message] = {}
        self.interactions: dict[str, Interaction] = {}  # by token
        self.commands: list[Json] = []
        self.bot = User(self.mint(), "pullquote", bot=True)
        self.ada = User(self.mint(), "ada")
        self.bob = User(self.mint(), "bob")
        self.users = {user.id: user for user in (self.bot, self.ada, self.bob)}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.guild = self.add_guild("Newsletter readers", HOME_GUILD_ID)
        self.general = self.add_channel("general", self.guild)
        self.dm = self.open_dm(self.ada)

    def mint(self) -> int:
        """A new snowflake: rising, and telling the time, which discord.py reads from it."""
        milliseconds = int(self.clock.now() * 1000) - DISCORD_EPOCH_MS
        self._last_id = max(self._last_id + 1, milliseconds << 22)
        return self._last_id

    def add_user(self, name: str, locale: str = "en-US") -> User:
        """Somebody who is in every guild from its beginning on: add them before the bot comes."""
        user = User(self.mint(), name, locale=locale)
        self.users[user.id] = user
        return user

    def add_guild(self, name: str, guild_id: int | None = None) -> Guild:
        guild = Guild(guild_id or self.mint(), name, self.bob)
        self.guilds[guild.id] = guild
        return guild

    def add_channel(
        self, name: str, guild: Guild, kind: int = ChannelKind.TEXT, denied: int = 0
    ) -> Channel:
        channel = Channel(self.mint(), kind, guild.id, name, denied=denied)
        self.channels[channel.id] = channel
        return channel

    def open_dm(self, user: User) -> Channel:
        for channel in self.channels.values():
            if channel.recipient == user:
                return channel
        channel = Channel(self.mint(), ChannelKind.DM, None, "", user)
        self.channels[channel.id] = channel
        return channel

    def add_interaction(self, kind: int, channel: Channel, user: User, data: Json) -> Interaction:
        token = secrets.token_urlsafe(24)
        interaction = Interaction(self.mint(), token, kind, channel, user, data, self.clock.now())
        self.interactions[token] = interaction
        return interaction

    def said_in(self, channel: Channel) -> list[Message]:
        """The channel's messages, oldest first."""
        return [message for message in self.messages.values() if message.channel == channel]

    def said_by_bot(self, channel: Channel) -> list[Message]:
        return [message for message in self.said_in(channel) if message.author == self.bot]
