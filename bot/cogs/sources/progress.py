"""A message that tells how a sync gets on: edited now and then, and ending in what was done."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import discord
import structlog

from bot.cards import FAILURES, Card, cards
from bot.parts import Reply
from bot.sources.syncing import Step

_LOG = structlog.stdlib.get_logger("bot")

# Seconds between two edits, and those for which Discord lets us change what one member sees, less
# a little.
_PAUSE = 2.0
_OPEN = 840.0

Phrase = Callable[[Step], Reply]


class ProgressMessage:
    """What somebody who used a command sees of it, and nobody else.

    What Discord does not let us write is done without: the sync goes on.
    """

    def __init__(self, interaction: discord.Interaction) -> None:
        self._interaction = interaction
        self._message: discord.WebhookMessage | None = None
        self._shown = ""
        self._step = Step()

    def note(self, step: Step) -> None:
        """Note how far it has come; to be called from any thread."""
        self._step = step

    async def say(self, reply: Reply) -> None:
        """Say something that is true until there is more to tell."""
        await self._show(reply)

    @asynccontextmanager
    async def telling(self, phrase: Phrase) -> AsyncIterator[None]:
        """Tell how far it has come for as long as the block lasts."""
        self._step = Step()
        await self._show(phrase(self._step))
        telling = asyncio.create_task(self._tell(phrase))
        try:
            yield
        finally:
            telling.cancel()
            # An edit that waits for Discord's leave must not come after the summary.
            await asyncio.wait({telling})

    async def end(self, reply: Reply) -> None:
        """Show what was done in the message's place; later than Discord allows, write it directly.

        Nobody but whoever used the command is told.
        """
        first, *rest = cards(reply)
        try:
            if self._is_over():
                for card in (first, *rest):
                    await self._interaction.user.send(**card)
                return
            await self._put(first)
            for card in rest:
                await self._interaction.followup.send(**card, ephemeral=True)
        except FAILURES as error:
            _LOG.info("nobody was told of the end of a sync", reason=type(error).__name__)

    async def _tell(self, phrase: Phrase) -> None:
        while not self._is_over():
            await asyncio.sleep(_PAUSE)
            await self._show(phrase(self._step))

    async def _show(self, reply: Reply) -> None:
        with contextlib.suppress(*FAILURES):
            await self._put(cards(reply)[0])

    async def _put(self, card: Card) -> None:
        if self._message is None:
            self._message = await self._interaction.followup.send(**card, ephemeral=True, wait=True)
        elif card["content"] != self._shown:
            await self._message.edit(
                content=card["content"], allowed_mentions=card["allowed_mentions"]
            )
        self._shown = card["content"]

    def _is_over(self) -> bool:
        age = discord.utils.utcnow() - self._interaction.created_at
        return age.total_seconds() > _OPEN
