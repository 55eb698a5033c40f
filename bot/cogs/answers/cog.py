"""The buttons under answers."""

from typing import Any

import discord
from discord.ext import commands

from bot import replies
from bot.cogs.answers.button import COG, AnswerButton
from bot.cogs.answers.rating import Rating
from bot.cogs.answers.reading import Reading
from bot.cogs.answers.removing import remove
from bot.cogs.answers.rewording import reword
from bot.cogs.answers.sharing import Sharing
from bot.cogs.asking import Asking
from bot.cogs.tongue import speak_to
from bot.controls import Control, Tag
from bot.correspondents import Caller
from bot.errors import apologise
from bot.inflight import Inflight


class Answers(commands.Cog, name=COG):
    """Does what the buttons under answers say, also under those of a former program."""

    def __init__(  # noqa: PLR0913 - one for each thing that a button does
        self,
        bot: commands.AutoShardedBot,
        *,
        asking: Asking,
        reading: Reading,
        rating: Rating,
        sharing: Sharing,
        inflight: Inflight,
    ) -> None:
        self._bot = bot
        self._asking = asking
        self._reading = reading
        self._rating = rating
        self._sharing = sharing
        self._inflight = inflight

    async def cog_load(self) -> None:
        """Listen to the buttons of every answer there is."""
        self._bot.add_dynamic_items(AnswerButton)

    async def press(self, pressed: discord.Interaction[Any], tag: Tag) -> None:
        """Do what a button says; whoever has pressed it is never left without a word."""
        speak_to(pressed, privately=True)

        # Made only where it speaks: who was told something privately is told so to the end.
        async def stop() -> None:
            await Caller(pressed, privately=True).tell(replies.STOPPING)

        if self._inflight.ending:
            await stop()
            return
        try:
            async with self._inflight.answering(stop):
                await self._press(pressed, tag)
        except Exception as error:  # noqa: BLE001 - discord.py would only log it
            await apologise(Caller(pressed, privately=True), error, doing="button")

    async def _press(self, pressed: discord.Interaction[Any], tag: Tag) -> None:
        match tag.control:
            case Control.CONTEXT:
                await self._reading.context(pressed, tag)
            case Control.MORE:
                await self._reading.more(pressed, tag)
            case Control.HELPFUL:
                await self._rating.helpful(pressed, tag)
            case Control.NOT_IT:
                await self._rating.not_it(pressed, tag)
            case Control.SHARE:
                await self._sharing.share(pressed, tag)
            case Control.REMOVE:
                await remove(pressed, tag)
            case Control.REWORD:
                await reword(pressed, tag, self._asking.answer)
