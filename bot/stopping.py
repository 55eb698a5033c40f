"""How something is waited for that may be overtaken by the end of the program."""

import asyncio
from typing import Any


async def done_before(stop: asyncio.Event, work: asyncio.Future[Any]) -> bool:
    """Wait for the work or for `stop`; return whether the work is done. It is not cancelled."""
    stopping = asyncio.ensure_future(stop.wait())
    awaited: list[asyncio.Future[Any]] = [work, stopping]  # Any: nobody reads them here
    try:
        await asyncio.wait(awaited, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
    return work.done()
