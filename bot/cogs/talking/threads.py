"""Long exchanges go on in a thread, where the server wishes so and Discord lets us."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, TypeVar

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
# Of a channel's threads of before a restart, so many are looked at.
_MOST_LOOKED_AT: Final = 10
# How long after an answer a thread may begin in which its exchange goes on.
_SOON: Final = timedelta(hours=1)
_T = TypeVar("_T")
# Seconds for which it stands in the channel where an exchange goes on.
_HINT: Final = 60.0


@dataclass(frozen=True, slots=True)
class Spot:
    """Where to answer: in the thread `place`, or else where it was asked.

    `note` says, once in a channel, that a thread would be right and cannot be opened. `goes_on_in`
    is the thread's id if the exchange went on there before.
    """

    place: Place | None = None
    note: Reply = ()
    goes_on_in: int | None = None


class Threads:
    """Opens threads for exchanges that have become long, one for each."""

    def __init__(self, inflight: Inflight) -> None:
        self._inflight = inflight
        # The channels in which it was said that none can be opened.
        self._told: set[int] = set()
        # The latest thread of a member's exchange in a channel.
        self._opened: OrderedDict[tuple[int, int], discord.Thread] = OrderedDict()
        # Whose threads of before a restart were looked for, and in which channels.
        self._looked_for: OrderedDict[tuple[int, int], None] = OrderedDict()

    async def spot_for(self, heard: Heard, turn: int, question: str) -> Spot:
        """Return where to answer: in a thread, or where it was asked.

        `turn` is the answer's number in its exchange, `question` the first one of that.
        """
        channel, wishes = heard.message.channel, heard.settings
        if not wishes.threads or not isinstance(channel, discord.TextChannel):
            return Spot()
        is_long, known = turn > wishes.thread_after, None
        if is_long or heard.incoming.replies_to_me:
            known = await self._of_exchange(heard, channel)
        if known is not None and (is_long or _went_on_in(known, heard)):
            return Spot(known, goes_on_in=known.id)
        if not is_long:
            return Spot()
        if not _may_open(channel):
            return Spot(note=self._once(channel.id))
        try:
            return Spot(await self._open(heard.message, thread_name(question)))
        except FAILURES as error:
            _LOG.warning("a thread was not opened", channel=channel.id, reason=str(error))
            return Spot()

    async def point_to(self, spot: Spot, heard: Heard) -> None:
        """Tell whoever was answered in a thread that was there before where that is.

        Not before they are: whoever looks for the answer to a question finds it, and no hint.
        """
        if spot.goes_on_in is not None:
            hint = wording.goes_on_in(spot.goes_on_in)
            await Writer(heard.message).hint(hint, _HINT, self._inflight)

    def of(self, channel: int, member: int) -> discord.Thread | None:
        """Return the thread to which a member's exchange in a channel has moved, if it is open."""
        opened = self._opened.get((channel, member))
        if opened is None:
            return None
        there = opened.guild.get_thread(opened.id)
        return there if there is not None and not (there.archived or there.locked) else None

    async def _of_exchange(
        self, heard: Heard, channel: discord.TextChannel
    ) -> discord.Thread | None:
        """Return the open thread of whoever asked first, also one of before a restart."""
        asker = await _first_asker(heard, channel)
        known = self.of(channel.id, asker)
        if known is not None or (channel.id, asker) in self._looked_for:
            return known
        self._looked_for[channel.id, asker] = None
        _shorten(self._looked_for)
        found = await _hanging_on_words_of(asker, channel)
        if found is not None:
            self._keep(channel.id, asker, found)
        return found

    async def _open(self, message: discord.Message, name: str) -> discord.Thread:
        thread = await message.create_thread(name=name, auto_archive_duration=_ARCHIVED_AFTER)
        self._keep(message.channel.id, message.author.id, thread)
        return thread

    def _keep(self, channel: int, member: int, thread: discord.Thread) -> None:
        self._opened[channel, member] = thread
        _shorten(self._opened)

    def _once(self, channel: int) -> Reply:
        if channel in self._told:
            return ()
        self._told.add(channel)
        return wording.no_thread()


def with_note(reply: Reply, note: Reply) -> Reply:
    """Return an answer with a note under it; what is no answer stays as it is."""
    return (*reply, *note) if any(isinstance(part, Quoted) for part in reply) else reply


async def _first_asker(heard: Heard, channel: discord.TextChannel) -> int:
    """Return who asked what a message follows up; its author where it replies to no answer."""
    replied = heard.replied
    if replied is None or not heard.incoming.replies_to_me:
        return heard.message.author.id
    if replied.interaction_metadata is not None:
        return replied.interaction_metadata.user.id
    asked = replied.reference.cached_message if replied.reference else None
    if asked is None and replied.reference and replied.reference.message_id:
        try:
            asked = await channel.fetch_message(replied.reference.message_id)
        except FAILURES:
            asked = None
    return asked.author.id if asked is not None else heard.message.author.id


def _went_on_in(thread: discord.Thread, heard: Heard) -> bool:
    """Tell whether a thread was opened soon after the answer to which a message replies."""
    began = discord.utils.snowflake_time(thread.id)
    replied = heard.replied
    return replied is not None and timedelta() <= began - replied.created_at <= _SOON


async def _hanging_on_words_of(member: int, channel: discord.TextChannel) -> discord.Thread | None:
    """Return the latest open thread of ours on a message of a member, as Discord knows it."""
    ours = (one for one in channel.threads if one.owner_id == channel.guild.me.id)
    is_open = (one for one in ours if not (one.archived or one.locked))
    for thread in sorted(is_open, key=lambda one: one.id, reverse=True)[:_MOST_LOOKED_AT]:
        try:
            starter = thread.starter_message or await channel.fetch_message(thread.id)
        except FAILURES:
            continue
        if starter.author.id == member:
            return thread
    return None


def _shorten(kept: OrderedDict[tuple[int, int], _T]) -> None:
    while len(kept) > _MOST:
        kept.popitem(last=False)


def _may_open(channel: discord.TextChannel) -> bool:
    allowed = channel.permissions_for(channel.guild.me)
    return allowed.create_public_threads and allowed.send_messages_in_threads
