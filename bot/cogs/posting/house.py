"""The servers of this process: their channels, what their posts say, and who is told of trouble."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import date

import discord
import structlog

from bot.cards import FAILURES, cards
from bot.cogs.posting.board import ChannelBoard
from bot.cogs.posting.keeper import Keeper
from bot.cogs.posting.reading import GuildServer, words_of
from bot.cogs.posting.rights import FOR_THREADS, lacking
from bot.cogs.readers import Readers
from bot.cogs.tongue import tongues_of
from bot.daily.contents import Contents, Seen, Span
from bot.daily.edition import Edition, Masthead, edition, jump_of
from bot.daily.publishing import ChannelClosed, ChannelGone, Composer
from bot.daily.schedule import Due, span
from bot.daily.sections import Bullet, MessageBullet, NewBullet, QuestionBullet, Section
from bot.parts import Reply
from bot.state.schedules import Plan
from bot.translation import speaking, spoken
from bot.wording import daily_plan as wording

_LOG = structlog.stdlib.get_logger("bot")


class DiscordHouse:
    """See `bot.daily.runner.House`."""

    def __init__(
        self, client: discord.Client, contents: Contents, keeper: Keeper, readers: Readers
    ) -> None:
        self._client = client
        self._contents = contents
        self._keeper = keeper
        self._readers = readers

    def sees(self, guild: int) -> bool:
        """Tell whether a server is on one of our shards, and not away."""
        found = self._client.get_guild(guild)
        return self._client.is_ready() and found is not None and not found.unavailable

    def board(self, guild: int, channel: int) -> ChannelBoard:
        """Return a channel to post in."""
        return ChannelBoard(self._client, self.channel(guild, channel), self._readers)

    def channel(self, guild: int, channel: int) -> discord.TextChannel:
        """Return a channel; raise ChannelGone, or ChannelClosed where it takes no posts."""
        there = self._client.get_guild(guild)
        found = there.get_channel(channel) if there else None
        if found is None:
            raise ChannelGone
        if not isinstance(found, discord.TextChannel):
            raise ChannelClosed
        return found

    def composer(self, plan: Plan) -> Composer:
        """Return what puts together the posts of a plan."""

        async def compose(due: Due, *, late: bool) -> Edition | None:
            channel = self.channel(plan.guild, plan.channel)
            with speaking(await tongues_of(self._client).of_server(channel.guild)):
                return await self._composed(plan, channel, due, late=late)

        return compose

    async def _composed(
        self, plan: Plan, channel: discord.TextChannel, due: Due, *, late: bool
    ) -> Edition | None:
        """Put a post together."""
        server = GuildServer(channel.guild, channel)
        since, until = span(plan.schedule, due)
        audiences = await self._readers.of_channel(plan.guild, channel)
        sections = await self._contents.sections(
            plan.guild, plan.sections, Span(since, until), Seen(server, audiences)
        )
        masthead = Masthead(due.day, weekly=plan.schedule.weekly, late=late)
        threads = not FOR_THREADS & set(lacking(channel))
        made = edition(await _reread(sections, server), masthead, threads=threads)
        return made and replace(made, audiences=tuple(sorted(audiences)))

    async def look_over(self, guild: int, day: date) -> None:
        """Read again what a post shows."""
        await self._keeper.look_over(guild, day)

    async def tell(self, plan: Plan) -> None:
        """Tell the owner, else whoever set the post up, else the system channel, else the log."""
        guild = self._client.get_guild(plan.guild)
        if guild is None:
            return
        language = await tongues_of(self._client).of_server(guild)
        with speaking(language):
            for member in dict.fromkeys((guild.owner_id, plan.set_up_by)):
                if member is not None and await self._wrote_to(member, plan, guild.name):
                    return
            reply = wording.trouble(plan, guild.name)
            if guild.system_channel is None or not await _sent(guild.system_channel, reply):
                _LOG.warning("nobody could be told of a paused daily post", server=guild.id)

    async def _wrote_to(self, member: int, plan: Plan, server: str) -> bool:
        """Write to a member in their language, where it is known, else in their server's."""
        try:
            direct = await self._client.create_dm(discord.Object(member))
        except FAILURES:
            return False
        with speaking(tongues_of(self._client).of_member(member, spoken())):
            return await _sent(direct, wording.trouble(plan, server))


async def _sent(place: discord.abc.Messageable, reply: Reply) -> bool:
    try:
        for card in cards(reply):
            await place.send(**card)
    except FAILURES:
        return False
    return True


async def _reread(sections: Sequence[Section], server: GuildServer) -> list[Section]:
    """Return the sections without the members' words that are gone or no longer the same."""
    read = [
        replace(section, bullets=tuple([one async for one in _standing(section.bullets, server)]))
        for section in sections
    ]
    return [section for section in read if section.bullets]


async def _standing(bullets: Sequence[Bullet], server: GuildServer) -> AsyncIterator[Bullet]:
    for bullet in bullets:
        match bullet:
            case NewBullet():
                yield bullet
            case MessageBullet():
                message = await server.reread(bullet.channel, bullet.message)
                if message is not None and bullet.words in words_of(message):
                    yield replace(bullet, name=await server.name_of(message.author))
            case QuestionBullet() if place := jump_of(bullet):
                message = await server.reread(*place)
                if message is not None and not server.is_rewritten(message):
                    yield bullet
