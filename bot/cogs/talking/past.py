"""What was said in a channel since a moment, and what of ours answers it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

import discord

from bot.cards import Place
from bot.controls import TEMPLATE, Control, Tag

# The latest of them; Discord hands out a hundred at once.
_MOST: Final = 200


async def said_since(channel: Place, since: datetime | discord.Object) -> list[discord.Message]:
    """Return the latest messages in a channel, in their order.

    Raises what Discord answers where it does not let us read them.
    """
    said = channel.history(limit=_MOST, after=since, oldest_first=False)
    return [message async for message in said][::-1]


def answered_in(said: Collection[discord.Message], me: int) -> frozenset[int]:
    """Return which messages have a reply of ours."""
    return frozenset(found for one in said if (found := _answered_by(one, me)) is not None)


def answers_among(
    said: Sequence[discord.Message], me: int, messages: Collection[int]
) -> tuple[int, ...]:
    """Return the messages of ours that answer one of these: a reply, and its further pages."""
    first = next((one for one in said if _answered_by(one, me) in messages), None)
    return pages_from(first, said) if first is not None else ()


def pages_from(first: discord.Message, said: Collection[discord.Message]) -> tuple[int, ...]:
    """Return the messages of an answer; the buttons under its last one know those before."""
    for last in said:
        before = _pages_before(last) if last.author == first.author else ()
        if first.id in before:
            return (*before, last.id)
    return (first.id,)


def replies_to_nothing(message: discord.Message) -> bool:
    """Tell whether a message stands alone: it answers no message there, and no command."""
    alone = message.reference is None and message.interaction_metadata is None
    return alone and message.type is discord.MessageType.default


def _pages_before(message: discord.Message) -> tuple[int, ...]:
    rows = (one for one in message.components if isinstance(one, discord.ActionRow))
    for button in (one for row in rows for one in row.children):
        match = TEMPLATE.fullmatch(button.custom_id or "")
        if match is not None and match["control"] == Control.REMOVE:
            return Tag.of(match).messages
    return ()


def _answered_by(message: discord.Message, me: int) -> int | None:
    """Return what a message of ours replies to; that a thread was opened is none, in our name."""
    is_reply = message.type is discord.MessageType.reply and message.reference is not None
    if message.author.id != me or not is_reply or message.reference is None:
        return None
    return message.reference.message_id
