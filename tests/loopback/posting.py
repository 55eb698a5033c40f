"""How does a message come to be, change and go? One path for members and the bot alike."""

from tests.loopback.allowances import settle_pings
from tests.loopback.gateway import Gateway
from tests.loopback.limits import check_message
from tests.loopback.world import Channel, Json, Message, MessageKind, User, World

EPHEMERAL = 1 << 6


class Post:
    """Writes to the world and tells the gateway."""

    def __init__(self, world: World, gateway: Gateway) -> None:
        self._world = world
        self._gateway = gateway

    def publish(
        self,
        channel: Channel,
        author: User,
        body: Json,
        *,
        reference: Message | None = None,
        kind: int | None = None,
    ) -> Message:
        check_message(body)
        usual = MessageKind.REPLY if reference else MessageKind.DEFAULT
        message = Message(self._world.mint(), channel, author, body, kind or usual, reference)
        settle_pings(self._world, message)
        self._world.messages[message.id] = message
        self._announce("MESSAGE_CREATE", message)
        return message

    def edit(self, message: Message, changes: Json) -> Message:
        """An edit never pings, whatever it says, so the pings stay as they were."""
        body = message.body | changes
        check_message(body)
        message.body = body
        message.edits += 1
        self._announce("MESSAGE_UPDATE", message)
        return message

    def delete(self, message: Message) -> None:
        del self._world.messages[message.id]
        gone: Json = {"id": str(message.id), "channel_id": str(message.channel.id)}
        if message.channel.guild_id is not None:
            gone["guild_id"] = str(message.channel.guild_id)
        self._gateway.dispatch("MESSAGE_DELETE", gone, message.channel)

    def _announce(self, event: str, message: Message) -> None:
        """What only one member sees is told to nobody."""
        if not (message.body.get("flags") or 0) & EPHEMERAL:
            self._gateway.announce(event, message)
