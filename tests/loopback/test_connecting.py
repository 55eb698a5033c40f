"""Coming and going: login, READY, commands, and what Discord may refuse."""

import asyncio

import pytest

from bot.client import PullquoteBot
from bot.desk import Desk
from bot.errors import CannotStart, IntentRefused
from bot.registration import Registration
from bot.state import State
from tests.loopback.checks import COMMANDS
from tests.loopback.gateway import IDENTIFY
from tests.loopback.pointing import running
from tests.loopback.server import LoopbackDiscord


async def test_the_unmodified_bot_logs_in_is_ready_and_syncs_its_commands_once(
    server: LoopbackDiscord, online: PullquoteBot
) -> None:
    await online.wait_until_ready()

    assert server.journal.statuses("GET /users/@me") == [200]
    assert len(server.gateway.received_ops(IDENTIFY)) == 1
    assert [guild.name for guild in online.guilds] == ["Newsletter readers"]
    assert server.journal.statuses(COMMANDS) == [200]
    assert "ask" in [command["name"] for command in server.world.commands]


async def test_commands_that_did_not_change_are_not_synced_at_the_next_start(
    server: LoopbackDiscord, desk: Desk, state: State, registration: Registration
) -> None:
    for _ in range(2):
        async with running(PullquoteBot(desk=desk, state=state, registration=registration), server):
            pass

    assert len(server.gateway.received_ops(IDENTIFY)) == 2
    assert server.journal.statuses(COMMANDS) == [200]


async def test_commands_that_discord_refuses_keep_the_bot_from_nothing(
    server: LoopbackDiscord, bot: PullquoteBot
) -> None:
    server.fail_next(COMMANDS, status=403, code=50001, message="Missing Access")
    async with running(bot, server):
        server.mention("Is the model the moat?")
        assert await server.replies()


async def test_a_token_that_discord_rejects_is_a_named_failure(
    server: LoopbackDiscord, bot: PullquoteBot
) -> None:
    async with bot:
        with pytest.raises(CannotStart, match="DISCORD_TOKEN") as refused:
            await bot.stay_online("another token", asyncio.Event())

    assert refused.value.exit_code == 2
    assert server.journal.statuses("GET /users/@me") == [401]
    assert server.gateway.connections == []


async def test_an_intent_that_the_portal_does_not_grant_is_a_named_failure(
    server: LoopbackDiscord, desk: Desk, state: State, registration: Registration
) -> None:
    server.gateway.granted_intents = 0
    bot = PullquoteBot(desk=desk, state=state, registration=registration, message_content=True)
    async with bot:
        with pytest.raises(IntentRefused):
            await bot.stay_online(server.token, asyncio.Event())
