"""Who may see what the server could not be answered, and which channels somebody sees."""

import asyncio
from collections.abc import Iterable

import discord

from bot.cards import FAILURES
from bot.cogs.posting.rights import may_read
from bot.cogs.setup import rights
from bot.state import State
from bot.wording import gaps as wording


async def let_managers(interaction: discord.Interaction, state: State) -> bool:
    """Tell whether somebody may manage the server; tell others privately that they may not."""
    return await rights.let_managers(
        interaction, state, elsewhere=wording.only_in_servers(), others=wording.needs_manager()
    )


async def places_in(guild: discord.Guild, channels: Iterable[int]) -> dict[int, object]:
    """Return the channels and threads that there are of these; an archived thread is asked for."""
    wanted = list(frozenset(channels))
    found = await asyncio.gather(*(_place(guild, channel) for channel in wanted))
    return dict(zip(wanted, found, strict=True))


async def _place(guild: discord.Guild, channel: int) -> object:
    try:
        return guild.get_channel_or_thread(channel) or await guild.fetch_channel(channel)
    except FAILURES:
        return None


def sees(member: discord.Member, place: object) -> bool:
    """Tell whether a member can read in a channel or thread, past and all.

    Nobody but its own members and who manages threads is taken to see a private thread, and who its
    members are we are not told.
    """
    if isinstance(place, discord.Thread) and place.is_private():
        parent = place.parent
        return parent is not None and parent.permissions_for(member).manage_threads
    if isinstance(place, discord.Thread):
        place = place.parent
    return isinstance(place, discord.abc.GuildChannel) and may_read(place, member)
