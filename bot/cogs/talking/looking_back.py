"""What was said while nobody listened is heard once somebody does again.

Claims say what of it was taken up, so that it does no harm to look at too much. Where the database
is away nobody knows that, and nothing is looked at.
"""

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Final

import discord
import structlog
from discord.ext import commands

from bot.cards import FAILURES, Place
from bot.cogs.talking.claiming import Claiming
from bot.cogs.talking.company import Company
from bot.cogs.talking.hearing import Ears, Heard, answers_in, helps_in
from bot.cogs.talking.past import answered_in, said_since
from bot.cogs.talking.standing import Standing
from bot.cogs.tongue import tongues_of
from bot.errors import apologise_for_event
from bot.faults import record
from bot.preferences import Preferences
from bot.state import State, StateUnavailable
from bot.state.attendance import LastHeard, Shard
from bot.talking.attention import Attention
from bot.talking.reach import unheard_since
from bot.translation import speak

_LOG = structlog.stdlib.get_logger("bot")

# Of a server, those in which something was said last; and of all direct messages.
_MOST_CHANNELS: Final = 100
_MOST_DIRECT: Final = 30

_Guilds = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread


class LookingBack:
    """Reads again what nobody has heard, one channel after the other."""

    def __init__(  # noqa: PLR0913 - all that hearing takes
        self,
        bot: commands.AutoShardedBot,
        state: State,
        *,
        ears: Ears,
        company: Company,
        claiming: Claiming,
        now: Callable[[], datetime],
    ) -> None:
        self._bot = bot
        self._preferences = state.preferences
        self._ears = ears
        self._company = company
        self._claiming = claiming
        self._now = now
        # What waits for people to answer.
        self._waiting: set[asyncio.Task[None]] = set()

    async def look(self, shard: Shard, last: LastHeard) -> None:
        """Hear what was said since somebody was listening to a shard last.

        Raises StateUnavailable where the database is away.
        """
        for guild in [one for one in self._bot.guilds if shard.tells_of(one.id)]:
            heard_at = last.of(guild.id)
            if heard_at is not None and not guild.unavailable:
                await self._look_in_server(guild, heard_at)
        heard_at = last.of(0)
        if heard_at is not None and shard.tells_of(0):
            await self._look_in_direct_messages(heard_at)

    async def take_up(self, standing: Standing) -> None:
        """Answer what was found, in the language of whoever reads it."""
        message = standing.opener.message
        speak(await tongues_of(self._bot).of_message(message))
        try:
            await self._company.take_up(standing)
        except Exception as error:  # noqa: BLE001 - as in any event
            told = (message,) if standing.aloud else ()
            await apologise_for_event("looking back", told, error)

    def stop(self) -> None:
        """Leave what waits for people to the next start."""
        for task in self._waiting:
            task.cancel()

    async def _look_in_server(self, guild: discord.Guild, heard_at: datetime) -> None:
        settings = await self._preferences.of(guild.id)
        now = self._now()
        found = [
            (channel, since)
            for channel in _channels_of(guild)
            if answers_in(channel, settings) and _may_answer(channel)
            for since in [unheard_since(heard_at, now, _patience(channel, settings))]
            if _latest_in(channel) > discord.utils.time_snowflake(since)
        ]
        latest_first = sorted(found, key=lambda one: _latest_in(one[0]), reverse=True)
        for channel, since in latest_first[:_MOST_CHANNELS]:
            await self._look_in(channel, since)

    async def _look_in_direct_messages(self, heard_at: datetime) -> None:
        """Look where somebody has asked before; Discord lists no others."""
        since = unheard_since(heard_at, self._now(), None)
        for number in await self._claiming.direct_channels(_MOST_DIRECT):
            try:
                channel = self._bot.get_channel(number) or await self._bot.fetch_channel(number)
            except FAILURES as error:
                _LOG.debug("a direct message cannot be read", reason=str(error))
                continue
            if isinstance(channel, discord.DMChannel):
                await self._look_in(channel, since)

    async def _look_in(self, channel: Place, since: datetime) -> None:
        """Hear what was said in a channel; what goes wrong there keeps nobody else waiting."""
        try:
            await self._hear_again(channel, since)
        except StateUnavailable:
            raise
        except FAILURES as error:
            _LOG.warning("what was said is not to be had", channel=channel.id, reason=str(error))
        except Exception as error:  # noqa: BLE001 - whatever it is, other channels are looked at
            record(error, doing="looking back")

    async def _hear_again(self, channel: Place, since: datetime) -> None:
        said = await said_since(channel, since)
        with self._ears.recalling(channel.id, said):
            heard = [one for message in said if (one := await self._ears.hear(message)) is not None]
            if heard:
                await self._hear(heard, answered_in(said, self._me))

    async def _hear(self, heard: list[Heard], answered: frozenset[int]) -> None:
        ids = [one.message.id for one in heard]
        known = answered | await self._claiming.among(ids) | self._company.known(ids)
        found = self._company.gather(heard, known)
        for standing in found:
            if standing.attention is not Attention.OVERHEARD:
                await asyncio.create_task(self.take_up(standing))
        for standing in found:
            if standing.attention is Attention.OVERHEARD:
                waiting = asyncio.create_task(self.take_up(standing))
                self._waiting.add(waiting)
                waiting.add_done_callback(self._waiting.discard)

    @property
    def _me(self) -> int:
        return self._bot.user.id if self._bot.user else 0


def _channels_of(guild: discord.Guild) -> Iterator[_Guilds]:
    yield from guild.text_channels
    yield from guild.voice_channels
    yield from guild.stage_channels
    yield from guild.threads


def _latest_in(channel: _Guilds) -> int:
    """Return the id of the latest message in a channel, as Discord has told it; 0 if there is none.

    What begins a post has the post's id.
    """
    latest = channel.last_message_id or 0
    return max(latest, channel.id) if isinstance(channel, discord.Thread) else latest


def _may_answer(channel: _Guilds) -> bool:
    """Tell whether we may read what was said in a channel, and write there."""
    may = channel.permissions_for(channel.guild.me)
    writes = may.send_messages
    if isinstance(channel, discord.Thread):
        writes = may.send_messages_in_threads
    return may.view_channel and may.read_message_history and writes


def _patience(channel: _Guilds, settings: Preferences) -> timedelta | None:
    """Return how long people may answer first in a help channel, None where it is none."""
    return timedelta(seconds=settings.patience) if helps_in(channel, settings) else None
