"""/person: what the library holds of somebody, with a chart of when."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.readers import Readers
from bot.cogs.serving import Choice, Errand, Typed, as_it_is, completions, names_in, serve
from bot.correspondents import Caller
from bot.desk import Desk
from bot.easel import Easel
from bot.inflight import Inflight
from bot.questions import readable
from bot.wishes import AboutPerson
from bot.wording import people


class People(commands.Cog):
    """Tells of people."""

    def __init__(self, *, desk: Desk, readers: Readers, inflight: Inflight, easel: Easel) -> None:
        self._desk = desk
        self._readers = readers
        self._inflight = inflight
        self._easel = easel

    @app_commands.command(description=people.PERSON_DESCRIPTION)
    @app_commands.describe(name=people.NAME_OPTION)
    async def person(self, interaction: discord.Interaction, name: Typed) -> None:
        """Tell of a person; where files may not be sent, in words alone."""
        wished = AboutPerson(readable(name, names_in(interaction)))
        drawn = interaction.app_permissions.attach_files
        finish = self._easel.illustrated if drawn else as_it_is
        errand = Errand(Caller(interaction), wished, lambda: self._readers.of_call(interaction))
        await serve(errand, self._desk, self._inflight, finish)

    @person.autocomplete("name")
    async def _complete(self, at: discord.Interaction, typed: str) -> list[Choice]:
        """Offer the voices of the library."""
        return await completions(self._desk.people, typed, lambda: self._readers.of_call(at))
