from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.state import State
from bot.state.audits import KEPT, Audit

NOW = datetime(2026, 1, 1, tzinfo=UTC)
AUDIT = Audit(1, 7, "language", "null", '"de"', NOW)


async def test_changes_are_told_latest_first_and_of_their_server_alone(state: State) -> None:
    changes = [replace(AUDIT, at=NOW + timedelta(minutes=minute)) for minute in range(3)]
    for change in (*changes, replace(AUDIT, guild=2)):
        await state.audits.note(change)

    assert await state.audits.of(1, 2) == [changes[2], changes[1]]
    assert await state.audits.of(1, 2, skipped=2) == [changes[0]]
    assert len(await state.audits.of(2, 9)) == 1


async def test_they_are_kept_for_as_long_as_is_stated(state: State) -> None:
    for age in (KEPT + timedelta(hours=1), KEPT - timedelta(hours=1)):
        await state.audits.note(replace(AUDIT, at=NOW - age))

    await state.audits.purge(NOW)

    assert len(await state.audits.of(1, 9)) == 1


async def test_they_go_with_their_server(state: State) -> None:
    await state.audits.note(AUDIT)
    assert 1 in await state.guilds()

    await state.forget_guild(1)

    assert await state.audits.of(1, 9) == []
