"""Questions as they stand: the messages that ask them, and ours that answer them."""

import asyncio
from collections import OrderedDict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Final

from bot.cards import Place
from bot.cogs.talking.hearing import Heard
from bot.correspondents import Writer
from bot.exchanges import Exchanges
from bot.parts import Quoted, Reply
from bot.pleasantries import pleasantry
from bot.questions import Incoming, question_in, understood, wish
from bot.remembered import Row
from bot.talking.attention import Attention
from bot.wishes import Asked, Complaint, Question, Wish

# The latest of a server, which somebody may still edit; more wait in no channel for people.
_MOST: Final = 1000
_MOST_WAITING: Final = 50

_OF: Final = {Attention.OVERHEARD: Asked.EVERYBODY, Attention.ASIDE: Asked.NOBODY}


@dataclass(eq=False, slots=True)
class Standing:
    """A question that one or several messages of a member ask.

    `place` is where it is answered, by the messages `answers`; `before` and `turn` are those of its
    exchange. `gone` is true once it is not to be answered, or no longer. Whoever writes or takes
    away answers holds `turn_to_write`.
    """

    heard: list[Heard]
    attention: Attention
    place: Place | None = None
    answers: tuple[int, ...] = ()
    before: tuple[str, ...] = ()
    turn: int = 1
    answered: bool = False
    gone: bool = False
    turn_to_write: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def opener(self) -> Heard:
        """The message that the answer replies to: the one that spoke to the bot, else the last."""
        spoken = (one for one in self.heard if one.attention is not Attention.NONE)
        return next(spoken, self.heard[-1])

    @property
    def messages(self) -> list[int]:
        """The ids of the messages, in their order."""
        return [one.message.id for one in self.heard]

    @property
    def aloud(self) -> bool:
        """Whether whoever asked is told as well that there is nothing."""
        return self.attention in {Attention.ADDRESSED, Attention.FOLLOWED_UP}

    @property
    def is_a_question(self) -> bool:
        """Whether it was one, as far as the answer tells: what met silence may be mere talk."""
        return self.attention is not Attention.ASIDE or bool(self.answers)

    def wished(self) -> Wish:
        """Return what the messages together wish for, as one."""
        if len(self.heard) == 1:
            found = wish(self.heard[0].incoming)
        else:
            found = understood(_joined([one.incoming for one in self.heard]))
        match found:
            case Question():
                return replace(found, before=self.before, of=_OF.get(self.attention, Asked.THE_BOT))
            case Complaint():
                return Complaint(self.before)
            case _:
                return found

    def add(self, heard: Heard) -> None:
        """Take up what its author says further; if that is said to the bot, all of it is."""
        self.heard.append(heard)
        if heard.attention is Attention.ADDRESSED:
            self.attention = Attention.ADDRESSED

    def exchange(self, heard: Heard) -> bool:
        """Put a message's new words in the place of its old ones; tell whether they differ."""
        for place, known in enumerate(self.heard):
            if known.message.id == heard.message.id:
                self.heard[place] = heard
                return known.incoming.content != heard.incoming.content
        return False

    def drop(self, message: int) -> None:
        """Take a message out that was deleted; without the one that asked, nothing is left."""
        opener = self.opener.message.id
        self.heard = [one for one in self.heard if one.message.id != message] or self.heard
        self.gone = self.gone or message == opener


class Respondent(Writer):
    """Whoever is answered, for as long as their question stands."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(standing.opener.message, standing.place)
        self._standing = standing

    async def tell(self, reply: Reply) -> tuple[int, ...]:
        """Answer in the place of what was answered before; nothing where nothing is wanted."""
        standing = self._standing
        wanted = standing.aloud or any(isinstance(part, Quoted) for part in reply)
        told = reply if wanted and not standing.gone else ()
        if standing.answers:
            standing.answers = await self.revise(standing.answers, told)
        elif told:
            standing.answers = await super().tell(told)
        return standing.answers


class Register:
    """The latest questions, by their messages; a flood in one server drives out no other's."""

    def __init__(self, exchanges: Exchanges) -> None:
        self._exchanges = exchanges
        self._by_message: OrderedDict[int, Standing] = OrderedDict()
        self._by_guild: dict[int, OrderedDict[int, None]] = {}
        self._waiting: dict[int, list[Standing]] = {}

    def keep(self, standing: Standing) -> None:
        """Keep a question, with all messages that it has by now."""
        guild = standing.opener.message.guild
        kept = self._by_guild.setdefault(guild.id if guild else 0, OrderedDict())
        for message in standing.messages:
            self._by_message[message] = standing
            kept[message] = None
        while len(kept) > _MOST:
            self._by_message.pop(kept.popitem(last=False)[0], None)

    @contextmanager
    def waiting(self, standing: Standing) -> Iterator[None]:
        """Count a question among those that wait for an answer in its channel."""
        channel = standing.opener.message.channel.id
        self._waiting.setdefault(channel, []).append(standing)
        try:
            yield
        finally:
            self._waiting[channel].remove(standing)
            if not self._waiting[channel]:
                del self._waiting[channel]

    def of(self, message: int) -> Standing | None:
        """Return the question that a message asks, or is part of."""
        return self._by_message.get(message)

    def pop(self, message: int) -> Standing | None:
        """Return it, and forget the message."""
        return self._by_message.pop(message, None)

    def unsay(self, words: Collection[str]) -> None:
        """Take questions that are gone out of those that followed them up."""
        for standing in self._by_message.values():
            standing.before = tuple(one for one in standing.before if one not in words)

    def rows_of(self, member: int) -> list[Row]:
        """Return the questions of a member."""
        return [
            {
                "channel_id": standing.opener.message.channel.id,
                "message_ids": standing.messages,
                "answer_ids": list(standing.answers),
                "texts": [one.incoming.content for one in standing.heard],
                "before": list(standing.before),
            }
            for standing in dict.fromkeys(self._by_message.values())
            if standing.opener.message.author.id == member
        ]

    def forget_member(self, member: int) -> None:
        """Forget the questions of a member, also in what others went on to ask."""
        self.unsay({one.text for one in self._exchanges.asked_by(member)})
        for message, standing in list(self._by_message.items()):
            if standing.opener.message.author.id == member:
                del self._by_message[message]

    def waiting_in(self, channel: int) -> Iterator[Standing]:
        """Return the questions of a channel that nobody has answered yet, the latest first."""
        latest = self._waiting.get(channel, [])[: -_MOST_WAITING - 1 : -1]
        return (one for one in latest if not (one.answered or one.gone))


def _joined(parts: list[Incoming]) -> str:
    """Return what several messages ask as one; "hi" beside a question is no part of it."""
    said = [text for text in map(question_in, parts) if text]
    asked = [text for text in said if pleasantry(text) is None]
    return "\n".join(asked or said)
