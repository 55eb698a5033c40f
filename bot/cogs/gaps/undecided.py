"""Words of messages that "Keep as answer" was used on, for as long as their authors may think.

Discord shows them to whoever uses the command, and may withhold them from us afterwards.
"""

from collections import OrderedDict
from collections.abc import Collection
from datetime import datetime
from typing import Final, NamedTuple

import discord

from bot.remembered import Row

_MOST: Final = 500


class _Said(NamedTuple):
    """What a member said in a message, as Discord showed it at a time by its own clock."""

    author: int
    words: str
    at: datetime


class Undecided:
    """The words of these messages, in memory alone; see `bot.remembered.Store`."""

    def __init__(self) -> None:
        self._said: OrderedDict[int, _Said] = OrderedDict()

    def remember(self, message: discord.Message, words: str, at: datetime) -> None:
        """Keep in mind what a message says at a time."""
        self._said[message.id] = _Said(message.author.id, words, at)
        while len(self._said) > _MOST:
            self._said.popitem(last=False)

    def words_of(self, message: discord.Message) -> str:
        """Return what a message says, "" where that is not known, or was changed since."""
        self.follow(message)
        said = self._said.get(message.id)
        return said.words if said else ""

    def follow(self, message: discord.Message) -> None:
        """Forget what a message said before its last edit."""
        said, edited = self._said.get(message.id), message.edited_at
        if said is not None and edited is not None and edited >= said.at:
            self.forget({message.id})

    def forget(self, messages: Collection[int]) -> None:
        """Forget what these messages say."""
        for message in messages:
            self._said.pop(message, None)

    def rows_of(self, member: int) -> list[Row]:
        """Return the words of a member that wait for their decision."""
        return [
            {"message_id": message, "text": said.words}
            for message, said in self._said.items()
            if said.author == member
        ]

    def forget_member(self, member: int) -> None:
        """Forget them."""
        self.forget([one for one, said in self._said.items() if said.author == member])
