"""Questions with /ask."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot import replies
from bot.cogs.readers import Readers
from bot.cogs.serving import (
    Choice,
    Errand,
    Typed,
    answer,
    completions,
    filters_of,
    may_write,
    names_in,
    origin_of,
    starters,
)
from bot.correspondents import Caller
from bot.desk import Desk
from bot.inflight import Inflight
from bot.questions import readable, understood
from bot.recording import Recorder
from bot.wishes import Question
from bot.wording import answers as wording
from retrieval import NO_FILTERS, Filters


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
        private=wording.PRIVATE_OPTION,
        from_=replies.FROM_OPTION,
        in_=replies.IN_OPTION,
        since=replies.SINCE_OPTION,
        until=replies.UNTIL_OPTION,
    )
    @app_commands.rename(from_="from", in_="in")
    async def ask(  # noqa: PLR0913, PLR0917 - Discord hands over each option by itself
        self,
        interaction: discord.Interaction,
        question: Typed,
        private: bool = False,
        from_: Typed | None = None,
        in_: Typed | None = None,
        since: Typed | None = None,
        until: Typed | None = None,
    ) -> None:
        """Answer a question; others cannot see what was typed, so it stands above the answer."""
        filters = filters_of(names_in(interaction), from_=from_, in_=in_, since=since, until=until)
        await self.answer(interaction, question, privately=private, filters=filters)

    async def answer(
        self,
        interaction: discord.Interaction[Any],
        typed: str,
        *,
        privately: bool,
        filters: Filters = NO_FILTERS,
    ) -> None:
        """Answer what was typed into a command or a form.

        Nobody writes through us where they may not write: they alone see the answer there.
        """
        privately = privately or not may_write(interaction)
        wished = understood(readable(typed, names_in(interaction)))
        if isinstance(wished, Question):
            wished = Question(wished.text, repeated=True, filters=filters)
        errand = Errand(
            Caller(interaction, privately=privately),
            wished,
            lambda: self._readers.of_call(interaction, privately=privately),
        )
        origin = origin_of(interaction, private=privately)
        await answer(errand, origin, self._desk, self._inflight, self._recorder)

    @ask.autocomplete("question")
    async def _complete_question(self, at: discord.Interaction, typed: str) -> list[Choice]:
        """Offer this week's questions to whoever has not begun to type one."""
        return [] if typed else await starters(self._desk, lambda: self._readers.of_call(at))

    @ask.autocomplete("from_")
    async def _complete_from(self, at: discord.Interaction, typed: str) -> list[Choice]:
        """Offer the voices of the library."""
        return await completions(self._desk.people, typed, lambda: self._readers.of_call(at))

    @ask.autocomplete("in_")
    async def _complete_in(self, at: discord.Interaction, typed: str) -> list[Choice]:
        """Offer the works of the library and the kinds of text in it."""
        return await completions(self._desk.works, typed, lambda: self._readers.of_call(at))
