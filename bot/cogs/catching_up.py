"""No question is lost: what nobody has heard is looked for, and what nobody has finished."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

import discord
from discord.ext import commands

from bot.cogs.patience import in_time
from bot.cogs.running import Running
from bot.cogs.talking.claiming import Claiming
from bot.cogs.talking.looking_back import LookingBack
from bot.cogs.talking.taking_over import TakingOver
from bot.faults import record
from bot.state import State, StateUnavailable
from bot.state.attendance import Shard
from bot.talking.reach import Unheard

# Seconds between two looks; a lease is longer.
_EVERY: Final = 60.0
# Seconds that the last word of a program that ends may take.
_LAST_WORD: Final = 0.3


class CatchingUp(Running):
    """Keeps until when this process was listening, and looks back when it begins to.

    A session that Discord resumes tells what happened meanwhile; one that begins anew does not, nor
    does a server that was away for a while. What could not be read is looked at again each minute.
    """

    def __init__(  # noqa: PLR0913 - all that it keeps going
        self,
        bot: commands.AutoShardedBot,
        state: State,
        *,
        claiming: Claiming,
        looking_back: LookingBack,
        taking_over: TakingOver,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(bot, self._go_on)
        self._attendance = state.attendance
        self._claiming = claiming
        self._looking_back = looking_back
        self._taking_over = taking_over
        self._now = now
        self._connected: set[int] = set()
        # Which session of each shard this is, and which was the last to be caught up with.
        self._sessions: Counter[int] = Counter()
        self._caught_up: Counter[int] = Counter()
        # By server, what is still to be heard.
        self._unheard: dict[int, Unheard] = {}
        self._turn = asyncio.Lock()
        self._at_work: set[asyncio.Task[None]] = set()

    @commands.Cog.listener()
    async def on_shard_ready(self, shard: int) -> None:
        """Look for what was said before a session began."""
        self._connected.add(shard)
        self._sessions[shard] += 1
        await self._look()

    @commands.Cog.listener()
    async def on_shard_resumed(self, shard: int) -> None:
        """Go on: Discord has told what was said meanwhile."""
        self._connected.add(shard)

    @commands.Cog.listener()
    async def on_shard_disconnect(self, shard: int) -> None:
        """Note no longer that somebody listens."""
        self._connected.discard(shard)

    @commands.Cog.listener()
    async def on_guild_unavailable(self, guild: discord.Guild) -> None:
        """Note that nobody hears any more what is said in a server, though its shard is there."""
        now = self._now()
        known = self._unheard.get(guild.id)
        since = min(known.since, now) if known else now
        self._unheard[guild.id] = Unheard(guild.id, since, now)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Look for what was said in a server while it was away."""
        unheard = self._unheard.get(guild.id)
        if unheard is not None:
            self._unheard[guild.id] = replace(unheard, until=self._now())
            await self._look_if_nobody_does()

    async def cog_unload(self) -> None:
        """Keep until when this process was listening."""
        await super().cog_unload()
        self._looking_back.stop()
        # Not broken off in the middle of what it asks the database.
        await asyncio.wait([asyncio.create_task(self._turn.acquire())], timeout=_LAST_WORD)
        await in_time(self._note(), None, _LAST_WORD)

    async def _go_on(self) -> None:
        """Look each minute; a look may take longer than what is at work here may wait."""
        while True:
            await asyncio.sleep(_EVERY)
            for work in (self._renew(), self._look_if_nobody_does()):
                task = asyncio.create_task(work)
                self._at_work.add(task)
                task.add_done_callback(self._at_work.discard)

    async def _renew(self) -> None:
        await _tried(self._claiming.renew(self._now()))

    async def _look_if_nobody_does(self) -> None:
        if not self._turn.locked():
            await self._look()

    async def _look(self) -> None:
        async with self._turn:
            await _tried(self._do_all())

    async def _do_all(self) -> None:
        await self._find_unheard()
        await self._look_back()
        await self._note()
        await self._taking_over.take_over()

    async def _find_unheard(self) -> None:
        """Begin to catch up with sessions that have begun."""
        behind = [one for one in sorted(self._connected) if not self._is_listening(one)]
        if not behind:
            return
        last = await self._attendance.last()
        for shard in behind:
            unheard = self._looking_back.unheard(self._shard(shard), last)
            self._unheard.update({one.guild: one for one in unheard})
            self._caught_up[shard] = self._sessions[shard]

    async def _look_back(self) -> None:
        for guild, unheard in sorted(self._unheard.items()):
            left = await self._left_of(unheard)
            if self._unheard.get(guild) is not unheard:
                continue  # it was away once more meanwhile
            if left is None:
                del self._unheard[guild]
            else:
                self._unheard[guild] = left

    async def _left_of(self, unheard: Unheard) -> Unheard | None:
        """Look for it; what goes wrong with one server keeps no other waiting."""
        try:
            return await self._looking_back.look(unheard)
        except StateUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - it would go wrong every time
            record(error, doing="looking back")
            return None

    async def _note(self) -> None:
        """Keep until when everything was heard; the next start looks at what was not."""
        now = self._now()
        owing = [guild for guild, one in self._unheard.items() if not one.is_over(now)]
        listening = [self._shard(one) for one in self._connected if self._is_listening(one)]
        there = [one for one in listening if not any(map(one.tells_of, owing))]
        if there:
            await self._attendance.note(there, now)

    def _is_listening(self, shard: int) -> bool:
        return self._caught_up[shard] == self._sessions[shard]

    def _shard(self, number: int) -> Shard:
        return Shard(number, self._bot.shard_count or 1)


async def _tried(work: Awaitable[None]) -> None:
    """Do something; what a fault prevents is tried again a minute later."""
    try:
        await work
    except StateUnavailable:
        pass  # the database has told its operator already
    except Exception as error:  # noqa: BLE001 - whatever it is, the next look comes
        record(error, doing="looking for unanswered questions")
