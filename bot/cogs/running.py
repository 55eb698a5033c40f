"""A task that runs for as long as the bot is there."""

import asyncio
from collections.abc import Callable, Coroutine

from discord.ext import commands

# Seconds that what was under way may take to be given up; the program ends without it.
_PATIENCE = 1.0


class Running(commands.Cog):
    """Runs from the moment the bot is ready; ends at once when the bot does."""

    def __init__(
        self, bot: commands.AutoShardedBot, run: Callable[[], Coroutine[object, None, None]]
    ) -> None:
        self._bot = bot
        self._run = run
        self._running: asyncio.Task[None] | None = None

    async def cog_load(self) -> None:
        """Begin; the bot is not connected yet."""
        self._running = asyncio.create_task(self._run_when_ready())

    async def cog_unload(self) -> None:
        """End at once, before the database that it may be asking is closed."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.wait([self._running], timeout=_PATIENCE)

    async def _run_when_ready(self) -> None:
        await self._bot.wait_until_ready()
        await self._run()
