"""/stats: what was asked in a server and how well it was answered, for those who run it."""

import asyncio
from datetime import UTC, datetime, time
from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.gaps.rights import let_managers, places_in, sees
from bot.cogs.readers import Readers
from bot.correspondents import Caller
from bot.desk import Desk
from bot.easel import Easel
from bot.gaps.figures import MOST, Figures, sources_of, topics_of, waits_of, window
from bot.state import State
from bot.wording import stats as wording


class Stats(commands.Cog):
    """Shows figures to the caller alone, topics and sources as far as they may see them."""

    def __init__(self, *, desk: Desk, state: State, readers: Readers, easel: Easel) -> None:
        self._desk = desk
        self._state = state
        self._readers = readers
        self._easel = easel

    @app_commands.command(description=wording.STATS)
    @app_commands.describe(days=wording.DAYS_OPTION)
    @app_commands.guild_only()
    async def stats(self, interaction: discord.Interaction, days: Literal[7, 30, 90] = 30) -> None:
        """Show the figures of so many days; where files may not be sent, in words alone."""
        if not await let_managers(interaction, self._state):
            return
        to = Caller(interaction, privately=True)
        async with to.waiting():
            reply = wording.page(await self._figures(interaction, days), self._state.days)
            if interaction.app_permissions.attach_files:
                reply = await self._easel.illustrated(reply)
            await to.tell(reply)

    async def _figures(self, interaction: discord.Interaction, days: int) -> Figures:
        member, now = interaction.user, discord.utils.utcnow()
        assert isinstance(member, discord.Member)  # noqa: S101 - `let_managers` has seen to it
        guild = member.guild.id
        counted = window(await self._state.figures.counts(guild), now, days)
        since = datetime.combine(counted[0].day, time(), tzinfo=UTC)
        askings = await self._state.figures.askings_in(guild, since, MOST)
        places = await places_in(member.guild, [asking.channel for asking in askings])
        audiences = await self._readers.of_call(interaction, privately=True)
        titles = await asyncio.wrap_future(self._desk.titles_by_source(audiences))
        return Figures(
            since=since.date(),
            days=counted,
            verdicts=await self._state.feedback.counts(guild, since),
            waits=waits_of(askings),
            topics=await topics_of(
                askings, self._desk, lambda channel: sees(member, places[channel])
            ),
            sources=sources_of(askings, titles),
        )
