"""The gaps of a server as whoever looks at them may see them now."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime

import discord

from bot.cogs.gaps.rights import places_in, sees
from bot.cogs.readers import Readers
from bot.desk import Desk
from bot.gaps.gathering import MOST, Gap, Gaps, IsKept, Onlooker, checked, gather
from bot.state import State
from bot.state.enquiries import Enquiry


class Look:
    """What one manager sees of the gaps of a server `since` then.

    They are gathered once, since that takes seconds, and anew when its manager sees other channels.
    """

    def __init__(self, since: datetime, *, desk: Desk, state: State, readers: Readers) -> None:
        self.since = since
        self._desk = desk
        self._state = state
        self._readers = readers
        self._seen: frozenset[int] = frozenset()
        self._gaps: Gaps | None = None

    async def gaps(self, interaction: discord.Interaction) -> Gaps:
        """Return the gaps for whoever uses a command or presses a button, as they see them now."""
        member = interaction.user
        assert isinstance(member, discord.Member)  # noqa: S101 - `let_managers` has seen to it
        silent = await self._state.open_questions.in_server(member.guild.id, self.since, MOST + 1)
        places = await places_in(member.guild, [one.channel for one in silent])
        seen = frozenset(channel for channel, place in places.items() if sees(member, place))
        if self._gaps is None or seen != self._seen:
            self._gaps = await self._gathered(interaction, silent, places, seen)
            self._seen = seen
        return self._gaps

    async def _gathered(
        self,
        interaction: discord.Interaction,
        silent: Sequence[Enquiry],
        places: Mapping[int, object],
        seen: frozenset[int],
    ) -> Gaps:
        guild = interaction.guild_id or 0
        gaps = await gather(
            silent,
            desk=self._desk,
            onlooker=Onlooker(
                sees=lambda asked: asked.channel in seen,
                audiences=await self._readers.of_call(interaction, privately=True),
            ),
            is_kept=await self._keeping(guild, places),
            verdicts=await self._state.feedback.given_in(guild, self.since),
        )

        async def answerable(gap: Gap) -> bool:
            audiences = await self._readers.of_channel(guild, places[gap.channel])
            return await asyncio.wrap_future(self._desk.answers(gap.question, audiences))

        return await checked(gaps, answerable)

    async def _keeping(self, guild: int, places: Mapping[int, object]) -> IsKept:
        lessons = await self._state.lessons.kept_in(guild)
        kept = {(lesson.asked, lesson.audience) for lesson in lessons}

        def is_kept(question: str, channel: int) -> bool:
            return any((question, one) in kept for one in self._readers.heard_in(places[channel]))

        return is_kept
