"""Where a message of a member's is now: found, gone, closed to us, or nobody can say."""

from enum import Enum, auto

import discord

from bot.cards import FAILURES


class Missing(Enum):
    """Why there is no message to be had."""

    GONE = auto()  # with its channel perhaps
    CLOSED = auto()  # we may not read there
    UNKNOWN = auto()  # Discord does not say now


async def message_at(
    client: discord.Client, guild: int, channel: int, message: int
) -> discord.Message | Missing:
    """Return a message as Discord has it now, or why there is none."""
    try:
        place = await place_at(client, guild, channel)
        if not isinstance(place, discord.abc.Messageable):
            return Missing.UNKNOWN if place is None else Missing.GONE
        return await place.fetch_message(message)
    except discord.NotFound:
        return Missing.GONE
    except discord.Forbidden:
        return Missing.CLOSED
    except FAILURES:
        return Missing.UNKNOWN


async def place_at(client: discord.Client, guild: int, channel: int) -> object:
    """Return a channel or thread, None where its server is away; raise what Discord says.

    A thread that is archived is not known until Discord is asked for it.
    """
    server = client.get_guild(guild)
    if server is None or server.unavailable:
        return None
    return server.get_channel_or_thread(channel) or await client.fetch_channel(channel)
