"""What was said while nobody listened is heard once somebody does again.

Claims say what of it was taken up, so that it does no harm to look at too much. Where the database
is away nobody knows that, and nothing is looked at.
"""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

import discord
import structlog
from discord.ext import commands

from bot.cards import CLOSED, FAILURES, Place
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
from bot.talking.reach import Unheard, unheard_since
from bot.translation import speak

_LOG = structlog.stdlib.get_logger("bot")

# Of a server, those in which something was said last; and of all direct messages.
_MOST_CHANNELS: Final = 100
_MOST_DIRECT: Final = 30

# Stands for the server of direct messages.
_DIRECT: Final = 0

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

    def unheard(self, shard: Shard, last: LastHeard) -> list[Unheard]:
        """Return what nobody has heard in the servers of a shard, and in direct messages."""
        now = self._now()
        return [
            Unheard(guild, since, now)
            for guild in (*(one.id for one in self._bot.guilds), _DIRECT)
            if shard.tells_of(guild) and (since := last.of(guild, now)) is not None
        ]

    async def look(self, unheard: Unheard) -> Unheard | None:
        """Hear what nobody has heard; return what is still to be heard, None if that is all.

        Discord may be slow, or the server away, and be there a minute later. Raises
        StateUnavailable where the database is away.
        """
        if unheard.guild == _DIRECT:
            failed = await self._look_in_direct_messages(unheard)
        else:
            guild = self._bot.get_guild(unheard.guild)
            if guild is not None and guild.unavailable:
                return unheard
            failed = await self._look_in_server(guild, unheard) if guild else frozenset()
        if not failed or unheard.is_over(self._now()):
            return None
        return replace(unheard, channels=failed)

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

    async def _look_in_server(self, guild: discord.Guild, unheard: Unheard) -> frozenset[int]:
        """Return the channels that could not be read this time."""
        settings = await self._preferences.of(guild.id)
        now = self._now()
        found = [
            (channel, since)
            for channel in _channels_of(guild)
            if unheard.is_in(channel.id) and answers_in(channel, settings) and _may_answer(channel)
            for since in [unheard_since(unheard.since, now, _patience(channel, settings))]
            if _latest_in(channel) > discord.utils.time_snowflake(since)
        ]
        latest_first = sorted(found, key=lambda one: _latest_in(one[0]), reverse=True)
        looked = [
            (channel.id, await self._look_in(channel, since))
            for channel, since in latest_first[:_MOST_CHANNELS]
        ]
        return frozenset(number for number, done in looked if not done)

    async def _look_in_direct_messages(self, unheard: Unheard) -> frozenset[int]:
        """Look where somebody has asked before; Discord lists no others."""
        since = unheard_since(unheard.since, self._now(), None)
        channels = await self._claiming.direct_channels(_MOST_DIRECT)
        looked = [
            (number, await self._look_in(number, since))
            for number in channels
            if unheard.is_in(number)
        ]
        return frozenset(number for number, done in looked if not done)

    async def _look_in(self, channel: _Guilds | int, since: datetime) -> bool:
        """Hear what was said in a channel; tell whether that is done.

        What goes wrong there keeps nobody else waiting.
        """
        try:
            await self._hear_again(await self._place(channel), since)
        except StateUnavailable:
            raise
        except CLOSED as error:
            _LOG.debug("a channel cannot be read", reason=str(error))
        except FAILURES as error:
            number = channel if isinstance(channel, int) else channel.id
            _LOG.warning("what was said is not to be had", channel=number, reason=str(error))
            return False
        except Exception as error:  # noqa: BLE001 - whatever it is, other channels are looked at
            record(error, doing="looking back")
        return True

    async def _place(self, channel: _Guilds | int) -> Place:
        if not isinstance(channel, int):
            return channel
        found = self._bot.get_channel(channel) or await self._bot.fetch_channel(channel)
        assert isinstance(found, discord.DMChannel)  # noqa: S101 - somebody has asked there alone
        return found

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
