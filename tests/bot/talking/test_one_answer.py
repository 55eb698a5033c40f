"""Of several processes that hear a question, one answers."""

import pytest

from bot.state import Database, State, StateUnavailable
from tests.bot.conftest import Stage
from tests.bot.talking.conftest import Restart


async def test_a_question_that_another_process_has_claimed_is_left_to_it(
    stage: Stage, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = state.claims.claim

    async def too_late(*given: object, **more: object) -> frozenset[int]:
        await claim(*given, **more)  # type: ignore[arg-type]  # whatever it was
        return await claim(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(state.claims, "claim", too_late)
    await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")

    assert stage.said() == []


async def test_a_message_that_is_told_twice_is_answered_once(stage: Stage) -> None:
    asked = await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
    message = stage.env.backend.get_message(stage.channel.id, asked.id)
    stage.env.backend.announce_message_create(message)
    await stage.env.settle()

    assert len(stage.said()) == 1


async def test_so_it_is_when_it_is_told_again_after_a_restart(
    stage: Stage, restart: Restart
) -> None:
    asked = await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
    await restart()
    stage.env.backend.announce_message_create(
        stage.env.backend.get_message(stage.channel.id, asked.id)
    )
    await stage.env.settle()

    assert len(stage.said()) == 1


async def test_while_the_database_is_away_whoever_asks_is_answered_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_: Database) -> None:
        raise StateUnavailable("It is away.")

    monkeypatch.setattr(Database, "begin", away)
    asked = await stage.ann.send(stage.channel, f"{stage.mention} is R2 late?")
    stage.env.backend.announce_message_create(
        stage.env.backend.get_message(stage.channel.id, asked.id)
    )
    await stage.env.settle()

    assert len(stage.said()) == 1
