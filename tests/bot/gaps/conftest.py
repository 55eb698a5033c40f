import discord
import pytest
import simcord

from bot.state import State
from tests.bot.conftest import Stage


@pytest.fixture
def manager(stage: Stage) -> simcord.MemberActor:
    role = stage.guild.create_role("manager", permissions=discord.Permissions(manage_guild=True))
    return stage.guild.add_member(stage.env.create_user("may"), roles=[role])


@pytest.fixture
async def sage(stage: Stage, state: State) -> simcord.MemberActor:
    """A member whose answers may be kept."""
    role = stage.guild.create_role("sage")
    await state.preferences.change(stage.guild.id, trusted={role.id})
    return stage.guild.add_member(stage.env.create_user("sage"), roles=[role])
