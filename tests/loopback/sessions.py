"""What has one shard been told? A gateway session outlives its connections."""

import secrets
from dataclasses import dataclass, field

from tests.loopback import payloads
from tests.loopback.connection import Connection
from tests.loopback.world import Channel, Json, Message, User


class Intent:
    GUILDS = 1 << 0
    GUILD_MESSAGES = 1 << 9
    DIRECT_MESSAGES = 1 << 12
    MESSAGE_CONTENT = 1 << 15


@dataclass(slots=True)
class Session:
    """Numbered events for `[shard, shards]`, kept so that RESUME can replay what was missed."""

    shard: int
    shards: int
    intents: int
    bot: User
    connection: Connection | None
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    history: list[Json] = field(default_factory=list)

    def push(self, event: str, data: Json) -> None:
        """Number an event, keep it, and send it if somebody listens."""
        frame: Json = {"op": 0, "t": event, "s": len(self.history) + 1, "d": data}
        self.history.append(frame)
        if self.connection:
            self.connection.put(frame)

    def resume(self, connection: Connection, seen: int) -> None:
        """Replay everything after number `seen` on a new connection, then say so."""
        self.connection = connection
        for frame in self.history[seen:]:
            connection.put(frame)
        self.push("RESUMED", {})

    def covers(self, channel: Channel) -> bool:
        """Direct messages go to shard 0, a guild's to the one that its id chooses."""
        return ((channel.guild_id or 0) >> 22) % self.shards == self.shard

    def hears(self, message: Message) -> bool:
        direct = message.channel.guild_id is None
        wanted = Intent.DIRECT_MESSAGES if direct else Intent.GUILD_MESSAGES
        return bool(self.intents & wanted) and self.covers(message.channel)

    def view(self, message: Message) -> Json:
        """The message as this session may see it: without the message-content intent, words are
        blanked except in direct messages, in its own, and where it is mentioned.
        """
        event = payloads.message_event(message)
        direct = message.channel.guild_id is None
        spoken_to = direct or self.bot == message.author or self.bot in message.mentions
        if spoken_to or self.intents & Intent.MESSAGE_CONTENT:
            return event
        return event | {"content": "", "embeds": [], "attachments": [], "components": []}
