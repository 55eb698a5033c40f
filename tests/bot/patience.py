"""Simcord on a busy machine: it takes a bot for stuck only after it has waited several times."""

from datetime import timedelta
from typing import Any, Final

import pytest
import simcord

# It waits so often. A longer limit would be another thing: it also says which of the bot's timers
# simcord waits for, and which ones it leaves until a test lets time pass.
_TIMES: Final = 4


def give_time_to_settle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let simcord wait as before, and go on where it was when its limit is over."""
    settle, advance = simcord.Env._settle_internal, simcord.Env.advance_time

    # Any: whatever simcord hands on.
    async def settled(env: simcord.Env, **given: Any) -> None:
        attempts = 1 if given.get("_deadline") is not None else _TIMES
        for _ in range(attempts - 1):
            try:
                return await settle(env, **given)
            except TimeoutError:
                continue
        return await settle(env, **given)

    async def advanced(env: simcord.Env, seconds: float) -> None:
        target = env.now() + timedelta(seconds=seconds)
        for _ in range(_TIMES - 1):
            try:
                return await advance(env, max(0.0, (target - env.now()).total_seconds()))
            except TimeoutError:
                continue
        return await advance(env, max(0.0, (target - env.now()).total_seconds()))

    monkeypatch.setattr(simcord.Env, "_settle_internal", settled)
    monkeypatch.setattr(simcord.Env, "advance_time", advanced)
