"""A question in messages, from the moment it is complete to its answer."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

import discord

from bot.cogs.readers import Readers
from bot.cogs.serving import Errand, serve
from bot.cogs.talking.admission import Admission
from bot.cogs.talking.claiming import Claiming
from bot.cogs.talking.hearing import Ears, answers_in, helps_in
from bot.cogs.talking.remembering import Memory
from bot.cogs.talking.responding import Respondent
from bot.cogs.talking.standing import Standing
from bot.cogs.talking.threads import Spot, Threads, with_note
from bot.desk import Desk
from bot.faults import record
from bot.inflight import Inflight
from bot.parts import Reply
from bot.recording import Origin, Recorder
from bot.state.claims import Answered, Asker
from bot.talking.attention import Attention
from bot.wishes import NEVER_ASKING, Question


@dataclass(frozen=True, slots=True)
class Service:
    """The way to the library, for whom it is asked, and what is kept of that."""

    desk: Desk
    readers: Readers
    inflight: Inflight
    recorder: Recorder


class Answering:
    """Answers questions, and once more when they change."""

    def __init__(  # noqa: PLR0913 - all that an answer takes
        self,
        service: Service,
        *,
        ears: Ears,
        memory: Memory,
        admission: Admission,
        claiming: Claiming,
        threads: Threads,
        now: Callable[[], datetime],
    ) -> None:
        self._service = service
        self._ears = ears
        self._memory = memory
        self._admission = admission
        self._claiming = claiming
        self._threads = threads
        self._now = now

    async def answer(self, standing: Standing) -> None:
        """Answer a question, if that is ours to do and nobody asks too much."""
        async with standing.turn_to_write:
            if self._is_left_to_the_next(standing):
                return
            standing.answered = True
            if standing.gone or not await self._is_ours(standing):
                standing.gone = True
                return
            try:
                answered = await self._answer_ours(standing)
            except Exception:  # not where the end of the program breaks it off: it is not done
                self._keep(standing.messages, None)
                raise
            if not answered:
                self._keep(standing.messages, None)

    async def _answer_ours(self, standing: Standing) -> bool:
        """Answer a question that was claimed; tell whether that is kept already."""
        if not await self._is_still_answered(standing):
            return False
        # Whoever has asked while nobody was there is not told in public that it was too much.
        asked_at = standing.heard[-1].message.created_at if standing.found else self._now()
        aloud = standing.aloud and not standing.found
        if not await self._is_admitted(standing, asked_at, aloud=aloud):
            return False
        past = await self._memory.before(standing.opener, self._now())
        standing.before, standing.turn = past.questions, past.answers + 1
        spot = await self._place(standing)
        kept = await self._tell(standing, spot.note)
        if standing.answers:
            await self._threads.point_to(spot, standing.opener)
        return kept

    async def answer_anew(self, standing: Standing) -> None:
        """Answer a question whose words have changed, in the place of the answer that it had."""
        async with standing.turn_to_write:
            if standing.gone or not standing.answered:
                return
            if not await self._is_still_answered(standing):
                return
            if await self._is_admitted(standing, self._now(), aloud=False):
                await self._tell(standing, again=True)

    def _is_left_to_the_next(self, standing: Standing) -> bool:
        """Tell whether it is too late, and nobody waits who could be told so.

        Nobody has claimed it then, and the next start finds it by looking back.
        """
        told = standing.aloud and not standing.found
        return self._service.inflight.refuses and not told

    async def _is_still_answered(self, standing: Standing) -> bool:
        """Tell whether a question is answered where it was asked, as the server is set up by now.

        It may have waited for long, or for another process; who closes a channel meanwhile wants
        no word there.
        """
        message = standing.opener.message
        settings = await self._ears.settings(message.guild)
        if not answers_in(message.channel, settings):
            return False
        overheard = standing.attention is Attention.OVERHEARD
        return not overheard or helps_in(message.channel, settings)

    async def _is_admitted(self, standing: Standing, asked_at: datetime, *, aloud: bool) -> bool:
        """Count what asks the library; a kind word uses nothing up."""
        if isinstance(standing.wished(), NEVER_ASKING):
            return True
        return await self._admission.of_message(standing.opener, asked_at, aloud=aloud)

    async def _is_ours(self, standing: Standing) -> bool:
        """Claim all messages of a question; what another process has answered is left out."""
        if standing.claimed:
            return True
        message = standing.opener.message
        asker = Asker(
            message.author.id, message.channel.id, message.guild.id if message.guild else None
        )
        ours = await self._claiming.claim(
            standing.messages, asker, self._now(), surely=standing.found
        )
        mine = [one for one in standing.heard if one.message.id in ours]
        standing.heard = mine or standing.heard
        standing.claimed = message.id in ours
        return standing.claimed

    def _keep(self, messages: Collection[int], answered: Answered | None) -> None:
        kept = self._claiming.note(messages, answered)
        self._service.inflight.errand(kept, doing="keeping what was answered")

    async def _place(self, standing: Standing) -> Spot:
        """Decide where to answer."""
        wished = standing.wished()
        if not isinstance(wished, Question):
            return Spot()
        first = next(iter(standing.before), wished.text)
        spot = await self._threads.spot_for(standing.opener, standing.turn, first)
        standing.place = spot.place
        if spot.place is not None:
            await self._claiming.place(standing.messages, spot.place.id)
        return spot

    async def _tell(self, standing: Standing, note: Reply = (), *, again: bool = False) -> bool:
        """Ask the library and tell; what goes wrong with what nobody asked us is only logged."""
        try:
            await self._serve(standing, note, again=again)
        except Exception as error:
            if standing.aloud:
                raise
            record(error, doing="answering")
            return False
        return True

    async def _serve(self, standing: Standing, note: Reply, *, again: bool) -> None:
        message, service = standing.opener.message, self._service

        async def noted(reply: Reply) -> Reply:
            return with_note(reply, note)

        wished = standing.wished()
        to = Respondent(standing, self._claiming, again=again)
        service.recorder.exchanges.forget(standing.answers)
        errand = Errand(to, wished, lambda: service.readers.of_message(message))
        told = await serve(errand, service.desk, service.inflight, noted)
        place = standing.place.id if standing.place else message.channel.id
        origin = _origin_of(standing.opener.message, place, standing.turn)
        if told is not None and not standing.gone and standing.is_a_question:
            service.recorder.note(
                origin, wished, told.reply, told.messages, took=told.took, again=again
            )
        self._keep(standing.messages, Answered(place, standing.answers))


def _origin_of(message: discord.Message, place: int, turn: int) -> Origin:
    guild = message.guild.id if message.guild else None
    return Origin(guild, place, message.author.id, message.id, turn=turn)
