"""How may the bot answer an interaction? The callback within 3 s, then its webhook for 15 min.

https://discord.com/developers/docs/interactions/receiving-and-responding
"""

from tests.loopback import payloads
from tests.loopback.limits import Refusal, unknown
from tests.loopback.posting import EPHEMERAL, Post
from tests.loopback.rest import Call, Handler
from tests.loopback.world import Interaction, Json, Message, MessageKind, World

ANSWER_WITHIN_S = 3.0
TOKEN_LIVES_S = 15 * 60.0
MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES = 4, 5, 6, 7, 8


class InteractionRoutes:
    def __init__(self, world: World, post: Post) -> None:
        self._world = world
        self._post = post

    def table(self) -> dict[str, Handler]:
        webhook = "/webhooks/{application_id}/{interaction_token}"
        return {
            "POST /interactions/{interaction_id}/{interaction_token}/callback": self.callback,
            f"POST {webhook}": self.follow_up,
            f"GET {webhook}/messages/{{message_id}}": self.fetch,
            f"PATCH {webhook}/messages/{{message_id}}": self.edit,
            f"DELETE {webhook}/messages/{{message_id}}": self.delete,
        }

    def callback(self, call: Call) -> Json | None:
        interaction = self._world.interactions.get(call.word("interaction_token"))
        if interaction is None or interaction.id != call.id("interaction_id"):
            raise unknown("interaction", 10062)
        if interaction.callback:
            raise Refusal(400, 40060, "Interaction has already been acknowledged.")
        if self._age(interaction) > ANSWER_WITHIN_S:
            raise unknown("interaction", 10062)
        self._acknowledge(interaction, call.body)
        return callback_answer(interaction) if asked_for_response(call) else None

    def follow_up(self, call: Call) -> Json:
        interaction = self._live(call)
        if interaction.deferred:
            return payloads.message(self._complete(interaction, call.body))
        message = self._say(interaction, call.body)
        interaction.followups.append(message)
        return payloads.message(message)

    def fetch(self, call: Call) -> Json:
        return payloads.message(self._named(self._live(call), call))

    def edit(self, call: Call) -> Json:
        interaction = self._live(call)
        if interaction.deferred and call.word("message_id") == "@original":
            return payloads.message(self._complete(interaction, call.body))
        return payloads.message(self._post.edit(self._named(interaction, call), call.body))

    def delete(self, call: Call) -> None:
        interaction = self._live(call)
        if interaction.deferred and call.word("message_id") == "@original":
            return  # the "thinking…" goes, without ever having been a message
        self._post.delete(self._named(interaction, call))

    def _acknowledge(self, interaction: Interaction, answer: Json) -> None:
        data = answer.get("data") or {}
        if answer["type"] == MESSAGE:
            interaction.original = self._say(interaction, data)
        elif answer["type"] == UPDATE and interaction.message:
            self._post.edit(interaction.message, data)
        interaction.callback = answer
        if answer["type"] in (DEFERRED_UPDATE, UPDATE):
            interaction.original = interaction.message

    def _complete(self, interaction: Interaction, body: Json) -> Message:
        """The first message after "thinking…" takes its place, and its privacy."""
        assert interaction.callback is not None
        promised = (interaction.callback.get("data") or {}).get("flags") or 0
        flags = (body.get("flags") or 0) & ~EPHEMERAL | promised & EPHEMERAL
        interaction.original = self._say(interaction, body | {"flags": flags})
        return interaction.original

    def _say(self, interaction: Interaction, body: Json) -> Message:
        kind = MessageKind.CHAT_INPUT_COMMAND
        return self._post.publish(interaction.channel, self._world.bot, body, kind=kind)

    def _live(self, call: Call) -> Interaction:
        """The interaction of a webhook token. Both refusals were seen from the real API:
        before the callback there is no webhook, after 15 minutes the token is worth nothing.
        """
        interaction = self._world.interactions.get(call.word("interaction_token"))
        if interaction is None or interaction.callback is None:
            raise unknown("Webhook", 10015)
        if self._age(interaction) > TOKEN_LIVES_S:
            raise Refusal(401, 50027, "Invalid Webhook Token")
        return interaction

    def _named(self, interaction: Interaction, call: Call) -> Message:
        name = call.word("message_id")
        candidates = [*interaction.followups, interaction.original]
        for message in candidates:
            if message and message.id in self._world.messages and name == str(message.id):
                return message
        original = interaction.original
        if name == "@original" and original and original.id in self._world.messages:
            return original
        raise unknown("Message", 10008)

    def _age(self, interaction: Interaction) -> float:
        return self._world.clock.now() - interaction.born


def callback_answer(interaction: Interaction) -> Json:
    """What `with_response` asks for: the interaction, and the message if there is one."""
    assert interaction.callback is not None
    kind = interaction.callback["type"]
    summary: Json = {"id": str(interaction.id), "type": interaction.kind}
    summary["response_message_loading"] = kind == DEFERRED
    answer: Json = {"interaction": summary}
    if interaction.original:
        summary["response_message_id"] = str(interaction.original.id)
        message = payloads.message(interaction.original)
        answer["resource"] = {"type": kind, "message": message}
    return answer


def asked_for_response(call: Call) -> bool:
    return call.request.query.get("with_response") in ("1", "true")
