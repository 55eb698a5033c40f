"""Who may manage a server's sources."""

import discord

from bot.cogs.patience import in_time
from bot.cogs.setup.rights import may_set_up
from bot.parts import Reply
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


async def refusal_of(interaction: discord.Interaction, state: State) -> Reply | None:
    """Return why somebody may not use a command, None where they may."""
    command = interaction.command.name if interaction.command else ""
    if interaction.guild is None:
        return wording.ONLY_IN_SERVERS
    if command in _FOR_SERVER_MANAGERS:
        return None if await may_set_up(interaction, state) else wording.NEEDS_SERVER_MANAGER
    return None if await may_manage(interaction, state) else wording.NEEDS_MANAGER
