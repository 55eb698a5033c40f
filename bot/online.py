"""How the bot comes online, stays there and goes."""

import asyncio
import contextlib
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import structlog

from bot import replies
from bot.client import PullquoteBot
from bot.desk import Desk
from bot.errors import IntentRefused
from bot.stopping import done_before
from retrieval import IngestReport

# Seconds that the library gets to come to an end if it was being opened or filled.
_LAST_CALL = 3.5
_LOG = structlog.stdlib.get_logger("bot")
_NO_MESSAGE_CONTENT = (
    "Discord refuses the message content intent: allow it in the developer portal (Bot, "
    "Privileged Gateway Intents). Until then, replies to the bot are read only if they mention it, "
    "and daily posts quote no conversations."
)


class BotMaker(Protocol):
    """What makes a bot anew for each attempt to come online."""

    def __call__(self, *, message_content: bool) -> PullquoteBot:
        """Return a bot that has everything but a connection."""
        ...


async def serve(
    desk: Desk, *, token: str, seeds: Path, make_bot: BotMaker, message_content: bool
) -> None:
    """Open the library, come online, and stay until SIGINT or SIGTERM.

    Raises PullquoteError where the library cannot be opened, CannotStart where Discord objects.
    """
    stop = asyncio.Event()
    _on_signals(stop.set)
    if not await _opened(desk, seeds, stop):
        return
    try:
        await _online(make_bot(message_content=message_content), token, stop)
    except IntentRefused:
        _LOG.warning(_NO_MESSAGE_CONTENT)
        await _online(make_bot(message_content=False), token, stop)


async def _online(bot: PullquoteBot, token: str, stop: asyncio.Event) -> None:
    async with bot:
        await bot.stay_online(token, stop)


async def _opened(desk: Desk, seeds: Path, stop: asyncio.Event) -> bool:
    """Open the library, with a log line for each step; false if the program was told to end."""
    _LOG.info(replies.OPENING)
    opening = asyncio.wrap_future(desk.open(seeds, _log_progress))
    if not await done_before(stop, opening):
        await asyncio.to_thread(desk.close, _LAST_CALL)
        return False
    _log_report(opening.result())
    return True


def _log_progress(done: int, total: int, label: str) -> None:
    _LOG.info(replies.FILLING, passages=done, of=total, document=label)


def _log_report(report: IngestReport | None) -> None:
    for failure in report.failed if report else ():
        _LOG.warning("not ingested", source=failure.source, reason=failure.reason)


def _on_signals(stop: Callable[[], None]) -> None:
    """Stop on Ctrl-C and SIGTERM, where the system has them and this is the main thread."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, stop)
