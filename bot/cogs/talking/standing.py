"""Questions as they stand: the messages that ask them, and ours that answer them."""

import asyncio
from dataclasses import dataclass, field, replace
from typing import Final

import discord

from bot.cards import Place
from bot.cogs.talking.hearing import Heard
from bot.pleasantries import pleasantry
from bot.questions import Incoming, question_in, understood, wish
from bot.talking.attention import Attention
from bot.wishes import Asked, Complaint, Question, Wish

_OF: Final = {Attention.OVERHEARD: Asked.EVERYBODY, Attention.ASIDE: Asked.NOBODY}


@dataclass(eq=False, slots=True)
class Standing:
    """A question that one or several messages of a member ask.

    `place` is where it is answered, by the messages `answers`; `before` and `turn` are those of its
    exchange. `gone` is true once it is not to be answered, or no longer. Whoever writes or takes
    away answers holds `turn_to_write`. It is `found` if nobody heard it when it was said, and
    `claimed` once it is this process's to answer.
    """

    heard: list[Heard]
    attention: Attention
    place: Place | None = None
    answers: tuple[int, ...] = ()
    before: tuple[str, ...] = ()
    turn: int = 1
    answered: bool = False
    gone: bool = False
    found: bool = False
    claimed: bool = False
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


def who_where(heard: Heard) -> tuple[int, int]:
    """Return in which channel somebody says something, and who."""
    return heard.message.channel.id, heard.message.author.id


def goes_on(begun: Standing, heard: Heard) -> bool:
    """Tell whether a message is part of what its author has begun to say."""
    said = heard.incoming
    if not said.readable or said.replies_to_others:
        return False
    if said.mentions_others and not said.mentions_me:
        return False
    return heard.replied is None or _id(heard.replied) == _id(begun.opener.replied)


def _id(message: discord.Message | None) -> int | None:
    return message.id if message else None


def _joined(parts: list[Incoming]) -> str:
    """Return what several messages ask as one; "hi" beside a question is no part of it."""
    said = [text for text in map(question_in, parts) if text]
    asked = [text for text in said if pleasantry(text) is None]
    return "\n".join(asked or said)
