"""Hears of what authors took back or changed, for whatever repeats their words elsewhere."""

from collections.abc import Collection

import discord
from discord.ext import commands, tasks


class TakenBack(commands.Cog):
    """A cog that is told; what it does about it, it does beside all else, and says of itself."""

    def __init__(self, bot: commands.AutoShardedBot) -> None:
        self._bot = bot

    def forget(self, messages: Collection[int]) -> None:
        """Take note that messages are deleted."""
        raise NotImplementedError

    def close(self, channel: int) -> None:
        """Take note that a channel or thread is gone, with all that was said in it."""
        raise NotImplementedError

    def follow(self, message: discord.Message) -> None:
        """Take note that a member has changed a message."""
        raise NotImplementedError

    def look_back(self) -> None:
        """Look for what was missed."""
        raise NotImplementedError

    async def cog_load(self) -> None:
        """Look for what was missed while the bot was away; it is not connected yet."""
        self._looking_back.start()

    async def cog_unload(self) -> None:
        """Stop."""
        self._looking_back.cancel()

    # Every day, because an event can also get lost while the bot is there.
    @tasks.loop(hours=24)
    async def _looking_back(self) -> None:
        await self._bot.wait_until_ready()
        self.look_back()

    @commands.Cog.listener()
    async def on_raw_message_delete(self, gone: discord.RawMessageDeleteEvent) -> None:
        """Hear of a deleted message."""
        self.forget({gone.message_id})

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, gone: discord.RawBulkMessageDeleteEvent) -> None:
        """Hear of deleted messages."""
        self.forget(gone.message_ids)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Hear of a channel that is gone."""
        self.close(channel.id)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, gone: discord.RawThreadDeleteEvent) -> None:
        """Hear of a thread that is gone."""
        self.close(gone.thread_id)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, edit: discord.RawMessageUpdateEvent) -> None:
        """Hear of an edited message; a preview that came is no edit."""
        if edit.message.edited_at is not None:
            self.follow(edit.message)
