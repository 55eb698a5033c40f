"""Posts that stay true: a member's words leave them when the message is deleted or changed."""

from collections.abc import Collection

import discord
from discord.ext import commands

from bot.cogs.posting.keeper import Keeper, has_changed
from bot.cogs.taken_back import TakenBack
from bot.inflight import Inflight
from bot.state import State


class Keeping(TakenBack):
    """Has what authors took back taken out of posts."""

    def __init__(
        self, bot: commands.AutoShardedBot, *, state: State, keeper: Keeper, inflight: Inflight
    ) -> None:
        super().__init__(bot)
        self._shown = state.shown
        self._keeper = keeper
        self._inflight = inflight

    def look_back(self) -> None:
        """Read the last posts again."""
        self._inflight.errand(self._keeper.reread_all(), doing="reading posts again")

    def forget(self, messages: Collection[int]) -> None:
        """Take deleted messages out of posts."""
        self._inflight.errand(self._remove_all(messages), doing="removing messages")

    def close(self, channel: int) -> None:
        """Take out of posts what was said in a channel or thread that is gone."""
        self._inflight.errand(self._remove_channel(channel), doing="removing a channel")

    def follow(self, message: discord.Message) -> None:
        """Take out of posts what no longer stands in a message."""
        self._inflight.errand(self._check(message), doing="reading an edit")

    async def _remove_all(self, messages: Collection[int]) -> None:
        await self._keeper.take_out(await self._shown.showing(messages))

    async def _remove_channel(self, channel: int) -> None:
        await self._keeper.take_out(await self._shown.said_in(channel))

    async def _check(self, message: discord.Message) -> None:
        showings = await self._shown.showing({message.id})
        me = self._bot.user
        await self._keeper.take_out(one for one in showings if has_changed(message, one.shown, me))
