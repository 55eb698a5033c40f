"""Long exchanges go on in a thread, where the server wishes so and Discord lets us."""

from typing import Final

import discord
import structlog

from bot.cards import FAILURES, Place
from bot.cogs.talking.hearing import Heard
from bot.parts import Quoted, Reply
from bot.talking.posts import thread_name
from bot.wording import talking as wording

_LOG = structlog.stdlib.get_logger("bot")

# Minutes without a word after which Discord folds a thread away.
_ARCHIVED_AFTER: Final = 1440


class Threads:
    """Opens threads for exchanges that have become long."""

    def __init__(self) -> None:
        # The channels in which it was said that none can be opened.
        self._told: set[int] = set()

    async def place_for(self, heard: Heard, turn: int, question: str) -> tuple[Place | None, Reply]:
        """Return the thread in which to answer, None to answer where it was asked.

        `turn` is the answer's number in its exchange. The reply says, once in a channel, that a
        thread would be right and cannot be opened.
        """
        channel, wishes = heard.message.channel, heard.settings
        if not wishes.threads or turn <= wishes.thread_after:
            return None, ()
        if not isinstance(channel, discord.TextChannel):
            return None, ()
        if not _may_open(channel):
            return None, self._once(channel.id)
        try:
            name = thread_name(question)
            return await heard.message.create_thread(
                name=name, auto_archive_duration=_ARCHIVED_AFTER
            ), ()
        except FAILURES as error:
            _LOG.warning("a thread was not opened", channel=channel.id, reason=str(error))
            return None, ()

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
