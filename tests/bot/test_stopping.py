import asyncio
from contextlib import suppress

from bot.stopping import let_go


async def test_a_task_that_waits_again_while_it_tidies_up_is_let_go_of() -> None:
    async def stubborn() -> None:
        for _ in range(3):
            with suppress(asyncio.CancelledError):
                await asyncio.get_running_loop().create_future()

    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    await let_go()

    assert task.done()
