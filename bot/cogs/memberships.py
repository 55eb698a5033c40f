"""Which roles somebody has in the servers that they share with the bot."""

import asyncio
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

import discord
from discord.ext import commands

from bot.cards import FAILURES

# How many servers are asked for somebody at a time, how long all of them together may take, in
# seconds, and how long an answer holds: a role that was taken away counts for as long in direct
# messages. That somebody is no member holds for longer, which shows them less at most.
_MOST_REQUESTS = 40
# Of the servers that have neither audiences nor sources of their own, so many are looked at.
_MOST_OTHERS = 10
_PATIENCE = 1.5
_HOLDS = timedelta(seconds=60)
_ABSENCE_HOLDS = timedelta(minutes=5)
_MOST_KEPT = 20_000

_Key = tuple[int, int]
Roles = frozenset[int] | None
# Until when it holds, and what was told.
_Known = tuple[datetime, Roles]


class Memberships:
    """Asks Discord, and remembers for a minute; members are not kept in memory otherwise."""

    def __init__(self, bot: commands.AutoShardedBot, now: Callable[[], datetime]) -> None:
        self._bot = bot
        self._now = now
        self._known: dict[_Key, _Known] = {}

    async def of(self, user: int, first: Collection[int]) -> dict[int, frozenset[int]]:
        """Return somebody's roles by server; `first` are the servers that matter most.

        What Discord does not tell in time is left out. Where there are more servers than are asked
        at a time, the rest is asked at the next question, when these are known.
        """
        ours = sorted(self._bot.guilds, key=lambda guild: guild.id)
        others = [guild for guild in ours if guild.id not in first]
        guilds = [*(guild for guild in ours if guild.id in first), *others[:_MOST_OTHERS]]
        known = {guild.id: self._known_of(guild.id, user) for guild in guilds}
        unknown = [guild for guild in guilds if known[guild.id] is None][:_MOST_REQUESTS]
        found = {guild: answer[1] for guild, answer in known.items() if answer is not None}
        found |= await self._told(unknown, user)
        return {guild: roles for guild, roles in found.items() if roles is not None}

    def _known_of(self, guild: int, user: int) -> _Known | None:
        """Return what was told of somebody in a server, if it still holds."""
        known = self._known.get((guild, user))
        return known if known is not None and self._now() < known[0] else None

    async def _told(self, guilds: Collection[discord.Guild], user: int) -> dict[int, Roles]:
        """Return what Discord tells in time."""
        tasks = {guild.id: asyncio.ensure_future(self._ask(guild, user)) for guild in guilds}
        if tasks:
            await asyncio.wait(tasks.values(), timeout=_PATIENCE)
        for task in tasks.values():
            task.cancel()
        return {guild: task.result() for guild, task in tasks.items() if _is_told(task)}

    async def _ask(self, guild: discord.Guild, user: int) -> Roles:
        """Return somebody's roles in a server, None where they are no member.

        Always Discord itself: it tells us of no change to a member whom we would have in memory.
        """
        try:
            found: Roles = frozenset(role.id for role in (await guild.fetch_member(user)).roles)
        except discord.NotFound:
            found = None
        if len(self._known) >= _MOST_KEPT:
            self._known.clear()
        holds = _ABSENCE_HOLDS if found is None else _HOLDS
        self._known[guild.id, user] = self._now() + holds, found
        return found


def _is_told(task: "asyncio.Future[Roles]") -> bool:
    """Tell whether Discord has answered; an error is no answer."""
    if not task.done() or task.cancelled():
        return False
    error = task.exception()
    if error is not None and not isinstance(error, FAILURES):
        raise error
    return error is None
