"""What is forgotten without anybody asking: old questions, deleted ones, servers that were left."""

import discord
from discord.ext import commands, tasks

from bot.cogs.gaps.keeping import KeptAnswers
from bot.cogs.sources.keeping import GuildSources
from bot.inflight import Inflight
from bot.recording import Recorder
from bot.state import State


class Forgetting(commands.Cog):
    """Forgets; what a fault of the database prevents is done an hour later."""

    def __init__(  # noqa: PLR0913 - all that forgets with it
        self,
        bot: commands.AutoShardedBot,
        *,
        state: State,
        recorder: Recorder,
        sources: GuildSources,
        answers: KeptAnswers,
        inflight: Inflight,
    ) -> None:
        self._bot = bot
        self._state = state
        self._recorder = recorder
        self._sources = sources
        self._answers = answers
        self._inflight = inflight

    async def cog_load(self) -> None:
        """Forget at once what became too old while the bot was away; that opens the database."""
        self._purge.start()
        self._reconcile.start()

    async def cog_unload(self) -> None:
        """Stop."""
        self._purge.cancel()
        self._reconcile.cancel()

    # Every hour, so that a day in which the database was away for a moment is not a day late.
    @tasks.loop(hours=1)
    async def _purge(self) -> None:
        now = discord.utils.utcnow()
        self._inflight.errand(self._state.questions.purge(now), doing="purging")
        self._inflight.errand(self._state.feedback.purge(now), doing="purging verdicts")
        self._inflight.errand(self._state.audits.purge(now), doing="purging audit lines")
        self._inflight.errand(self._state.claims.purge(now), doing="purging")
        self._recorder.catch_up()

    # Servers that were left while the bot or its database was away.
    @tasks.loop(hours=1)
    async def _reconcile(self) -> None:
        await self._bot.wait_until_ready()
        self._inflight.errand(self._forget_left(), doing="forgetting servers")

    @commands.Cog.listener()
    async def on_raw_message_delete(self, gone: discord.RawMessageDeleteEvent) -> None:
        """Forget the question that a deleted message asked."""
        self._recorder.forget({gone.message_id})

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, gone: discord.RawBulkMessageDeleteEvent) -> None:
        """Forget the questions that deleted messages asked."""
        self._recorder.forget(gone.message_ids)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, edit: discord.RawMessageUpdateEvent) -> None:
        """Forget a question whose author has changed its words; a preview that came is no edit."""
        if edit.message.edited_at is not None and not edit.message.author.bot:
            self._recorder.outdate(edit.message_id)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Forget that a channel that is gone might be quoted, or belongs to an audience."""
        self._inflight.errand(self._forget_channel(channel.id), doing="forgetting a channel")

    @commands.Cog.listener()
    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """Forget that a role that is gone belongs to an audience, or manages sources."""
        self._inflight.errand(self._forget_role(role.id), doing="forgetting a role")

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Forget a server that the bot was sent away from."""
        self._inflight.errand(self._forget_guild(guild.id), doing="forgetting a server")

    async def _forget_channel(self, channel: int) -> None:
        await self._state.channels.opt_out(channel)
        await self._state.circles.forget_target(channel)

    async def _forget_role(self, role: int) -> None:
        await self._state.circles.forget_target(role)
        await self._state.source_managers.forget_role(role)

    async def _forget_left(self) -> None:
        """Forget servers that we are in no longer.

        A bot that is in none of them all is more likely another one, whose database this is not.
        """
        known = await self._state.guilds() | await self._sources.guilds()
        kept = {guild for guild in known if self._is_on_our_shards(guild)}
        # A server that is only away is still listed.
        left = {guild for guild in kept if self._bot.get_guild(guild) is None}
        for guild in left if left < kept else ():
            await self._forget_guild(guild)

    async def _forget_guild(self, guild: int) -> None:
        """Forget a server, and remove what it has added to the library."""
        await self._answers.leave(guild)
        await self._state.forget_guild(guild)
        await self._sources.leave(guild)

    def _is_on_our_shards(self, guild: int) -> bool:
        # https://discord.com/developers/docs/events/gateway#sharding
        count = self._bot.shard_count or 1
        return (guild >> 22) % count in (self._bot.shard_ids or range(count))
