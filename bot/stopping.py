"""How something is waited for that may be overtaken by the end of the program."""

import asyncio
from typing import Any, Final

# How often what is left is cancelled, and seconds that it gets each time.
_ROUNDS: Final = 10
_ROUND: Final = 0.05


async def done_before(stop: asyncio.Event, work: asyncio.Future[Any]) -> bool:
    """Wait for the work or for `stop`; return whether the work is done. It is not cancelled."""
    stopping = asyncio.ensure_future(stop.wait())
    awaited: list[asyncio.Future[Any]] = [work, stopping]  # Any: nobody reads them here
    try:
        await asyncio.wait(awaited, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
    return work.done()


async def let_go() -> None:
    """Cancel every other task until none is left, within about half a second.

    A task may wait for an answer of a database that is closed by now, and once more while it tidies
    up after being cancelled; one cancellation, as at the end of `asyncio.run`, would leave it there
    for ever, and the program with it.
    """
    me = asyncio.current_task()
    for _ in range(_ROUNDS):
        left = {task for task in asyncio.all_tasks() if task is not me}
        if not left:
            return
        for task in left:
            task.cancel()
        await asyncio.wait(left, timeout=_ROUND)
