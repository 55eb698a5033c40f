import discord
import pytest
import simcord

from tests.bot.conftest import Stage


@pytest.fixture
def manager(stage: Stage) -> simcord.MemberActor:
    role = stage.guild.create_role("manager", permissions=discord.Permissions(manage_guild=True))
    return stage.guild.add_member(stage.env.create_user("may"), roles=[role])
