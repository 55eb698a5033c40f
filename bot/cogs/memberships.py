"""Which roles somebody has in the servers that they share with the bot."""

import asyncio
from collections.abc import Callable, Collection, Iterator
from datetime import datetime, timedelta

import discord
from discord.ext import commands

from bot.cards import FAILURES

# Servers that are asked for somebody, how long all of them together may take, in seconds, and how
# long an answer holds. A role that was taken away counts for as long in direct messages.
_MOST_SERVERS = 10
_PATIENCE = 1.5
_HOLDS = timedelta(seconds=60)
_MOST_KEPT = 5000

_Key = tuple[int, int]
Roles = frozenset[int] | None


class Memberships:
    """Asks Discord, and remembers for a minute; members are not kept in memory otherwise."""

    def __init__(self, bot: commands.AutoShardedBot, now: Callable[[], datetime]) -> None:
        self._bot = bot
        self._now = now
        self._known: dict[_Key, tuple[datetime, Roles]] = {}

    async def of(self, user: int, first: Collection[int]) -> dict[int, frozenset[int]]:
        """Return somebody's roles by server; `first` are the servers that matter most.

        What Discord does not tell in time is left out.
        """
        guilds = list(self._asked(first))
        tasks = {guild: asyncio.ensure_future(self._in(guild, user)) for guild in guilds}
        if tasks:
            await asyncio.wait(tasks.values(), timeout=_PATIENCE)
        for task in tasks.values():
            task.cancel()
        told = {guild.id: task.result() for guild, task in tasks.items() if _is_told(task)}
        return {guild: roles for guild, roles in told.items() if roles is not None}

    def _asked(self, first: Collection[int]) -> Iterator[discord.Guild]:
        guilds = sorted(self._bot.guilds, key=lambda guild: (guild.id not in first, guild.id))
        yield from guilds[:_MOST_SERVERS]

    async def _in(self, guild: discord.Guild, user: int) -> Roles:
        """Return somebody's roles in a server, None where they are no member."""
        key = guild.id, user
        until, known = self._known.get(key, (None, None))
        if until is not None and self._now() < until:
            return known
        try:
            found: Roles = frozenset(role.id for role in (await guild.fetch_member(user)).roles)
        except discord.NotFound:
            found = None
        if len(self._known) >= _MOST_KEPT:
            self._known.clear()
        self._known[key] = self._now() + _HOLDS, found
        return found


def _is_told(task: "asyncio.Future[Roles]") -> bool:
    """Tell whether Discord has answered; an error is no answer."""
    if not task.done() or task.cancelled():
        return False
    error = task.exception()
    if error is not None and not isinstance(error, FAILURES):
        raise error
    return error is None
