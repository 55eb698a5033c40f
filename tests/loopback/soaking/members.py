"""What does a member of a soak do? Ask, and now and then do something with the answer."""

import random
from dataclasses import dataclass

from tests.limits.components import BUTTON
from tests.loopback.allowances import shown_text
from tests.loopback.members import MODAL, components_of
from tests.loopback.rest_interactions import DEFERRED
from tests.loopback.soaking.ledger import Found, Ledger
from tests.loopback.world import Channel, Interaction, Message, User

# Of a hundred questions so many come by each way, and after so many answers a member does this.
WAYS = {"mention": 70, "command": 15, "follow-up": 15}
AFTERWARDS = {"edit": 5, "delete": 5, "press": 10, "nothing": 80}

REMOVES = "🗑"


@dataclass(slots=True)
class Member:
    """Somebody who asks one question after the other.

    `echoes`: answers hold their questions. With `only_mentions` nothing else is done for a while.
    """

    user: User
    channel: Channel
    ledger: Ledger
    dice: random.Random
    echoes: bool
    last: Message | None = None
    only_mentions: bool = False

    async def ask(self, text: str, other: str) -> None:
        """Ask in some way, wait, and do something with the answer; `other` is for an edit."""
        way = "mention" if self.only_mentions else self._chosen(WAYS)
        if way == "command":
            await self._command(text)
        else:
            await self._write(way, text, other)

    async def _write(self, way: str, text: str, other: str) -> None:
        server = self.ledger.server
        if way == "follow-up" and self.last is not None:
            place = self.last.channel
            question = server.say(text, channel=place, user=self.user, reply_to=self.last)
        else:
            question = server.mention(text, channel=self.channel, user=self.user)
        found = self._telling(text, lambda: self.ledger.answer_to(question))
        self.last = await self.ledger.answered(way, text, found)
        if self.last is not None and not self.only_mentions:
            await self._afterwards(question, self.last, other)

    async def _command(self, text: str) -> None:
        used = self.ledger.server.use("ask", channel=self.channel, user=self.user, question=text)
        found = self._telling(text, lambda: used.original)
        answer = await self.ledger.answered("command", text, found)
        if answer is not None and self._chosen(AFTERWARDS) == "press":
            await self._press(answer)

    async def _afterwards(self, question: Message, answer: Message, other: str) -> None:
        match self._chosen(AFTERWARDS):
            case "edit":
                await self._edit(question, answer, other)
            case "delete":
                await self._delete(question, answer)
            case "press":
                await self._press(answer)

    async def _edit(self, question: Message, answer: Message, other: str) -> None:
        server = self.ledger.server
        server.edit(question, f"<@{server.world.bot.id}> {other}")
        found = self._telling(other, lambda: answer if answer.edits else None)
        await self.ledger.heeded("edit", other, found)

    async def _delete(self, question: Message, answer: Message) -> None:
        messages = self.ledger.server.world.messages
        self.ledger.server.delete(question)
        self.last = None
        await self.ledger.heeded("delete", question.content, lambda: answer.id not in messages)

    async def _press(self, answer: Message) -> None:
        """Press any button, fill in the form that it opens, and wait for what it says."""
        buttons = [one for one in components_of(answer) if one["type"] == BUTTON]
        if not buttons:
            return
        server, button = self.ledger.server, self.dice.choice(buttons)
        chosen = button["custom_id"]
        pressed = server.press(answer, chosen, user=self.user)
        if (button.get("emoji") or {}).get("name") == REMOVES:
            self.last = None
            await self.ledger.heeded(
                "removal", chosen, lambda: answer.id not in server.world.messages
            )
            return
        await self.ledger.heeded("press", chosen, lambda: _is_answered(pressed))
        if pressed.callback and pressed.callback["type"] == MODAL:
            filled = server.fill_in(pressed)
            await self.ledger.heeded("form", chosen, lambda: _is_answered(filled))

    def _telling(self, text: str, found: Found) -> Found:
        """Return the message once it is there, and says what it has to."""

        def told() -> Message | None:
            message = found()
            if message and self.echoes and text not in shown_text(message.body):
                return None
            return message

        return told

    def _chosen(self, shares: dict[str, int]) -> str:
        [found] = self.dice.choices(list(shares), list(shares.values()))
        return found


def _is_answered(used: Interaction) -> bool:
    if used.callback is None:
        return False
    return used.callback["type"] != DEFERRED or used.original is not None
