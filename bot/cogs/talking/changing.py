"""What becomes of an answer when its question is edited or deleted."""

import asyncio
from collections.abc import Collection
from contextlib import suppress
from datetime import timedelta
from typing import Final

import discord
from discord.ext import commands

from bot.cards import Place
from bot.cogs.clock import now
from bot.cogs.talking.answering import Answering
from bot.cogs.talking.claiming import Claiming
from bot.cogs.talking.gathering import ANSWERED
from bot.cogs.talking.hearing import Ears, Heard
from bot.cogs.talking.register import Register
from bot.cogs.talking.standing import Standing
from bot.cogs.tongue import tongues_of
from bot.correspondents import delete
from bot.exchanges import Exchanges
from bot.state.claims import Answered
from bot.talking.attention import Attention
from bot.translation import speak

# Whoever edits later than this asks anew, and replies or mentions the bot again.
_EDITABLE: Final = timedelta(minutes=5)
# Seconds for which a process that has not answered leaves an edit to the one that has.
_OWNER_FIRST: Final = 2.0


class Changes:
    """Keeps answers true to their questions."""

    def __init__(  # noqa: PLR0913 - all that a change touches
        self,
        bot: commands.AutoShardedBot,
        *,
        ears: Ears,
        register: Register,
        exchanges: Exchanges,
        answering: Answering,
        claiming: Claiming,
    ) -> None:
        self._bot = bot
        self._ears = ears
        self._register = register
        self._exchanges = exchanges
        self._answering = answering
        self._claiming = claiming

    async def edited(self, message: discord.Message) -> Heard | None:
        """Answer an edited question anew; return what was heard where it was none before."""
        edited_at = message.edited_at
        if edited_at is None or edited_at - message.created_at > _EDITABLE:
            return None
        heard = await self._ears.hear(message)
        if heard is None or not heard.incoming.readable:
            return None
        standing = self._register.of(message.id)
        if standing is None:
            standing = await self._taken_over(heard)
            if standing is None:
                return heard
        elif standing.exchange(heard):
            await self._claiming.claim_edit(message.id, edited_at, ours=True)
        else:
            return None
        await self._answering.answer_anew(standing)
        return None

    async def _taken_over(self, heard: Heard) -> Standing | None:
        """Return a question that was answered before this process began, if it is ours now."""
        message = heard.message
        known = (await self._claiming.answers_to([message.id])).get(message.id)
        if known is None or message.edited_at is None:
            return None
        await asyncio.sleep(_OWNER_FIRST)
        if not await self._claiming.claim_edit(message.id, message.edited_at, ours=False):
            return None
        joint = await self._claiming.together(message.id)
        others = await self._heard_again(
            message.channel.id, [one for one in joint if one != message.id]
        )
        return self._standing_as([heard, *others], known)

    async def _heard_again(self, channel: int, messages: Collection[int]) -> list[Heard]:
        """Return what some messages of before this process say, without those that are gone."""
        if not messages:
            return []
        place = self._bot.get_channel(channel) or await self._bot.fetch_channel(channel)
        assert isinstance(place, discord.abc.Messageable)  # noqa: S101 - it was said there
        found: list[Heard] = []
        for number in messages:
            with suppress(discord.NotFound):
                heard = await self._ears.hear(await place.fetch_message(number))
                found += [heard] if heard is not None else []
        return found

    def _standing_as(self, heard: list[Heard], known: Answered) -> Standing:
        heard = sorted(heard, key=lambda one: one.message.id)
        said_to_me = [one.attention for one in heard if one.attention in ANSWERED]
        attention = next(iter(said_to_me), heard[-1].attention)
        if Attention.ADDRESSED in said_to_me:
            attention = Attention.ADDRESSED
        asked_in = heard[0].message.channel.id
        place = None if known.channel == asked_in else self._place(known.channel)
        standing = Standing(heard, attention, place, known.answers, answered=True)
        self._register.keep(standing)
        return standing

    async def deleted(self, channel: int, messages: Collection[int]) -> None:
        """Take away what answers messages that are gone; what was answered by them is forgotten."""
        unknown: list[int] = []
        for message in messages:
            standing = self._register.pop(message)
            if standing is not None:
                await self._without(standing, message)
            elif (exchange := self._exchanges.of_question(message)) is not None:
                await delete(self._place(exchange.channel), exchange.answers)
            else:
                self._leave_taken_away(message)
                unknown.append(message)
        self._register.unsay(self._exchanges.forget(messages))
        if unknown:
            for message, known in (await self._claiming.answers_to(unknown)).items():
                await self._without_unknown(message, known, channel, messages)

    async def _without_unknown(
        self, message: int, known: Answered, channel: int, gone: Collection[int]
    ) -> None:
        """Take a message out of a question that was answered before this process began."""
        joint = await self._claiming.together(message)
        left = await self._heard_again(channel, [one for one in joint if one not in gone])
        if not any(one.attention in ANSWERED for one in left):
            await delete(self._place(known.channel), known.answers)
            return
        await asyncio.sleep(_OWNER_FIRST)
        if self._register.of(left[0].message.id) is not None:
            return  # of several that are gone at once, the first has led here
        if await self._claiming.claim_edit(message, now(), ours=False):
            standing = self._standing_as(left, known)
            speak(await tongues_of(self._bot).of_message(standing.opener.message))
            await self._answering.answer_anew(standing)

    def _leave_taken_away(self, answer: int) -> None:
        """See to it that an answer which somebody has taken away does not come back."""
        exchange = self._exchanges.of_answer(answer)
        if exchange is not None and exchange.message is not None:
            standing = self._register.of(exchange.message)
            if standing is not None:
                standing.gone = True

    async def _without(self, standing: Standing, message: int) -> None:
        """Take a message out of a question; its answer goes if nothing is left to ask."""
        standing.drop(message)
        if not standing.gone:
            await self._claiming.claim_edit(message, now(), ours=True)
            speak(await tongues_of(self._bot).of_message(standing.opener.message))
            await self._answering.answer_anew(standing)
            return
        async with standing.turn_to_write:  # what is being written is taken away as well
            answers, standing.answers = standing.answers, ()
            place = standing.place or self._place(standing.opener.message.channel.id)
            await delete(place, answers)
            self._register.unsay(self._exchanges.forget([message, *answers]))

    def _place(self, channel: int) -> Place:
        return self._bot.get_partial_messageable(channel)
