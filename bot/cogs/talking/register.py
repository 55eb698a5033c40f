"""The latest questions, by their messages and by the channels in which they wait."""

from collections import OrderedDict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Final

from bot.cogs.talking.standing import Standing
from bot.exchanges import Exchanges
from bot.remembered import Row

# The latest of a server, which somebody may still edit; more wait in no channel for people.
_MOST: Final = 1000
_MOST_WAITING: Final = 50


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
