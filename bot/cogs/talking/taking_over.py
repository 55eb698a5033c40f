"""What a process that died has begun to answer is answered by another."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

import discord
import structlog
from discord.ext import commands

from bot.cards import FAILURES, Place
from bot.cogs.talking.claiming import Claiming
from bot.cogs.talking.gathering import ANSWERED, leave_to_people
from bot.cogs.talking.greetings import LISTENING, Greetings
from bot.cogs.talking.hearing import Ears, Heard, helps_in
from bot.cogs.talking.looking_back import LookingBack
from bot.cogs.talking.past import answers_among, said_since
from bot.cogs.talking.standing import Standing
from bot.faults import record
from bot.state.claims import Answered, LeftBehind
from bot.talking.attention import Attention
from bot.talking.reach import longest_ago

_LOG = structlog.stdlib.get_logger("bot")

# What Discord answers where there is nothing to be had, however often one asks.
_CLOSED = (discord.NotFound, discord.Forbidden)


class TakingOver:
    """Takes over claims whose lease is over.

    Nobody knows whether the process that is no more has sent its answer, so it is looked for. Where
    the channel cannot be read the question is left unanswered: rather none than two.
    """

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        *,
        ears: Ears,
        claiming: Claiming,
        looking_back: LookingBack,
        now: Callable[[], datetime],
    ) -> None:
        self._bot = bot
        self._ears = ears
        self._claiming = claiming
        self._looking_back = looking_back
        self._now = now

    async def take_over(self) -> None:
        """Answer what was left behind in our servers, the oldest first.

        Raises StateUnavailable where the database is away.
        """
        for left in await self._claiming.left_behind(self._now()):
            ours = left.guild is None or self._bot.get_guild(left.guild) is not None
            if ours and await self._claiming.take_over(left, self._now()):
                await self._settle(left)

    async def _settle(self, left: LeftBehind) -> None:
        """Adopt the answer that is there, or answer; what fails is tried again a lease later."""
        try:
            answered, standing = await self._found(left)
        except _CLOSED:
            answered = standing = None
        except FAILURES as error:
            _LOG.warning("a question was not taken over", reason=str(error))
            if not self._is_over(left):
                return
            answered = standing = None
        except Exception as error:  # noqa: BLE001 - it would go wrong every time
            record(error, doing="taking over a question")
            answered = standing = None
        if standing is None:
            await self._claiming.note(left.messages, answered)
        else:
            await asyncio.create_task(self._looking_back.take_up(standing))

    async def _found(self, left: LeftBehind) -> tuple[Answered | None, Standing | None]:
        """Return what answers a question already, or else the question, if there still is one."""
        said = await self._said_since(left)
        answered = await self._answered(left, said)
        return answered, await self._standing(left, said) if answered is None else None

    def _is_over(self, left: LeftBehind) -> bool:
        """Tell whether it is too late for any answer."""
        asked_at = discord.utils.snowflake_time(max(left.messages))
        return asked_at < longest_ago(self._now(), help_is_given=True)

    async def _said_since(self, left: LeftBehind) -> list[discord.Message]:
        """Return what was said in a question's channel, from when its author may have said hi."""
        if left.asked_in is None:
            return []
        since = discord.utils.snowflake_time(min(left.messages)) - LISTENING
        return await said_since(await self._channel(left.asked_in), since)

    async def _answered(self, left: LeftBehind, said: Sequence[discord.Message]) -> Answered | None:
        """Return what answers a question already, in its channel or in the thread for it."""
        me = self._bot.user.id if self._bot.user else 0
        answers = answers_among(said, me, left.messages)
        if answers:
            return Answered(said[0].channel.id, answers)
        if left.channel is None or left.channel == left.asked_in:
            return None
        thread = await self._channel(left.channel)
        there = await said_since(thread, discord.Object(min(left.messages)))
        answers = tuple(one.id for one in there if one.author.id == me)
        return Answered(thread.id, answers) if answers else None

    async def _standing(self, left: LeftBehind, said: Sequence[discord.Message]) -> Standing | None:
        """Return a question as it stands now, None where there is none to answer any more."""
        with self._ears.recalling(left.asked_in or 0, said):
            past = [one for message in said if (one := await self._ears.hear(message)) is not None]
        asked = [one for one in past if one.message.id in left.messages]
        if not asked or self._is_late(asked[-1]):
            return None
        attention = _attention(asked, past)
        if attention is None:
            return None
        standing = Standing(asked, attention, found=True, claimed=True)
        for one in past[past.index(asked[-1]) + 1 :]:
            leave_to_people(one, [standing])
        return None if standing.gone else standing

    def _is_late(self, heard: Heard) -> bool:
        helped = helps_in(heard.message.channel, heard.settings)
        return heard.message.created_at < longest_ago(self._now(), help_is_given=helped)

    async def _channel(self, number: int) -> Place:
        found = self._bot.get_channel(number) or await self._bot.fetch_channel(number)
        assert isinstance(found, discord.abc.Messageable)  # noqa: S101 - we have answered there
        return found


def _attention(asked: Sequence[Heard], past: Sequence[Heard]) -> Attention | None:
    """Return what a question is to the bot by now, None where it is not answered any more."""
    spoken = next((one.attention for one in asked if one.attention in ANSWERED), None)
    if spoken is not None:
        return spoken
    greetings = Greetings()
    for one in past[: past.index(asked[0])]:
        if one.attention in ANSWERED:
            greetings.note(Standing([one], one.attention))
    return Attention.FOLLOWED_UP if any(map(greetings.led_to, asked)) else None
