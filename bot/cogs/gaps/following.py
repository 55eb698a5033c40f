"""What is kept of members stays true: it goes with the message, and changes with it."""

from collections.abc import Awaitable, Collection, Iterable

import discord
from discord.ext import commands, tasks

from bot.cogs.gaps.keeping import KeptAnswers
from bot.inflight import Inflight
from bot.state import State
from bot.state.learned import Lesson


class Following(commands.Cog):
    """Hears of what authors took back or changed, and of who may read a channel since."""

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        *,
        state: State,
        answers: KeptAnswers,
        inflight: Inflight,
    ) -> None:
        self._bot = bot
        self._lessons = state.lessons
        self._answers = answers
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
        self._do(self._reread_all(), "reading answers again")

    async def _reread_all(self) -> None:
        for guild in await self._lessons.guilds():
            for lesson in await self._lessons.kept_in(guild):
                await self._answers.reread(lesson)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, gone: discord.RawMessageDeleteEvent) -> None:
        """Withdraw an answer that is deleted."""
        self._do(self._withdraw_messages({gone.message_id}), "withdrawing")

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, gone: discord.RawBulkMessageDeleteEvent) -> None:
        """Withdraw answers that are deleted."""
        self._do(self._withdraw_messages(gone.message_ids), "withdrawing")

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Withdraw what was said in a channel that is gone."""
        self._do(self._withdraw_channel(channel.id), "withdrawing")

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, gone: discord.RawThreadDeleteEvent) -> None:
        """Withdraw what was said in a thread that is gone."""
        self._do(self._withdraw_channel(gone.thread_id), "withdrawing")

    @commands.Cog.listener()
    async def on_raw_message_edit(self, edit: discord.RawMessageUpdateEvent) -> None:
        """Quote the new words of an answer; a preview that came is no edit."""
        if edit.message.edited_at is not None:
            self._do(self._follow(edit.message), "reading an edit")

    @commands.Cog.listener()
    async def on_guild_channel_update(
        self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        """Keep answers from those who can no longer read where they stand."""
        was, now = getattr(before, "nsfw", False), getattr(after, "nsfw", False)
        if was != now or before.overwrites != after.overwrites:
            self._do(self._answers.reseat(after.guild), "reading a channel's rights")

    @commands.Cog.listener()
    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """Keep answers from those who can no longer read where they stand."""
        if before.permissions != after.permissions:
            self._do(self._answers.reseat(after.guild), "reading a role's rights")

    def _do(self, work: Awaitable[object], doing: str) -> None:
        self._inflight.errand(work, doing=doing)

    async def _withdraw_messages(self, messages: Collection[int]) -> None:
        await self._answers.withdraw(_kept(await self._lessons.among(messages)))

    async def _withdraw_channel(self, channel: int) -> None:
        await self._answers.withdraw(await self._lessons.kept_in_channel(channel))

    async def _follow(self, message: discord.Message) -> None:
        for lesson in _kept(await self._lessons.among({message.id})):
            await self._answers.follow(lesson, message)


def _kept(lessons: Iterable[Lesson]) -> list[Lesson]:
    return [lesson for lesson in lessons if lesson.kept_at is not None]
