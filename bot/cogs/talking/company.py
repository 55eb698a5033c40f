"""Who speaks when: bursts that are waited for, people who answer first."""

import asyncio
from collections.abc import Callable, Container, Iterable, Sequence
from contextlib import nullcontext
from datetime import datetime
from typing import Final

from bot import replies
from bot.cogs.talking.answering import Answering
from bot.cogs.talking.gathering import gathered, leave_to_people
from bot.cogs.talking.greetings import Greetings
from bot.cogs.talking.hearing import Ears, Heard, quoting
from bot.cogs.talking.hints import Hints
from bot.cogs.talking.register import Register
from bot.cogs.talking.standing import Standing, goes_on, who_where
from bot.correspondents import Writer
from bot.inflight import Inflight
from bot.questions import question_in, understood
from bot.talking.attention import Attention
from bot.talking.bursts import pause_after, said_all
from bot.wishes import Question

# Seconds that may lie between a question and the mention that follows it: of a mention alone, and
# of one that says something itself.
_BEFORE_A_MENTION: Final = 60.0
_BEFORE_WORDS: Final = 10.0


class Company:
    """Hears all that people say where the bot is, and answers what is for it."""

    def __init__(
        self,
        *,
        ears: Ears,
        register: Register,
        answering: Answering,
        inflight: Inflight,
        now: Callable[[], datetime],
    ) -> None:
        self._ears = ears
        self._register = register
        self._answering = answering
        self._inflight = inflight
        # What somebody is saying just now, by where and who.
        self._said: dict[tuple[int, int], Standing] = {}
        self._greetings = Greetings()
        self._hints = Hints(inflight)
        self._now = now

    async def hear(self, heard: Heard) -> None:
        """Answer a message if it is for the bot, together with what else its author says now."""
        leave_to_people(heard, self._register.waiting_in(heard.message.channel.id))
        begun = self._said.get(who_where(heard))
        if begun is not None and goes_on(begun, heard):
            begun.add(heard)
            self._register.keep(begun)
            return
        if self._greetings.led_to(heard):
            await self.take_up(Standing([heard], Attention.FOLLOWED_UP))
            return
        match heard.attention:
            case Attention.NONE:
                return
            case Attention.ELSEWHERE:
                await self._hints.elsewhere(heard)
            case Attention.WITHHELD:
                await self._hints.withheld(heard)
            case _:
                await self.take_up(Standing([heard], heard.attention))

    def known(self, messages: Iterable[int]) -> frozenset[int]:
        """Return those of these messages that were heard already and are being answered."""
        return frozenset(one for one in messages if self._register.of(one) is not None)

    def gather(self, past: Sequence[Heard], known: Container[int]) -> list[Standing]:
        """Return the questions in what was said in a channel while nobody listened, in order.

        They are kept, to be taken up one after the other; those of `known` messages are left out.
        """
        found = gathered(past, known, self._greetings)
        for standing in found:
            self._register.keep(standing)
        return found

    async def take_up(self, standing: Standing) -> None:
        """Answer a question once it is all said, and once people had their turn."""
        self._register.keep(standing)
        if self._inflight.ending or standing.claimed:  # nothing is waited for any more
            await self._answering.answer(standing)
            return
        if standing.aloud:
            writer = Writer(standing.opener.message)
            async with self._inflight.answering(lambda: writer.tell(replies.STOPPING)):
                await self._all_said(standing, writer)
                self._greetings.note(standing)
                await self._answering.answer(standing)
            return
        with self._register.waiting(standing):
            await self._all_said(standing, None)
            if standing.attention is Attention.OVERHEARD:
                await asyncio.sleep(self._left_of(standing.opener.settings.patience, standing))
        await self._answering.answer(standing)

    def _left_of(self, seconds: float, standing: Standing) -> float:
        """Return for how much longer to wait; what was found was said a while ago."""
        if not standing.found:
            return seconds
        waited = self._now() - standing.heard[-1].message.created_at
        return max(seconds - waited.total_seconds(), 0.0)

    async def _all_said(self, standing: Standing, writer: Writer | None) -> None:
        """Wait until a question is complete, with what its author has said just before."""
        key = who_where(standing.opener)
        self._said[key] = standing
        try:
            async with writer.waiting() if writer else nullcontext():
                await self._look_back(standing)
                await said_all(standing.heard, lambda one: self._pause_after(one, standing))
        finally:
            if self._said.get(key) is standing:
                del self._said[key]

    def _pause_after(self, heard: Heard, standing: Standing) -> float:
        return self._left_of(pause_after(heard.incoming.content), standing)

    async def _look_back(self, standing: Standing) -> None:
        """Add what the author of a mention has said just before it, or what that replies to."""
        heard = standing.opener
        if heard.attention is not Attention.ADDRESSED or heard.incoming.is_direct:
            return
        bare = not isinstance(understood(question_in(heard.incoming)), Question)
        if bare and not question_in(heard.incoming):
            standing.heard[0] = heard = quoting(heard)
        seconds = _BEFORE_A_MENTION if bare else _BEFORE_WORDS
        for earlier in await self._ears.said_before(heard, seconds):
            known = self._register.of(earlier.message.id)
            if known is not None and (known.answered or known.aloud):
                break
            if known is not None:
                known.gone = True  # asked of everybody a moment ago, and now of the bot
            standing.heard.insert(0, earlier)
        self._register.keep(standing)
