"""/daily: a server's daily post, for those who may manage the server."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.certain import guild_of
from bot.cogs.daily.menus import Menus
from bot.cogs.daily.plans import Plans
from bot.cogs.daily.wishes import PostChannel, Refused, Wish
from bot.cogs.serving import Choice, Typed
from bot.cogs.setup.rights import let_managers
from bot.correspondents import Caller
from bot.daily import choosing, zones
from bot.state import State
from bot.wording import daily_setup as wording

_MOST_CHOICES = 25
_LONGEST_CHOICE = 100

Every = Literal["day", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@app_commands.guild_only()
class Daily(commands.GroupCog, group_name="daily", group_description=wording.GROUP):
    """Sets the daily post up and shows what becomes of it; answers the caller alone."""

    def __init__(self, state: State, plans: Plans) -> None:
        self._state = state
        self._plans = plans

    async def cog_load(self) -> None:
        """Load the time zones beside, before somebody begins to type one."""
        asyncio.get_running_loop().run_in_executor(None, zones.warm_up)

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Let only those through who may manage the server, or have a role that may set it up."""
        return await let_managers(
            interaction,
            self._state,
            elsewhere=wording.ONLY_IN_SERVERS,
            others=wording.NEEDS_MANAGER,
        )

    @app_commands.command(description=wording.SETUP)
    @app_commands.describe(
        channel=wording.CHANNEL_OPTION,
        time=wording.TIME_OPTION,
        timezone=wording.ZONE_OPTION,
        sections=wording.SECTIONS_OPTION,
        every=wording.EVERY_OPTION,
    )
    async def setup(  # noqa: PLR0913, PLR0917 - the options of the command
        self,
        interaction: discord.Interaction,
        channel: app_commands.Transform[int, PostChannel],
        time: Typed,
        timezone: Typed,
        sections: Typed | None = None,
        every: Every = "day",
    ) -> None:
        """Set the post up, or say what is wrong; nothing is changed then."""
        async with _answering(interaction):
            wish = Wish(time, timezone, sections or "", every)
            settings = await self._plans.set_up(interaction, channel, wish)
            await Menus(settings, self._plans).open(interaction)

    @setup.autocomplete("timezone")
    async def _complete_zone(self, _: discord.Interaction, typed: str) -> list[Choice]:
        """Offer time zones, each with what its clocks show now."""
        return [
            Choice(name=_with_time(name), value=name)
            for name in zones.completions(typed, _MOST_CHOICES)
        ]

    @setup.autocomplete("sections")
    async def _complete_sections(self, _: discord.Interaction, typed: str) -> list[Choice]:
        """Offer what the list of sections may go on with."""
        return [
            Choice(name=names, value=names)
            for names in choosing.completions(typed)
            if len(names) <= _LONGEST_CHOICE
        ]

    @app_commands.command(description=wording.SHOW)
    async def show(self, interaction: discord.Interaction) -> None:
        """Show the settings, the last post, and what was skipped."""
        async with _answering(interaction):
            settings = await self._plans.of(guild_of(interaction))
            if settings is None:
                raise Refused(wording.NOT_SET_UP)
            await Menus(settings, self._plans, with_history=True).open(interaction)

    @app_commands.command(description=wording.PREVIEW)
    async def preview(self, interaction: discord.Interaction) -> None:
        """Show the next post as it would be if it were sent now."""
        async with _answering(interaction):
            await self._plans.preview(interaction)

    @app_commands.command(description=wording.PAUSE)
    async def pause(self, interaction: discord.Interaction) -> None:
        """Post nothing until further notice."""
        async with _answering(interaction) as to:
            await self._plans.pause(interaction)
            await to.tell(wording.PAUSED)

    @app_commands.command(description=wording.RESUME)
    async def resume(self, interaction: discord.Interaction) -> None:
        """Go on, if the channel takes posts."""
        async with _answering(interaction) as to:
            settings = await self._plans.resume(interaction)
            await to.tell(wording.resumed(settings.coming()))

    @app_commands.command(description=wording.OFF)
    async def off(self, interaction: discord.Interaction) -> None:
        """Stop, and forget the settings."""
        async with _answering(interaction) as to:
            await self._plans.off(interaction)
            await to.tell(wording.STOPPED)


@asynccontextmanager
async def _answering(interaction: discord.Interaction) -> AsyncIterator[Caller]:
    """Take a call whose answer may take a while; what is refused is told to the caller alone."""
    to = Caller(interaction, privately=True)
    async with to.waiting():
        try:
            yield to
        except Refused as refused:
            await to.tell(refused.reply)


def _with_time(name: str) -> str:
    now = datetime.now(ZoneInfo(name))
    return wording.zone_choice(name, f"{now:%H:%M}")
