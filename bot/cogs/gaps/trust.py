"""Whose answers a server trusts."""

import discord

from bot.cogs.patience import in_time
from bot.gaps.lessons import is_trusted
from bot.preferences import UNCHANGED
from bot.state import State


async def has_trusted_role(state: State, member: discord.Member) -> bool:
    """Tell whether a member's answers are asked for unbidden; not where the database is away."""
    trusted = (await in_time(state.preferences.of(member.guild.id), UNCHANGED)).trusted
    return is_trusted(_roles_of(member), trusted)


async def may_vouch(state: State, member: discord.Member) -> bool:
    """Tell whether a member may have answers kept: somebody trusted, or who runs the server."""
    preferences = await state.preferences.of(member.guild.id)
    roles = _roles_of(member)
    runs_it = member.guild_permissions.manage_guild or is_trusted(roles, preferences.managers)
    return runs_it or is_trusted(roles, preferences.trusted)


async def is_vouched_for(state: State, pressed: discord.Interaction, proposer: int | None) -> bool:
    """Tell whether who proposed a message, or wrote it unasked, may vouch for it still."""
    if pressed.guild is None:
        return False
    member = pressed.user
    if proposer is not None and proposer != member.id:
        try:
            member = await pressed.guild.fetch_member(proposer)
        except discord.NotFound:
            return False
    return isinstance(member, discord.Member) and await may_vouch(state, member)


def _roles_of(member: discord.Member) -> list[int]:
    return [role.id for role in member.roles]
