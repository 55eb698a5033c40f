"""The task in which sources are kept in step, for as long as the bot is there."""

from collections.abc import Callable

import discord
import structlog
from discord.ext import commands

from bot.cards import FAILURES, cards
from bot.cogs.clock import now
from bot.cogs.running import Running
from bot.cogs.tongue import tongues_of
from bot.desk import Desk
from bot.parts import Reply
from bot.sources.refresher import Refresher
from bot.sources.syncing import Syncing
from bot.state import State
from bot.state.refreshes import Refresh
from bot.translation import speaking

_LOG = structlog.stdlib.get_logger("bot")


class GuildHouse:
    """See `bot.sources.refresher.House`."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    def sees(self, guild: int) -> bool:
        """Tell whether a server is on one of our shards."""
        return self._client.get_guild(guild) is not None

    async def tell(self, refresh: Refresh, phrase: Callable[[], Reply]) -> None:
        """Tell it in the channel where the source was added, else the log."""
        _LOG.warning("a source fails for long", source=refresh.source, since=refresh.failing_since)
        guild = self._client.get_guild(refresh.guild or 0)
        place = guild.get_channel_or_thread(refresh.channel or 0) if guild else None
        if guild is not None and isinstance(place, discord.abc.Messageable):
            try:
                with speaking(await tongues_of(self._client).of_server(guild)):
                    for card in cards(phrase()):
                        await place.send(**card)
            except FAILURES as error:
                _LOG.warning("nobody could be told of it", reason=str(error))


class Refreshing(Running):
    """Keeps sources in step; a sync that is running when the bot ends is ended by the desk."""

    def __init__(
        self, bot: commands.AutoShardedBot, *, desk: Desk, state: State, syncing: Syncing
    ) -> None:
        self.refresher = Refresher(desk, state, syncing, GuildHouse(bot), now)
        super().__init__(bot, self.refresher.run)
