"""Who may change a server's settings."""

import discord

from bot.cogs.patience import in_time
from bot.correspondents import Caller
from bot.parts import Reply
from bot.preferences import UNCHANGED
from bot.state import State


async def may_set_up(interaction: discord.Interaction, state: State) -> bool:
    """Tell whether somebody may manage the server, or has a role that may change its settings."""
    if interaction.guild is None or not isinstance(interaction.user, discord.Member):
        return False
    if interaction.permissions.manage_guild:
        return True
    # Discord waits three seconds for a first sign, and this is found out before one is given.
    preferences = await in_time(state.preferences.of(interaction.guild.id), UNCHANGED)
    return any(role.id in preferences.managers for role in interaction.user.roles)


async def let_managers(
    interaction: discord.Interaction, state: State, *, elsewhere: Reply, others: Reply
) -> bool:
    """Tell whether somebody may set the server up; whoever may not is told why, privately.

    They are told `elsewhere` where there is no server, and `others` in one.
    """
    allowed = await may_set_up(interaction, state)
    return await let_through(interaction, allowed=allowed, elsewhere=elsewhere, others=others)


async def let_through(
    interaction: discord.Interaction, *, allowed: bool, elsewhere: Reply, others: Reply
) -> bool:
    """Return `allowed`; whoever is not is told why, as by `let_managers`."""
    if allowed:
        return True
    reply = elsewhere if interaction.guild is None else others
    await Caller(interaction, privately=True).tell(reply)
    return False
