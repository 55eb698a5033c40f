"""A channel in which posts appear."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Final

import discord

from bot.cards import card
from bot.cogs.posting.rights import FOR_THREADS, NEEDED, Right, lacking
from bot.cogs.readers import Readers
from bot.daily.publishing import ChannelClosed, ChannelGone, PastUnreadable

# How far back a message is looked for: so many messages, and then as long as they are not older
# than this before it was sent. Clocks differ, ours from Discord's too.
_FEW, _MANY = 300, 2000
_BEFORE = timedelta(hours=1)

# Minutes after which Discord folds a thread in which nobody writes: a day.
_FOLDED_AFTER: Final = 1440
_THREAD_EXISTS = 160004


class ChannelBoard:
    """A text or announcement channel; see `bot.daily.publishing.Board`."""

    def __init__(
        self, client: discord.Client, channel: discord.TextChannel, readers: Readers
    ) -> None:
        """Raise ChannelClosed where the bot may not write."""
        if NEEDED & set(lacking(channel)):
            raise ChannelClosed
        self._client = client
        self._channel = channel
        self._readers = readers

    async def find(self, mark: str, since: datetime) -> int | None:
        """Look through the channel's last messages."""
        if Right.HISTORY in lacking(self._channel):
            raise PastUnreadable
        count = 0
        async for message in self._channel.history(limit=_MANY):
            count += 1
            if self._is_mine(message) and message.content.split("\n", 1)[0] == mark:
                return message.id
            if count >= _FEW and message.created_at < since - _BEFORE:
                break
        return None

    async def send(self, page: str, nonce: str) -> int:
        """Write a message that pings nobody; its links stay folded."""
        try:
            return (await _write(self._channel, page, nonce)).id
        except discord.NotFound as error:
            raise ChannelGone from error
        except discord.Forbidden as error:
            raise ChannelClosed from error

    async def open_thread(self, message: int, name: str) -> int | None:
        """Open a thread; it has the id of its message, whoever opened it."""
        if FOR_THREADS & set(lacking(self._channel)):
            return None
        try:
            partial = self._channel.get_partial_message(message)
            await partial.create_thread(name=name, auto_archive_duration=_FOLDED_AFTER)
        except (discord.Forbidden, discord.NotFound):
            return None
        except discord.HTTPException as error:
            if error.code != _THREAD_EXISTS:
                raise
        return message

    async def audiences(self) -> frozenset[str]:
        """Ask who sees the channel."""
        return await self._readers.of_channel(self._channel.guild.id, self._channel)

    async def count_in(self, thread: int) -> int:
        """Count our messages, without the one that the thread hangs on."""
        return len([message async for message in self.written_in(thread)])

    async def add(self, thread: int, page: str, nonce: str) -> None:
        """Write in a thread that may have been folded, closed or removed meanwhile."""
        try:
            await _write(self._place(thread), page, nonce)
        except (discord.Forbidden, discord.NotFound):
            return

    async def written_in(self, thread: int) -> AsyncIterator[discord.Message]:
        """Yield our messages in a thread, in order; none where it is gone."""
        try:
            async for message in self._place(thread).history(limit=100, oldest_first=True):
                if self._is_mine(message) and not message.is_system():
                    yield message
        except (discord.Forbidden, discord.NotFound):
            return

    def _place(self, thread: int) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(thread, guild_id=self._channel.guild.id)

    def _is_mine(self, message: discord.Message) -> bool:
        return message.author.id == self._channel.guild.me.id


async def _write(place: discord.abc.Messageable, page: str, nonce: str) -> discord.Message:
    return await place.send(**card(page), nonce=nonce)
