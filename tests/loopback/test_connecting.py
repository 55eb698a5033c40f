"""Coming and going: login, READY, commands, a bad token, a clean goodbye."""

import discord
import pytest

from tests.loopback.checks import COMMANDS
from tests.loopback.gateway import IDENTIFY
from tests.loopback.server import LoopbackDiscord
from tests.loopback.stand_in import StandIn


async def test_the_unmodified_bot_logs_in_is_ready_and_syncs_its_commands_once(
    server: LoopbackDiscord, online: StandIn
) -> None:
    await online.wait_until_ready()

    assert server.journal.statuses("GET /users/@me") == [200]
    assert len(server.gateway.received_ops(IDENTIFY)) == 1
    assert [guild.name for guild in online.guilds] == ["Newsletter readers"]
    assert server.journal.statuses(COMMANDS) == [200]
    assert "ask" in [command["name"] for command in server.world.commands]


async def test_a_token_that_discord_rejects_is_a_named_failure(
    server: LoopbackDiscord, bot: StandIn
) -> None:
    with pytest.raises(discord.LoginFailure):
        await bot.start("another token")
    await bot.close()

    assert server.journal.statuses("GET /users/@me") == [401]
    assert server.gateway.connections == []


async def test_shutting_down_closes_the_socket_and_ends_the_session(
    server: LoopbackDiscord, online: StandIn
) -> None:
    await online.close()
    await server.until(lambda: not server.gateway.open_connections())

    assert [one.close_code for one in server.gateway.connections] == [1000]
    assert server.gateway.sessions == {}
