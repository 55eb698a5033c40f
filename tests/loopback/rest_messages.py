"""What may the bot do in a channel? Send, edit, delete and read messages, show typing."""

from tests.loopback import payloads
from tests.loopback.limits import Refusal, invalid_form, unknown
from tests.loopback.posting import Post
from tests.loopback.rest import Call, Handler
from tests.loopback.world import Channel, ChannelKind, Json, Message, World


class MessageRoutes:
    def __init__(self, world: World, post: Post) -> None:
        self._world = world
        self._post = post
        self._by_nonce: dict[tuple[int, str], Message] = {}

    def table(self) -> dict[str, Handler]:
        one = "/channels/{channel_id}/messages/{message_id}"
        return {
            "GET /channels/{channel_id}": lambda call: payloads.channel(self._channel(call)),
            "POST /users/@me/channels": self.open_dm,
            "POST /channels/{channel_id}/typing": self.typing,
            "POST /channels/{channel_id}/messages": self.send,
            "GET /channels/{channel_id}/messages": self.history,
            f"GET {one}": lambda call: payloads.message(self._message(call)),
            f"PATCH {one}": self.edit,
            f"DELETE {one}": self.delete,
            f"POST {one}/threads": self.open_thread,
        }

    def open_dm(self, call: Call) -> Json:
        user = self._world.users.get(int(call.body["recipient_id"]))
        if user is None:
            raise unknown("User", 10013)
        return payloads.channel(self._world.open_dm(user))

    def typing(self, call: Call) -> None:
        self._channel(call)

    def send(self, call: Call) -> Json:
        """A message sent again with an enforced nonce is the one that is already there."""
        channel = self._channel(call)
        nonce = (channel.id, str(call.body.get("nonce")))
        if call.body.get("enforce_nonce") and nonce in self._by_nonce:
            return payloads.message(self._by_nonce[nonce])
        reference = self._reference(call.body.get("message_reference"), channel)
        bot = self._world.bot
        message = self._post.publish(channel, bot, call.body, reference=reference)
        self._by_nonce[nonce] = message
        return payloads.message(message)

    def history(self, call: Call) -> list[Json]:
        """Newest first, between `after` and `before`."""
        query = call.request.query
        after, before = int(query.get("after", 0)), int(query.get("before", 1 << 63))
        said = self._world.said_in(self._channel(call))
        found = [message for message in reversed(said) if after < message.id < before]
        return [payloads.message(message) for message in found[: int(query.get("limit", 50))]]

    def edit(self, call: Call) -> Json:
        message = self._message(call)
        if message.author != self._world.bot:
            raise Refusal(403, 50005, "Cannot edit a message authored by another user")
        return payloads.message(self._post.edit(message, call.body))

    def delete(self, call: Call) -> None:
        self._post.delete(self._message(call))

    def open_thread(self, call: Call) -> Json:
        """A message has one thread at most."""
        message = self._message(call)
        name = call.body["name"]
        if message.id in self._world.channels:
            raise Refusal(400, 160004, "A thread has already been created for this message")
        parent = message.channel
        thread = Channel(
            message.id, ChannelKind.PUBLIC_THREAD, parent.guild_id, name, parent_id=parent.id
        )
        self._world.channels[thread.id] = thread
        return payloads.channel(thread)

    def _channel(self, call: Call) -> Channel:
        channel = self._world.channels.get(call.id("channel_id"))
        if channel is None:
            raise unknown("Channel", 10003)
        return channel

    def _message(self, call: Call) -> Message:
        message = self._world.messages.get(call.id("message_id"))
        if message is None or message.channel != self._channel(call):
            raise unknown("Message", 10008)
        return message

    def _reference(self, asked: Json | None, channel: Channel) -> Message | None:
        """The message replied to. If it is gone, Discord refuses the reply unless told not to."""
        if asked is None:
            return None
        message = self._world.messages.get(int(asked["message_id"]))
        if message and message.channel == channel:
            return message
        if asked.get("fail_if_not_exists", True):
            raise invalid_form("message_reference", "Unknown message")
        return None
