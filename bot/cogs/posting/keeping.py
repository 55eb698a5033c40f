"""Posts that stay true: a member's words leave them when the message is deleted or changed."""

import asyncio
from collections.abc import AsyncIterator, Collection
from datetime import timedelta

import discord
import structlog
from discord.ext import commands, tasks

from bot.cards import FAILURES, card
from bot.cogs.posting.reading import words_of
from bot.daily.removing import shows, without
from bot.inflight import Inflight
from bot.state import State
from bot.state.shown import Showing

_LOG = structlog.stdlib.get_logger("bot")

# So much is read again each day, for what was deleted or changed unnoticed.
_REREAD = timedelta(days=7)
_MOST_REREAD = 200

# So long a post is kept true.
_KEPT = timedelta(days=365)
_PAGES = 100


class Keeping(commands.Cog):
    """Takes out of posts what their authors took back, and forgets servers that were left."""

    def __init__(self, bot: commands.AutoShardedBot, *, state: State, inflight: Inflight) -> None:
        self._bot = bot
        self._state = state
        self._inflight = inflight
        self._turn = asyncio.Lock()

    async def cog_load(self) -> None:
        """Look for what was missed while the bot was away; it is not connected yet."""
        self._look_back.start()

    async def cog_unload(self) -> None:
        """Stop."""
        self._look_back.cancel()

    # Every day, because an event can also get lost while the bot is there.
    @tasks.loop(hours=24)
    async def _look_back(self) -> None:
        await self._bot.wait_until_ready()
        self._inflight.errand(self._reread(), doing="reading posts again")

    @commands.Cog.listener()
    async def on_raw_message_delete(self, gone: discord.RawMessageDeleteEvent) -> None:
        """Take a deleted message out of posts."""
        self._remove({gone.message_id})

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, gone: discord.RawBulkMessageDeleteEvent) -> None:
        """Take deleted messages out of posts."""
        self._remove(gone.message_ids)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Take out of posts what was said in a channel that is gone."""
        self._inflight.errand(self._remove_channel(channel.id), doing="removing a channel")

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, gone: discord.RawThreadDeleteEvent) -> None:
        """Take out of posts what was said in a thread that is gone."""
        self._inflight.errand(self._remove_channel(gone.thread_id), doing="removing a thread")

    @commands.Cog.listener()
    async def on_raw_message_edit(self, edit: discord.RawMessageUpdateEvent) -> None:
        """Take out of posts what no longer stands in a message; a preview that came is no edit."""
        if edit.message.edited_at is not None:
            self._inflight.errand(self._check(edit.message), doing="reading an edit")

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Forget the posts of a server that the bot was sent away from."""
        for table in (self._state.schedules, self._state.shown, self._state.posts):
            self._inflight.errand(table.forget_guild(guild.id), doing="forgetting a server")

    def _remove(self, messages: Collection[int]) -> None:
        self._inflight.errand(self._remove_all(messages), doing="removing messages")

    async def _remove_all(self, messages: Collection[int]) -> None:
        for showing in await self._state.shown.showing(messages):
            await self._take_out(showing)

    async def _remove_channel(self, channel: int) -> None:
        for showing in await self._state.shown.said_in(channel):
            await self._take_out(showing)

    async def _check(self, message: discord.Message) -> None:
        for showing in await self._state.shown.showing({message.id}):
            if not showing.shown.stands_in(words_of(message)):
                await self._take_out(showing)

    async def _reread(self) -> None:
        now = discord.utils.utcnow()
        await self._state.shown.purge(now - _KEPT)
        found = await self._state.shown.since(now - _REREAD)
        mine = [showing for showing in found if self._bot.get_guild(showing.guild)]
        for showing in mine[:_MOST_REREAD]:
            if await self._is_gone(showing):
                await self._take_out(showing)

    async def _is_gone(self, showing: Showing) -> bool:
        """Tell whether a message is deleted or says something else; false where nobody can say."""
        place = self._bot.get_partial_messageable(showing.shown.channel, guild_id=showing.guild)
        try:
            message = await place.fetch_message(showing.shown.message)
        except discord.NotFound:
            return True
        except FAILURES:
            return False
        # Of an unedited message, only the names of those whom it mentions can have changed.
        edited = message.edited_at is not None and showing.shown.digest is not None
        return edited and bool(message.content) and not showing.shown.stands_in(words_of(message))

    async def _take_out(self, showing: Showing) -> None:
        """Change the messages of a post in which a member's message stands, one after the other."""
        async with self._turn:
            async for page in self._pages(showing):
                if shows(page.content, showing.shown.message):
                    await _rewrite(page, without(page.content, showing.shown.message))
            await self._state.shown.remove(showing)

    async def _pages(self, showing: Showing) -> AsyncIterator[discord.Message]:
        """Yield our messages of a post; what is gone or closed to us holds nothing."""
        place = self._bot.get_partial_messageable(showing.channel, guild_id=showing.guild)
        try:
            yield await place.fetch_message(showing.post)
            if showing.thread is not None:
                thread = self._bot.get_partial_messageable(showing.thread, guild_id=showing.guild)
                async for page in thread.history(limit=_PAGES, oldest_first=True):
                    if self._bot.user is not None and page.author.id == self._bot.user.id:
                        yield page
        except (discord.NotFound, discord.Forbidden) as error:
            _LOG.debug("a post cannot be read any longer", reason=str(error))


async def _rewrite(page: discord.Message, content: str) -> None:
    if not content:
        await page.delete()
        return
    written = card(content)
    await page.edit(content=written["content"], allowed_mentions=written["allowed_mentions"])
