"""Long exchanges go on in a thread, where the server wishes so and Discord lets us."""

from collections import OrderedDict
from typing import Final

import discord
import structlog

from bot.cards import FAILURES, Place
from bot.cogs.talking.hearing import Heard
from bot.correspondents import Writer
from bot.inflight import Inflight
from bot.parts import Quoted, Reply
from bot.talking.posts import thread_name
from bot.wording import talking as wording

_LOG = structlog.stdlib.get_logger("bot")

# Minutes without a word after which Discord folds a thread away.
_ARCHIVED_AFTER: Final = 1440
_MOST: Final = 5000
# Seconds for which it stands in the channel where an exchange goes on.
_HINT: Final = 60.0


class Threads:
    """Opens threads for exchanges that have become long, one for each."""

    def __init__(self, inflight: Inflight) -> None:
        self._inflight = inflight
        # The channels in which it was said that none can be opened.
        self._told: set[int] = set()
        # The latest thread of a member's exchange in a channel.
        self._opened: OrderedDict[tuple[int, int], discord.Thread] = OrderedDict()

    async def place_for(self, heard: Heard, turn: int, question: str) -> tuple[Place | None, Reply]:
        """Return the thread in which to answer, None to answer where it was asked.

        `turn` is the answer's number in its exchange, `question` the first one of that. The reply
        says, once in a channel, that a thread would be right and cannot be opened.
        """
        channel, wishes = heard.message.channel, heard.settings
        if not wishes.threads or turn <= wishes.thread_after:
            return None, ()
        if not isinstance(channel, discord.TextChannel):
            return None, ()
        known = self.of(channel.id, heard.message.author.id)
        if known is not None:
            await Writer(heard.message).hint(wording.goes_on_in(known.id), _HINT, self._inflight)
            return known, ()
        if not _may_open(channel):
            return None, self._once(channel.id)
        try:
            return await self._open(heard.message, thread_name(question)), ()
        except FAILURES as error:
            _LOG.warning("a thread was not opened", channel=channel.id, reason=str(error))
            return None, ()

    def of(self, channel: int, member: int) -> discord.Thread | None:
        """Return the thread to which a member's exchange in a channel has moved, if it is open."""
        opened = self._opened.get((channel, member))
        if opened is None:
            return None
        there = opened.guild.get_thread(opened.id)
        return there if there is not None and not (there.archived or there.locked) else None

    async def _open(self, message: discord.Message, name: str) -> discord.Thread:
        thread = await message.create_thread(name=name, auto_archive_duration=_ARCHIVED_AFTER)
        self._opened[message.channel.id, message.author.id] = thread
        while len(self._opened) > _MOST:
            self._opened.popitem(last=False)
        return thread

    def _once(self, channel: int) -> Reply:
        if channel in self._told:
            return ()
        self._told.add(channel)
        return wording.no_thread()


def with_note(reply: Reply, note: Reply) -> Reply:
    """Return an answer with a note under it; what is no answer stays as it is."""
    return (*reply, *note) if any(isinstance(part, Quoted) for part in reply) else reply


def _may_open(channel: discord.TextChannel) -> bool:
    allowed = channel.permissions_for(channel.guild.me)
    return allowed.create_public_threads and allowed.send_messages_in_threads
