"""Posts that stay true: a member's words leave them when the message is deleted or changed."""

from collections.abc import Collection

import discord
from discord.ext import commands, tasks

from bot.cogs.posting.keeper import Keeper, has_changed
from bot.inflight import Inflight
from bot.state import State


class Keeping(commands.Cog):
    """Hears of what authors took back, and has it taken out of posts."""

    def __init__(
        self, bot: commands.AutoShardedBot, *, state: State, keeper: Keeper, inflight: Inflight
    ) -> None:
        self._bot = bot
        self._shown = state.shown
        self._keeper = keeper
        self._inflight = inflight

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
        self._inflight.errand(self._keeper.reread_all(), doing="reading posts again")

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

    def _remove(self, messages: Collection[int]) -> None:
        self._inflight.errand(self._remove_all(messages), doing="removing messages")

    async def _remove_all(self, messages: Collection[int]) -> None:
        await self._keeper.take_out(await self._shown.showing(messages))

    async def _remove_channel(self, channel: int) -> None:
        await self._keeper.take_out(await self._shown.said_in(channel))

    async def _check(self, message: discord.Message) -> None:
        showings = await self._shown.showing({message.id})
        me = self._bot.user
        await self._keeper.take_out(one for one in showings if has_changed(message, one.shown, me))
