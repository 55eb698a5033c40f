"""/episode: a work at a glance."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.cards import Caller
from bot.cogs.serving import Choice, Typed, completions, names_in, serve
from bot.desk import Desk
from bot.inflight import Inflight
from bot.questions import AboutEpisode, readable
from bot.wording import episodes


class Episodes(commands.Cog):
    """Tells of works."""

    def __init__(self, *, desk: Desk, inflight: Inflight) -> None:
        self._desk = desk
        self._inflight = inflight

    @app_commands.command(description=episodes.EPISODE_DESCRIPTION)
    @app_commands.describe(title=episodes.TITLE_OPTION)
    async def episode(self, interaction: discord.Interaction, title: Typed) -> None:
        """Tell of a work."""
        wished = AboutEpisode(readable(title, names_in(interaction)))
        await serve(Caller(interaction), wished, self._desk, self._inflight)

    @episode.autocomplete("title")
    async def _complete(self, _: discord.Interaction, typed: str) -> list[Choice]:
        """Offer the works of the library."""
        return await completions(self._desk.titles, typed)
