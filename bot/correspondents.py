"""How a reply gets back to whoever asked, in the place where they did."""

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Protocol, Unpack

import discord
import structlog

from bot.cards import FAILURES, Card, Once, Place, Sent, View, cards, with_buttons
from bot.cogs.tongue import speak_to, tongues_of
from bot.controls import Visibility
from bot.inflight import Inflight
from bot.parts import Reply
from bot.translation import speak

_LOG = structlog.stdlib.get_logger("bot")

# Seconds that an answer waits for the sign that one is being written.
_TYPING_TIME = 2.0
_PRIVATELY = "privately"


class Correspondent(Protocol):
    """Somebody who asked, and the way back to them."""

    async def tell(self, reply: Reply) -> tuple[int, ...]:
        """Send a reply and return its messages' ids; what cannot be delivered is logged."""
        ...


class Writer:
    """Whoever wrote a message."""

    def __init__(
        self, message: discord.Message, place: Place | None = None, *, once: bool = False
    ) -> None:
        """The reply is written in `place`, if that is another one than the message's.

        What is told `once` Discord shows once, also if another process tells it, for some minutes.
        """
        here = message.channel
        assert not isinstance(here, discord.GroupChannel)  # noqa: S101 - bots are in none
        self._message = message
        self._place = place or here
        self._once = once
        self._shown = False

    @asynccontextmanager
    async def waiting(self) -> AsyncIterator[None]:
        """Show that an answer is being written, where Discord lets us; once is enough."""
        async with AsyncExitStack() as stack:
            try:
                async with asyncio.timeout(_TYPING_TIME):
                    if not self._shown:
                        await stack.enter_async_context(self._place.typing())
            except FAILURES as error:
                _LOG.debug("cannot show typing", reason=str(error))
            self._shown = True
            yield

    async def tell(self, reply: Reply) -> tuple[int, ...]:
        """Reply to the message, without pinging its author; further pages follow in order."""
        sent: list[int] = []
        try:
            for card, view in with_buttons(reply, self.visibility, sent):
                send = self._place.send if sent else self._reply
                sent.append((await send(**card, **view, **self._numbered(len(sent)))).id)
                await self._wrote(sent)
        except FAILURES as error:
            _log_undelivered(error, channel=self._place.id)
        return tuple(sent)

    async def _wrote(self, sent: Sequence[int]) -> None:
        """Know which messages of a reply are written by now."""

    async def revise(self, sent: Sequence[int], reply: Reply) -> tuple[int, ...]:
        """Write a reply in the place of messages of ours; return the ids of those that hold it.

        Pages that are missing are added and those that are too many taken away, all of them for an
        empty reply.
        """
        kept: list[int] = []
        try:
            for card, view in with_buttons(reply, self.visibility, kept) if reply else ():
                kept.append(await self._write(card, view, next(iter(sent[len(kept) :]), None)))
            await delete(self._place, sent[len(kept) :])
        except FAILURES as error:
            _log_undelivered(error, channel=self._place.id)
        return tuple(kept)

    async def _write(self, card: Card, view: View, instead_of: int | None) -> int:
        """Write a message, in the place of one of ours where there is one; return its id."""
        if instead_of is None:
            return (await self._place.send(**card, **view)).id
        await self._place.get_partial_message(instead_of).edit(
            content=card["content"],
            allowed_mentions=card["allowed_mentions"],
            attachments=card.get("files", []),
            view=view.get("view"),
        )
        return instead_of

    async def hint(self, reply: Reply, seconds: float, inflight: Inflight) -> None:
        """Reply with a message that goes away by itself, so that it is in nobody's way.

        It goes with the program at the latest: nobody would take it away afterwards.
        """
        [first, *_] = cards(reply)
        try:
            told = await self._reply(**first)
        except FAILURES as error:
            _log_undelivered(error, channel=self._place.id)
            return
        inflight.later(lambda: delete(self._place, [told.id]), seconds, doing="taking a hint away")

    @property
    def directly(self) -> bool:
        """Whether nobody else is there."""
        return self._message.guild is None

    @property
    def visibility(self) -> Visibility:
        """Where the answer stands."""
        return Visibility(self._message.author.id, ours=self._message.guild is not None)

    def _numbered(self, page: int) -> Once:
        """Return what tells Discord which page of which answer a message is.

        https://discord.com/developers/docs/resources/message#create-message (enforce_nonce)
        """
        return Once(nonce=f"{self._message.id}-{page}") if self._once else Once()

    async def _reply(self, **card: Unpack[Sent]) -> discord.Message:
        """Reply; if the message is gone or its channel's past is closed to us, just write."""
        if self._place.id != self._message.channel.id:
            return await self._place.send(**card)
        reference = self._message.to_reference(fail_if_not_exists=False)
        try:
            return await self._place.send(**card, reference=reference, mention_author=False)
        except discord.HTTPException as error:
            if error.status not in {400, 403}:
                raise
            return await self._place.send(**card)


