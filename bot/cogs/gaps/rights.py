"""Who may see what the server could not be answered, and which channels somebody sees."""

import discord

from bot.cogs.setup.rights import may_set_up
from bot.correspondents import Caller
from bot.state import State
from bot.wording import gaps as wording


async def let_managers(interaction: discord.Interaction, state: State) -> bool:
    """Tell whether somebody may manage the server; tell others privately that they may not."""
    if await may_set_up(interaction, state):
        return True
    reply = wording.only_in_servers() if interaction.guild is None else wording.needs_manager()
    await Caller(interaction, privately=True).tell(reply)
    return False


def sees(member: discord.Member, channel: int) -> bool:
    """Tell whether a member can read in a channel or thread, past and all.

    Nobody but its own members and who manages threads is taken to see a private thread, and who its
    members are we are not told.
    """
    place = member.guild.get_channel_or_thread(channel)
    if isinstance(place, discord.Thread) and place.is_private():
        return place.permissions_for(member).manage_threads
    if isinstance(place, discord.Thread):
        place = place.parent
    if place is None:
        return False
    allowed = place.permissions_for(member)
    return allowed.view_channel and allowed.read_message_history
