"""The task in which posts are made, for as long as the bot is there."""

import asyncio

import discord
from discord.ext import commands

from bot.cogs.posting.house import DiscordHouse
from bot.daily.runner import Runner
from bot.state import State


class Posting(commands.Cog):
    """Makes posts from the moment the bot is ready; what is under way when it ends is taken up."""

    def __init__(self, bot: commands.AutoShardedBot, *, state: State, house: DiscordHouse) -> None:
        self._bot = bot
        # Looked up at each call, so that time can travel in tests.
        self._runner = Runner(state, house, lambda: discord.utils.utcnow())  # noqa: PLW0108
        self._running: asyncio.Task[None] | None = None

    async def cog_load(self) -> None:
        """Begin; the bot is not connected yet."""
        self._running = asyncio.create_task(self._run())

    async def cog_unload(self) -> None:
        """End at once."""
        if self._running is not None:
            self._running.cancel()

    async def _run(self) -> None:
        await self._bot.wait_until_ready()
        await self._runner.run()
