"""Who may manage a server's sources."""

import discord

from bot.cogs.patience import in_time
from bot.cogs.setup.rights import let_through, may_set_up
from bot.state import State
from bot.wording import sources as wording

# Who decides who reads what decides over everything; a role for sources is not enough for that.
_FOR_SERVER_MANAGERS = frozenset({"managers", "audience"})


async def may_manage(interaction: discord.Interaction, state: State) -> bool:
    """Tell whether somebody may manage the server, or has a role that may manage its sources."""
    if interaction.guild is None or not isinstance(interaction.user, discord.Member):
        return False
    if await may_set_up(interaction, state):
        return True
    # Discord waits three seconds for a first sign, and this is found out before one is given.
    chosen = await in_time(state.source_managers.of(interaction.guild.id), frozenset())
    return any(role.id in chosen for role in interaction.user.roles)


async def let_source_managers(interaction: discord.Interaction, state: State) -> bool:
    """Tell whether somebody may use a command of /sources; whoever may not is told why."""
    command = interaction.command.name if interaction.command else ""
    for_few = command in _FOR_SERVER_MANAGERS
    return await let_through(
        interaction,
        allowed=await (may_set_up if for_few else may_manage)(interaction, state),
        elsewhere=wording.ONLY_IN_SERVERS,
        others=wording.NEEDS_SERVER_MANAGER if for_few else wording.NEEDS_MANAGER,
    )
