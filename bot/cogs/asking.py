"""Questions with /ask."""

import discord
from discord import app_commands
from discord.ext import commands

from bot import replies
from bot.cards import Caller
from bot.cogs.readers import Readers
from bot.cogs.serving import (
    Choice,
    Errand,
    Typed,
    answer,
    completions,
    filters_of,
    names_in,
)
from bot.desk import Desk
from bot.inflight import Inflight
from bot.questions import Question, readable, understood
from bot.recording import Origin, Recorder


class Asking(commands.Cog):
    """Answers whoever asks by a command."""

    def __init__(
        self,
        *,
        desk: Desk,
        readers: Readers,
        recorder: Recorder,
        inflight: Inflight,
    ) -> None:
        self._desk = desk
        self._readers = readers
        self._recorder = recorder
        self._inflight = inflight

    @app_commands.command(description=replies.ASK_DESCRIPTION)
    @app_commands.describe(
        question=replies.ASK_OPTION,
        from_=replies.FROM_OPTION,
        in_=replies.IN_OPTION,
        since=replies.SINCE_OPTION,
    )
    @app_commands.rename(from_="from", in_="in")
    async def ask(
        self,
        interaction: discord.Interaction,
        question: Typed,
        from_: Typed | None = None,
        in_: Typed | None = None,
        since: Typed | None = None,
    ) -> None:
        """Answer a question; others cannot see what was typed, so it stands above the answer."""
        names = names_in(interaction)
        wished = understood(readable(question, names))
        if isinstance(wished, Question):
            filters = filters_of(names, from_, in_, since)
            wished = Question(wished.text, repeated=True, filters=filters)
        errand = Errand(Caller(interaction), wished, self._readers.of_call(interaction))
        await answer(errand, _origin_of(interaction), self._desk, self._inflight, self._recorder)

    @ask.autocomplete("from_")
    async def _complete_from(self, at: discord.Interaction, typed: str) -> list[Choice]:
        """Offer the voices of the library."""
        return await completions(self._desk.people, typed, self._readers.of_call(at))

    @ask.autocomplete("in_")
    async def _complete_in(self, at: discord.Interaction, typed: str) -> list[Choice]:
        """Offer the works of the library and the kinds of text in it."""
        return await completions(self._desk.works, typed, self._readers.of_call(at))


def _origin_of(interaction: discord.Interaction) -> Origin | None:
    """Return where a command was used; a server that the bot is not in counts as none."""
    if interaction.channel_id is None:
        return None
    guild = interaction.guild.id if interaction.guild else None
    return Origin(guild, interaction.channel_id, interaction.user.id)
