"""What is kept of members stays true: it goes with the message, and changes with it."""

from collections.abc import Awaitable, Collection
from itertools import islice

import discord
from discord.ext import commands, tasks

from bot.cogs.gaps.rereading import Rereading
from bot.cogs.taken_back import TakenBack
from bot.inflight import Inflight
from bot.state import State

# Deleted messages that wait for the database, and how many of them one statement names.
_MOST_OWED, _AT_ONCE = 100_000, 500


class Following(TakenBack):
    """Hears of what authors took back or changed, and of who may read a channel since.

    What cannot be done at once is tried again within minutes.
    """

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        *,
        state: State,
        rereading: Rereading,
        inflight: Inflight,
    ) -> None:
        super().__init__(bot)
        self._lessons = state.lessons
        self._answers = rereading.answers
        self._rereading = rereading
        self._inflight = inflight
        self._gone: set[int] = set()
        self._closed: set[int] = set()
        self._unseated: set[discord.Guild] = set()

    async def cog_load(self) -> None:
        """Begin; the bot is not connected yet."""
        await super().cog_load()
        self._catch_up.start()

    async def cog_unload(self) -> None:
        """Stop."""
        await super().cog_unload()
        self._catch_up.cancel()

    @tasks.loop(minutes=5)
    async def _catch_up(self) -> None:
        await self._bot.wait_until_ready()
        self._do(self._withdraw_gone(), "withdrawing")
        self._do(self._withdraw_closed(), "withdrawing")
        self._do(self._reseat(), "reading rights")
        self._do(self._rereading.catch_up(), "reading answers again")

    def look_back(self) -> None:
        """Read all answers again."""
        self._do(self._reread_all(), "reading answers again")

    async def _reread_all(self) -> None:
        await self._rereading.reconcile()
        for guild in await self._lessons.guilds():
            for lesson in await self._lessons.kept_in(guild):
                await self._rereading.reread(lesson)

    def forget(self, messages: Collection[int]) -> None:
        """Withdraw answers that are deleted, and the words of questions."""
        if len(self._gone) < _MOST_OWED:
            self._gone.update(messages)
        self._do(self._withdraw_gone(), "withdrawing")

    def close(self, channel: int) -> None:
        """Withdraw what was said in a channel or thread that is gone."""
        self._closed.add(channel)
        self._do(self._withdraw_closed(), "withdrawing")

    def follow(self, message: discord.Message) -> None:
        """Quote the new words of an answer."""
        self._do(self._rereading.follow(message), "reading an edit")

    @commands.Cog.listener("on_guild_channel_delete")
    async def look_at_threads(self, channel: discord.abc.GuildChannel) -> None:
        """Withdraw what was said in the threads of a channel that is gone."""
        self._look_at(channel.guild, "reading a channel's rights")

    @commands.Cog.listener()
    async def on_guild_channel_update(
        self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        """Keep answers from those who can no longer read where they stand."""
        was, now = getattr(before, "nsfw", False), getattr(after, "nsfw", False)
        if was != now or before.overwrites != after.overwrites:
            self._look_at(after.guild, "reading a channel's rights")

    @commands.Cog.listener()
    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """Keep answers from those who can no longer read where they stand."""
        if before.permissions != after.permissions:
            self._look_at(after.guild, "reading a role's rights")

    def _look_at(self, guild: discord.Guild, doing: str) -> None:
        self._unseated.add(guild)
        self._do(self._reseat(), doing)

    def _do(self, work: Awaitable[object], doing: str) -> None:
        self._inflight.errand(work, doing=doing)

    async def _withdraw_gone(self) -> None:
        while self._gone:
            some = frozenset(islice(self._gone, _AT_ONCE))
            await self._answers.withdraw(await self._lessons.among(some))
            await self._rereading.drop_questions(await self._lessons.answering(some))
            self._gone -= some

    async def _withdraw_closed(self) -> None:
        for channel in frozenset(self._closed):
            await self._answers.withdraw(await self._lessons.standing_in(channel))
            self._closed.discard(channel)

    async def _reseat(self) -> None:
        """Look at each server from now on; what changes meanwhile is looked at once more."""
        for guild in frozenset(self._unseated):
            self._unseated.discard(guild)
            try:
                await self._rereading.reseat(guild)
            except BaseException:
                self._unseated.add(guild)
                raise