async def delete(place: Place, messages: Collection[int]) -> None:
    """Take away messages of ours; what somebody else has taken away before is no fault."""
    for number in messages:
        try:
            await place.get_partial_message(number).delete()
        except discord.NotFound:
            continue
        except FAILURES as error:
            _LOG.warning("an answer was not taken away", channel=place.id, reason=str(error))


class Caller:
    """Whoever used a command or a button; `privately`, nobody else sees what they are told."""

    def __init__(self, interaction: discord.Interaction, *, privately: bool = False) -> None:
        self._interaction = interaction
        # What is told privately is so to the end, also where somebody else has to apologise.
        self._privately = interaction.extras.get(_PRIVATELY, False) or privately
        interaction.extras[_PRIVATELY] = self._privately
        # What is said from here on is for whoever reads it.
        speak_to(interaction, privately=self._privately)

    @asynccontextmanager
    async def waiting(self) -> AsyncIterator[None]:
        """Take the call within Discord's three seconds; the answer may follow for 15 minutes."""
        await self._interaction.response.defer(thinking=True, ephemeral=self._privately)
        tongues = tongues_of(self._interaction.client)
        speak(await tongues.of_call(self._interaction, privately=self._privately))
        yield

    async def tell(self, reply: Reply) -> tuple[int, ...]:
        """Answer the command; further pages follow in order."""
        sent: list[int] = []
        try:
            for card, view in with_buttons(reply, self.visibility, sent):
                sent.append(await self._send(card, view))
        except FAILURES as error:
            _log_undelivered(error, channel=self._interaction.channel_id)
        return tuple(filter(None, sent))

    async def hand(
        self, reply: Reply, *, view: discord.ui.View | None = None, file: discord.File | None = None
    ) -> None:
        """Answer with what a reply does not hold: buttons of another kind, or a file."""
        *before, last = cards(reply)
        if file is not None:
            last["files"] = [file]
        try:
            for each in before:
                await self._send(each, View())
            await self._send(last, View(view=view) if view is not None else View())
        except FAILURES as error:
            _log_undelivered(error, channel=self._interaction.channel_id)

    @property
    def directly(self) -> bool:
        """Whether nobody else is there."""
        return self._interaction.guild_id is None and not self._interaction.context.private_channel

    @property
    def visibility(self) -> Visibility:
        """Where the answer stands, and whether others are there."""
        at = self._interaction
        among_others = at.guild_id is not None or at.context.private_channel
        ours = at.guild_id is not None and at.client.get_guild(at.guild_id) is not None
        return Visibility(at.user.id, private=self._privately and among_others, ours=ours)

    async def _send(self, card: Card, view: View) -> int:
        if self._interaction.response.is_done():
            message = await self._interaction.followup.send(
                **card, **view, ephemeral=self._privately, wait=True
            )
            return message.id
        response = self._interaction.response
        sent = await response.send_message(**card, **view, ephemeral=self._privately)
        return sent.message_id or 0


def _log_undelivered(error: BaseException, *, channel: int | None) -> None:
    """Log what could not be delivered: a missing permission, a closed channel, a late answer."""
    _LOG.warning("a reply was not delivered", channel=channel, reason=str(error))
