"""How long whoever has to answer Discord waits for the database or the library."""

import asyncio
from collections.abc import Coroutine
from typing import Final, TypeVar

from bot.faults import record
from bot.state import StateUnavailable
from bot.workers import Stopped

T = TypeVar("T")

# Seconds: Discord waits three for a first sign, and for names to offer.
PATIENCE: Final = 1.0
COMPLETION_TIME: Final = 2.0


async def in_time(asked: Coroutine[object, None, T], otherwise: T, seconds: float = PATIENCE) -> T:
    """Return what was asked for, or something else where it is not to be had or takes long."""
    asking = asyncio.ensure_future(asked)
    # Not cancelled when its time is over: it may be bringing the tables up to date.
    await asyncio.wait({asking}, timeout=seconds)
    if not asking.done():
        asking.add_done_callback(lambda done: done.cancelled() or done.exception())
        return otherwise
    try:
        return asking.result()
    except (StateUnavailable, Stopped):
        return otherwise  # the database has told its operator already
    except Exception as error:  # noqa: BLE001 - whatever it is, less is shown, and no fault
        record(error, doing="asking in time")
        return otherwise
