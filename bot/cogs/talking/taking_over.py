"""What a process that died has begun to answer is answered by another."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

import discord
import structlog
from discord.ext import commands

from bot.cards import CLOSED, FAILURES, Place
from bot.cogs.talking.claiming import Claiming
from bot.cogs.talking.gathering import ANSWERED, leave_to_people
from bot.cogs.talking.greetings import LISTENING, Greetings
from bot.cogs.talking.hearing import Ears, Heard, helps_in
from bot.cogs.talking.looking_back import LookingBack
from bot.cogs.talking.past import (
    answers_among,
    pages_from,
    replies_to_nothing,
    said_since,
)
from bot.cogs.talking.register import Register
from bot.cogs.talking.standing import Standing
from bot.faults import record
from bot.state.claims import Answered, LeftBehind
from bot.talking.attention import Attention
from bot.talking.reach import longest_ago

_LOG = structlog.stdlib.get_logger("bot")


class TakingOver:
    """Takes over claims whose lease is over.

    Nobody knows whether the process that is no more has sent its answer, so it is looked for. Where
    the channel cannot be read the question is left unanswered: rather none than two.
    """

    def __init__(  # noqa: PLR0913 - all that it needs to look and to answer
        self,
        bot: commands.AutoShardedBot,
        *,
        ears: Ears,
        register: Register,
        claiming: Claiming,
        looking_back: LookingBack,
        now: Callable[[], datetime],
    ) -> None:
        self._bot = bot
        self._ears = ears
        self._register = register
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
        except CLOSED:
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
        remembered = self._remembered(left)
        if remembered is not None:
            return remembered, None
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

    def _remembered(self, left: LeftBehind) -> Answered | None:
        """Return what this process itself has answered, whatever of that was kept."""
        known = self._register.of(left.messages[-1])
        if known is None or not (known.claimed and known.answers):
            return None
        place = known.place.id if known.place else known.opener.message.channel.id
        return Answered(place, known.answers)

    async def _answered(self, left: LeftBehind, said: Sequence[discord.Message]) -> Answered | None:
        """Return what answers a question already, in its channel or in the thread for it."""
        if left.answers:
            return Answered(left.channel or left.asked_in or 0, left.answers)
        thread = self._thread_of(left)
        # That an exchange goes on in a thread is said in reply, too.
        answers = answers_among(
            [one for one in said if thread not in one.raw_channel_mentions], self._me, left.messages
        )
        if answers:
            return Answered(left.asked_in or 0, answers)
        return await self._answered_in(thread, left) if thread is not None else None

    def _thread_of(self, left: LeftBehind) -> int | None:
        """Return the thread that was noted for a question, or that was opened on it."""
        if left.channel is not None and left.channel != left.asked_in:
            return left.channel
        for message in left.messages:
            found = self._bot.get_channel(message)
            if isinstance(found, discord.Thread) and found.owner_id == self._me:
                return found.id
        return None

    async def _answered_in(self, thread: int, left: LeftBehind) -> Answered | None:
        """Return what in a thread answers a question that was asked outside of it.

        Nothing there says what it answers. In a thread that was opened on the question the first
        answer is its own. In any other one that of which nobody knows what it answers may be, or
        not: then the question is done, and nothing is adopted. Whoever asked can ask again, but an
        answer that is given twice, or goes with another's question, cannot be taken back.
        """
        there = await said_since(await self._channel(thread), discord.Object(min(left.messages)))
        known = await self._claiming.answers_in(thread)
        ours = [one for one in there if one.author.id == self._me and one.id not in known]
        alone = [one for one in ours if replies_to_nothing(one)]
        if not alone:
            return None
        opened_for_it = thread in left.messages
        return Answered(thread, pages_from(alone[0], ours) if opened_for_it else ())

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

    @property
    def _me(self) -> int:
        return self._bot.user.id if self._bot.user else 0

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
