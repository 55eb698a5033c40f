"""What is forgotten without anybody asking: old questions, deleted ones, servers that were left."""

import discord
from discord.ext import commands, tasks

from bot.inflight import Inflight
from bot.state.questions import Questions


class Forgetting(commands.Cog):
    """Forgets; a fault of the database costs one attempt."""

    def __init__(self, *, questions: Questions, inflight: Inflight) -> None:
        self._questions = questions
        self._inflight = inflight

    async def cog_load(self) -> None:
        """Forget at once what became too old while the bot was away; that opens the database."""
        self._purge.start()

    async def cog_unload(self) -> None:
        """Stop."""
        self._purge.cancel()

    # Every hour, so that a day in which the database was away for a moment is not a day late.
    @tasks.loop(hours=1)
    async def _purge(self) -> None:
        self._inflight.errand(self._questions.purge(discord.utils.utcnow()), doing="purging")

    @commands.Cog.listener()
    async def on_raw_message_delete(self, gone: discord.RawMessageDeleteEvent) -> None:
        """Forget the question that a deleted message asked."""
        self._forget_messages({gone.message_id})

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, gone: discord.RawBulkMessageDeleteEvent) -> None:
        """Forget the questions that deleted messages asked."""
        self._forget_messages(gone.message_ids)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, edit: discord.RawMessageUpdateEvent) -> None:
        """Forget a question whose author has changed its words; a preview that came is no edit."""
        if edit.message.edited_at is not None and not edit.message.author.bot:
            self._forget_messages({edit.message_id})

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Forget the questions of a server that the bot was sent away from."""
        self._inflight.errand(self._questions.forget_guild(guild.id), doing="forgetting a server")

    def _forget_messages(self, messages: set[int]) -> None:
        self._inflight.errand(
            self._questions.forget_messages(messages), doing="forgetting messages"
        )
