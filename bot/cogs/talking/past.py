"""What was said in a channel since a moment, and what of ours answers it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

import discord

from bot.cards import Place

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
    answers: list[int] = []
    for one in said:
        goes_on = bool(answers) and one.author.id == me and one.reference is None
        if goes_on or _answered_by(one, me) in messages:
            answers.append(one.id)
        elif answers:
            break
    return tuple(answers)


def _answered_by(message: discord.Message, me: int) -> int | None:
    if message.author.id != me or message.reference is None:
        return None
    return message.reference.message_id
