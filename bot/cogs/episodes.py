"""/episode: a work at a glance."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.readers import Readers
from bot.cogs.serving import Choice, Errand, Typed, completions, names_in, serve
from bot.correspondents import Caller
from bot.desk import Desk
from bot.inflight import Inflight
from bot.questions import readable
from bot.wishes import AboutEpisode
from bot.wording import episodes


class Episodes(commands.Cog):
    """Tells of works."""

    def __init__(self, *, desk: Desk, readers: Readers, inflight: Inflight) -> None:
        self._desk = desk
        self._readers = readers
        self._inflight = inflight

    @app_commands.command(description=episodes.EPISODE_DESCRIPTION)
    @app_commands.describe(title=episodes.TITLE_OPTION)
    async def episode(self, interaction: discord.Interaction, title: Typed) -> None:
        """Tell of a work."""
        wished = AboutEpisode(readable(title, names_in(interaction)))
        errand = Errand(Caller(interaction), wished, lambda: self._readers.of_call(interaction))
        await serve(errand, self._desk, self._inflight)

    @episode.autocomplete("title")
    async def _complete(self, at: discord.Interaction, typed: str) -> list[Choice]:
        """Offer the works of the library."""
        return await completions(self._desk.titles, typed, lambda: self._readers.of_call(at))
