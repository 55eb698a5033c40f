"""What failed is done, and what another process has taken up is left to it."""

import asyncio
from datetime import timedelta

import pytest

from bot.state import State
from tests.bot.conftest import Stage
from tests.bot.talking.conftest import Restart
from tests.bot.talking.test_changes import ask


async def test_a_question_that_failed_is_not_asked_again_by_the_next_process(
    stage: Stage, state: State
) -> None:
    def fail() -> None:
        raise RuntimeError("the library fell over")

    stage.library.before_answering = fail
    await ask(stage)
    await stage.env.settle()

    assert stage.env.errors
    assert await state.claims.left_behind(stage.env.now() + timedelta(days=1)) == []


async def test_an_edit_is_left_to_the_process_that_has_answered(
    stage: Stage, state: State, restart: Restart, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.cogs.talking.changing._OWNER_FIRST", 1.5)
    asked = await ask(stage)
    await restart()
    stage.env.backend.edit_message(
        stage.channel.id, asked.id, {"content": f"{stage.mention} is V4 late?"}
    )
    await asyncio.sleep(0.3)  # the owner is not quicker than this process
    [edited] = [one for one in stage.channel.history() if one.id == asked.id]
    assert edited.edited_at is not None
    assert await state.claims.claim_edit(asked.id, edited.edited_at)
    await stage.env.settle()

    assert stage.library.asked == ["is R2 late?"]
