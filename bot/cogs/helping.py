"""/help: how to ask, and what else there is, on one screen of a phone."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.numbers import CommandNumbers
from bot.cogs.readers import Readers
from bot.cogs.serving import Errand, serve
from bot.cogs.setup.rights import may_set_up
from bot.correspondents import Caller
from bot.desk import Desk
from bot.inflight import Inflight
from bot.parts import Reply
from bot.state import State
from bot.wishes import Lost
from bot.wording import help as wording


class Helping(commands.Cog):
    """Helps whoever asks for it, and nobody else sees it."""

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        *,
        desk: Desk,
        state: State,
        readers: Readers,
        inflight: Inflight,
    ) -> None:
        self._desk = desk
        self._state = state
        self._readers = readers
        self._inflight = inflight
        self._numbers = CommandNumbers(bot)

    @app_commands.command(description=wording.DESCRIPTION)
    async def help(self, interaction: discord.Interaction) -> None:
        """Say how to ask, with questions that the library can answer, and what else there is."""

        async def finish(how_to_ask: Reply) -> Reply:
            managing = await may_set_up(interaction, self._state)
            numbers = await self._numbers.known()
            return (*how_to_ask, *wording.commands(numbers, managing=managing))

        errand = Errand(
            Caller(interaction, privately=True), Lost(), lambda: self._readers.of_call(interaction)
        )
        await serve(errand, self._desk, self._inflight, finish)
