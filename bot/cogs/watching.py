"""The health endpoint, for as long as the bot is there."""

from discord.ext import commands

from bot.cogs.patience import in_time
from bot.desk import Desk
from bot.health import Health, HealthServer
from bot.metrics import Metrics
from bot.state import State


class Watching(commands.Cog):
    """Says on this machine whether the bot is well."""

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        *,
        desk: Desk,
        state: State,
        metrics: Metrics,
        port: int,
    ) -> None:
        self._bot = bot
        self._desk = desk
        self._state = state
        self._server = HealthServer(port, self.examine, metrics)

    async def cog_load(self) -> None:
        """Begin; the bot is not connected yet."""
        await self._server.start()

    async def cog_unload(self) -> None:
        """End."""
        await self._server.stop()

    async def examine(self) -> Health:
        """Look which parts of the bot are well."""
        shards = self._bot.shards.values()
        connected = self._bot.is_ready() and not any(shard.is_closed() for shard in shards)
        # One that hangs is not to be had either.
        reachable = await in_time(self._state.is_reachable(), otherwise=False)
        return Health(connected, self._desk.is_open, reachable)
