"""Settings, logging, library, conversation: put together here, handed down from here."""

import asyncio
import logging
import os
import sys
from contextlib import aclosing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot import logs
from bot.console import converse, face_of_this_process
from bot.desk import Desk
from bot.faults import record
from bot.settings import BotSettings, LogLevel
from bot.stopping import let_go
from retrieval import LibrarySettings, PullquoteError, SettingsWrong, read_settings

if TYPE_CHECKING:  # what takes long to load is loaded where it is needed
    from collections.abc import Sequence

    from bot.client import CogMaker
    from bot.state import State

FINE, FAULTY, WRONG_USE = 0, 1, 2
SEEDS = Path(__file__).resolve().parent.parent / "seeds"

# Seconds that a running call to the library may take once everything is to end.
_LAST_CALL = 3.5
_LAST_CALL_AFTER_DISCORD = 0.8
_REGISTRATION = "registered-commands"


def run() -> int:
    """Run until the end of the conversation; return the exit status."""
    try:
        bot_settings, library_settings = read_settings(BotSettings), read_settings(LibrarySettings)
    except SettingsWrong as wrong:
        return _complain(wrong, WRONG_USE)
    logs.set_up(bot_settings.log_format, _level(bot_settings))
    desk = Desk(library_settings)
    status = FINE
    try:
        status = _converse(desk, bot_settings, library_settings)
    except KeyboardInterrupt:
        pass
    finally:
        _close(desk, status, online=bool(bot_settings.token.get_secret_value()))
    return status


def _converse(desk: Desk, bot_settings: BotSettings, library_settings: LibrarySettings) -> int:
    try:
        if bot_settings.token.get_secret_value():
            return _in_discord(desk, bot_settings, library_settings)
        converse(desk, seeds=SEEDS, face=face_of_this_process())
    except PullquoteError as error:
        return _complain(error, WRONG_USE)
    except Exception as error:  # noqa: BLE001 - the last place where an error can be told kindly
        return _complain(_unforeseen(error), FAULTY)
    return FINE


def _in_discord(desk: Desk, bot_settings: BotSettings, library_settings: LibrarySettings) -> int:
    # discord.py takes most of a second to load, which a terminal does not have to wait for.
    from bot.errors import CannotStart  # noqa: PLC0415

    try:
        asyncio.run(_served(desk, bot_settings, library_settings.library.expanduser()))
    except CannotStart as reason:
        return _complain(reason, reason.exit_code)
    return FINE


async def _served(desk: Desk, settings: BotSettings, folder: Path) -> None:
    try:
        await _serve(desk, settings, folder)
    finally:
        await let_go()


async def _serve(desk: Desk, settings: BotSettings, folder: Path) -> None:
    from bot.client import PullquoteBot  # noqa: PLC0415
    from bot.online import serve  # noqa: PLC0415
    from bot.registration import Registration  # noqa: PLC0415
    from bot.sources.bounds import Bounds  # noqa: PLC0415
    from bot.state import open_state  # noqa: PLC0415

    url, days = settings.database_url.get_secret_value(), settings.keep_questions
    async with aclosing(open_state(url, folder, days=days)) as state:
        registration = Registration(folder / _REGISTRATION)
        await serve(
            desk,
            token=settings.token.get_secret_value(),
            seeds=SEEDS,
            make_bot=partial(
                PullquoteBot,
                desk=desk,
                state=state,
                registration=registration,
                trusted=settings.trusted_servers,
                bounds=Bounds(settings.server_sources, settings.server_megabytes * 1_000_000),
                further=_watching(desk, state, settings.metrics_port),
            ),
            message_content=settings.message_content,
        )


def _watching(desk: Desk, state: "State", port: int) -> "Sequence[CogMaker]":
    """Return what tells on this machine how the bot is, nothing where nobody asks for it."""
    if not port:
        return ()
    from bot.cogs.watching import Watching  # noqa: PLC0415 - as in `_serve`
    from bot.metrics import Metrics  # noqa: PLC0415

    metrics = Metrics()
    metrics.watch_queue(lambda: desk.waiting)
    metrics.count_errors(logging.getLogger())
    desk.tell(metrics)
    return [partial(Watching, desk=desk, state=state, metrics=metrics, port=port)]


def _level(settings: BotSettings) -> LogLevel:
    """Return the log level; in a terminal the conversation is not interrupted by mere news."""
    chosen = bool(settings.token.get_secret_value()) or "log_level" in settings.model_fields_set
    return settings.log_level if chosen else LogLevel.WARNING


def _unforeseen(error: Exception) -> str:
    reference = record(error, doing="run")
    return f"Something went wrong that should not have; the log has it under {reference}."


def _complain(reason: Exception | str, exit_code: int) -> int:
    print(reason, file=sys.stderr)  # noqa: T201 - the one plain line that an operator reads
    return exit_code


def _close(desk: Desk, status: int, *, online: bool) -> None:
    """Close the library; if it is caught in a call that takes too long, leave it behind.

    A library is repaired when it is opened, so nothing is lost but time.
    """
    if desk.close(_LAST_CALL_AFTER_DISCORD if online else _LAST_CALL):
        return
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)  # the interpreter would wait for the worker thread without end
