"""What do members do? Write, edit, delete, use commands, press buttons, fill in forms.

Whatever they do takes effect at once, without `await`.
"""

from collections.abc import Sequence

from tests.limits.components import walk
from tests.loopback import payloads
from tests.loopback.gateway import Gateway
from tests.loopback.options import filled_in, registered
from tests.loopback.posting import Post
from tests.loopback.world import Channel, Interaction, InteractionKind, Json, Message, User, World

BUTTON = 2
MODAL = 9


class Members:
    """The part of the server that acts for members: ada in general, unless told otherwise."""

    world: World
    gateway: Gateway
    _post: Post

    def say(
        self,
        content: str,
        *,
        channel: Channel | None = None,
        user: User | None = None,
        reply_to: Message | None = None,
        ping: bool = True,
    ) -> Message:
        """A member writes in a channel. A reply pings unless told not to."""
        body: Json = {"content": content}
        if reply_to:
            body["allowed_mentions"] = {"parse": ["users", "everyone"], "replied_user": ping}
        author = user or self.world.ada
        return self._post.publish(channel or self.world.general, author, body, reference=reply_to)

    def mention(
        self, question: str, *, channel: Channel | None = None, user: User | None = None
    ) -> Message:
        """A member puts a question to the bot."""
        return self.say(f"<@{self.world.bot.id}> {question}", channel=channel, user=user)

    def edit(self, message: Message, content: str) -> None:
        """A member writes something else in place of what they wrote."""
        self._post.edit(message, {"content": content})

    def delete(self, message: Message) -> None:
        """A member takes a message back."""
        self._post.delete(message)

    def use(
        self,
        command: str,
        *,
        channel: Channel | None = None,
        user: User | None = None,
        **options: object,
    ) -> Interaction:
        """A member uses a slash command that the bot has registered: "ask", "sources add"."""
        data = filled_in(self.world, command, options)
        return self._interact(InteractionKind.COMMAND, channel, data, user=user)

    def use_on(self, message: Message, command: str, *, user: User | None = None) -> Interaction:
        """A member chooses a command from a message's menu."""
        data = {"id": registered(self.world, command)["id"], "name": command, "type": 3}
        data |= {"target_id": str(message.id)}
        data |= {"resolved": {"messages": {str(message.id): payloads.message(message)}}}
        return self._interact(InteractionKind.COMMAND, message.channel, data, user=user)

    def press(self, message: Message, custom_id: str, *, user: User | None = None) -> Interaction:
        """A member presses a button that stands under a message."""
        return self._component(message, {"custom_id": custom_id, "component_type": BUTTON}, user)

    def choose(
        self,
        message: Message,
        custom_id: str,
        chosen: Sequence[str | Channel],
        *,
        user: User | None = None,
    ) -> Interaction:
        """A member chooses from a menu: values, or channels."""
        menu = next(one for one in components_of(message) if one.get("custom_id") == custom_id)
        data: Json = {"custom_id": custom_id, "component_type": menu["type"]}
        channels = [one for one in chosen if isinstance(one, Channel)]
        data["values"] = [str(one.id) if isinstance(one, Channel) else one for one in chosen]
        data["resolved"] = {"channels": {str(one.id): payloads.channel(one) for one in channels}}
        return self._component(message, data, user)

    def fill_in(self, opened: Interaction, **values: str | Sequence[str]) -> Interaction:
        """A member sends the form off that an interaction has opened: `reason="…"`, by its ids."""
        assert opened.callback is not None
        assert opened.callback["type"] == MODAL
        form = opened.callback["data"]
        filled = [_filled(part, values) for part in form["components"]]
        data = {"custom_id": form["custom_id"], "components": filled}
        return self._interact(
            InteractionKind.MODAL, opened.channel, data, user=opened.user, message=opened.message
        )

    def _component(self, message: Message, data: Json, user: User | None) -> Interaction:
        ids = [one.get("custom_id") for one in components_of(message) if not one.get("disabled")]
        assert data["custom_id"] in ids
        kind = InteractionKind.COMPONENT
        return self._interact(kind, message.channel, data, user=user, message=message)

    def _interact(
        self,
        kind: int,
        channel: Channel | None,
        data: Json,
        *,
        user: User | None = None,
        message: Message | None = None,
    ) -> Interaction:
        place, who = channel or self.world.general, user or self.world.ada
        interaction = self.world.add_interaction(kind, place, who, data)
        interaction.message = message
        event = payloads.interaction(self.world, interaction)
        self.gateway.dispatch("INTERACTION_CREATE", event, place)
        return interaction


def components_of(message: Message) -> list[Json]:
    """Everything that stands in and under a message."""
    return list(walk(message.body.get("components") or []))


def labelled(message: Message, label: str) -> str:
    """The id of the button that a member knows by its label or its emoji."""
    for one in components_of(message):
        if label in (one.get("label"), (one.get("emoji") or {}).get("name")):
            return str(one["custom_id"])
    raise AssertionError(f"no button {label!r} in {components_of(message)}")


def _filled(part: Json, values: dict[str, str | Sequence[str]]) -> Json:
    """A part of a form as it comes back: a row or a label with what was typed or chosen."""
    if part.get("component"):
        return {"type": part["type"], "component": _entry(part["component"], values)}
    held = [_entry(one, values) for one in part.get("components") or []]
    return {"type": part["type"], "components": held}


def _entry(field: Json, values: dict[str, str | Sequence[str]]) -> Json:
    value = values.get(field["custom_id"], field.get("value") or "")
    if not value and field.get("options"):
        value = [field["options"][0]["value"]]  # Discord does not send a form without a choice
    kept = {"type": field["type"], "custom_id": field["custom_id"]}
    return kept | ({"value": value} if isinstance(value, str) else {"values": list(value)})
