"""How does the unmodified client find us, and without its long waits? The only seam.

The bot is not changed: three of discord.py's own constants are, for the length of a test, and for
how long the bot waits for somebody to say more.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import discord
import yarl
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket

from bot.cogs import catching_up
from bot.state import claims
from bot.talking import bursts
from tests.loopback.journal import PATIENCE_S
from tests.loopback.server import LoopbackDiscord

_READY_S = 0.02

# `monkeypatch.setattr` in a test; `setattr` for good.
Setting = Callable[[object, str, object], None]


def point_at(server: LoopbackDiscord, change: Setting) -> None:
    """Send REST and new gateway sessions to `server`; READY tells where to resume."""
    send_to(server.rest_url, server.gateway.url, change)


def send_to(rest: str, gateway: str, change: Setting) -> None:
    """Send REST and new gateway sessions to these addresses."""
    change(discord.http.Route, "BASE", rest)
    change(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(gateway))


def skip_waits(change: Setting) -> None:
    """Reconnect at once. discord.py waits a random 0-2 s (then 0-4 s, …) before a reconnect and
    5 s before it identifies again, to spare the real service; here that only slows the tests.
    """
    change(ExponentialBackoff, "delay", lambda _: 0.0)

    async def identify_at_once(*_: object, **__: object) -> None: ...

    change(discord.Client, "before_identify_hook", identify_at_once)
    # Nor does anybody here say anything in several messages.
    change(bursts, "QUIET", 0.0)
    change(bursts, "UNFINISHED", 0.0)


def take_over_soon(change: Setting) -> None:
    """Look twice a second for what a dead process has left, and take it for dead after two."""
    change(claims, "LEASE", timedelta(seconds=2))
    change(catching_up, "_EVERY", 0.5)
    # As `ready_soon`, for every client that there will be.
    timeout = property(lambda _: _READY_S, lambda *_: None)
    change(discord.state.ConnectionState, "guild_ready_timeout", timeout)


def ready_soon(client: discord.Client) -> None:
    """Be ready 20 ms after the last guild instead of 2 s: ours all come in one breath."""
    client._connection.guild_ready_timeout = _READY_S


def suspect_soon(client: discord.Client, seconds: float) -> None:
    """Take a link for dead after `seconds` of silence instead of 60."""
    client._connection.heartbeat_timeout = seconds


@asynccontextmanager
async def running(bot: discord.AutoShardedClient, server: LoopbackDiscord) -> AsyncIterator[None]:
    """Start `bot`, wait until all its shards are identified, close it at the end."""
    ready_soon(bot)
    life = asyncio.create_task(bot.start(server.token))
    life.add_done_callback(lambda _: server.journal.ring())
    try:
        await server.until(lambda: life.done() or all_shards_identified(server))
        yield
    finally:
        if life.done():  # long before it was told to
            life.result()
        await bot.close()
        # As the program does: a shard that is just connecting anew would find its session closed.
        life.cancel()
        await asyncio.wait({life}, timeout=PATIENCE_S)


def all_shards_identified(server: LoopbackDiscord) -> bool:
    return len(server.gateway.sessions) == server.gateway.shards
