"""What a post reads in Discord: a server's conversations, as far as they may be shown."""

from collections.abc import AsyncIterator
from datetime import datetime

import discord

from bot.cogs.posting.rights import may_show
from bot.cogs.serving import names_of
from bot.daily.told import Told
from bot.markdown import has_spoiler
from bot.questions import readable

# Messages of a post, of one channel or thread, and threads of a channel: the latest of each.
# Discord hands out a hundred at a time.
_MOST, _MOST_IN_ONE, _MOST_THREADS = 4000, 1000, 40

_Place = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread


class GuildServer:
    """A server as a post in one of its channels sees it; see `bot.daily.told.Server`."""

    def __init__(self, guild: discord.Guild, target: discord.abc.GuildChannel) -> None:
        self._guild = guild
        self._target = target
        self._left = _MOST

    def may_show(self, channel: int) -> bool:
        """Tell whether whoever sees the post may read there."""
        found = self._guild.get_channel_or_thread(channel)
        if isinstance(found, discord.Thread):
            found = None if found.is_private() else found.parent
        if not isinstance(found, discord.abc.GuildChannel):
            return False
        seen = found.permissions_for(self._guild.me).view_channel
        return seen and may_show(found, self._target)

    async def told(self, channel: int, since: datetime, until: datetime) -> list[Told]:
        """Return what was said in a channel and in its public threads, in the order of time."""
        found = self._guild.get_channel(channel)
        told: list[Told] = []
        if isinstance(found, discord.TextChannel | discord.VoiceChannel | discord.StageChannel):
            told += await self._told_in(found, since, until)
        if isinstance(found, discord.TextChannel | discord.ForumChannel):
            async for thread in _threads(found, since):
                told += await self._told_in(thread, since, until)
        return sorted(told, key=lambda one: (one.at, one.id))

    async def reread(self, channel: int, message: int) -> discord.Message | None:
        """Return a message as it is now, None if it is gone or out of reach."""
        place = self._guild.get_channel_or_thread(channel)
        if not isinstance(place, _Place):
            return None
        try:
            return await place.fetch_message(message)
        except (discord.NotFound, discord.Forbidden):
            return None

    def is_rewritten(self, message: discord.Message) -> bool:
        """Tell whether a member has changed what they wrote; our own words are changed by us."""
        return message.edited_at is not None and message.author.id != self._guild.me.id

    async def name_of(self, member: discord.Member | discord.User) -> str:
        """Return what a member is called in this server; members are not kept in memory."""
        try:
            return (await self._guild.fetch_member(member.id)).display_name
        except (discord.NotFound, discord.Forbidden):
            return member.display_name

    async def _told_in(self, place: _Place, since: datetime, until: datetime) -> list[Told]:
        limit = min(_MOST_IN_ONE, self._left)
        try:
            history = place.history(
                limit=limit, after=_just_before(since), before=until, oldest_first=False
            )
            found = [message async for message in history]
        except (discord.Forbidden, discord.NotFound):
            return []
        self._left -= len(found)
        return [self._as_told(message) for message in found]

    def _as_told(self, message: discord.Message) -> Told:
        me = self._guild.me
        reference = message.reference.resolved if message.reference else None
        answered = isinstance(reference, discord.Message) and reference.author.id == me.id
        return Told(
            id=message.id,
            channel=message.channel.id,
            author=message.author.id,
            name=message.author.display_name,
            # What somebody has covered is not for us to uncover.
            words="" if has_spoiler(message.content) else words_of(message),
            at=message.created_at,
            thread=isinstance(message.channel, discord.Thread),
            reply_to=message.reference.message_id if message.reference else None,
            mentions=frozenset(member.id for member in message.mentions),
            reactions=sum(reaction.count for reaction in message.reactions),
            from_a_program=_is_a_program(message),
            to_the_bot=answered or any(member.id == me.id for member in message.mentions),
        )


def words_of(message: discord.Message) -> str:
    """Return a message's content as a reader sees it, mentions by their names."""
    return readable(message.content, names_of(message))


def _just_before(moment: datetime) -> discord.Object:
    """Return what comes right before a moment's first message; Discord excludes what it is told."""
    return discord.Object(discord.utils.time_snowflake(moment) - 1)


def _is_a_program(message: discord.Message) -> bool:
    return message.author.bot or message.webhook_id is not None or message.is_system()


async def _threads(
    channel: discord.TextChannel | discord.ForumChannel, since: datetime
) -> AsyncIterator[discord.Thread]:
    """Yield the public threads in which something may have been said since then."""
    count = 0
    for thread in channel.threads:
        if _is_of_interest(thread, since) and (count := count + 1) <= _MOST_THREADS:
            yield thread
    try:
        async for thread in channel.archived_threads(limit=max(0, _MOST_THREADS - count)):
            if thread.archive_timestamp < since:
                return
            yield thread
    except (discord.Forbidden, discord.NotFound):
        return


def _is_of_interest(thread: discord.Thread, since: datetime) -> bool:
    """Tell whether a thread is open to all, and its last message, as far as known, recent."""
    last = thread.last_message_id
    return not thread.is_private() and (last is None or discord.utils.snowflake_time(last) >= since)
