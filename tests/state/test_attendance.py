from datetime import UTC, datetime, timedelta

import pytest

from bot.state import State
from bot.state.attendance import Shard

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SOON = NOON + timedelta(minutes=1)
GUILDS = [number << 22 for number in range(4)]


async def test_before_anybody_has_listened_nothing_is_known(state: State) -> None:
    assert (await state.attendance.last()).of(GUILDS[0]) is None


async def test_each_shard_tells_of_its_own_servers_and_the_first_of_direct_messages(
    state: State,
) -> None:
    await state.attendance.note([Shard(0, 2), Shard(1, 2)], NOON)
    await state.attendance.note([Shard(1, 2)], SOON)

    last = await state.attendance.last()
    assert [last.of(guild) for guild in GUILDS] == [NOON, SOON, NOON, SOON]
    assert last.of(0) == NOON


async def test_whoever_has_listened_last_counts_with_however_many_shards(state: State) -> None:
    await state.attendance.note([Shard(0, 1)], NOON)
    await state.attendance.note([Shard(3, 4)], SOON)

    last = await state.attendance.last()
    assert [last.of(guild) for guild in GUILDS] == [NOON, NOON, NOON, SOON]


@pytest.mark.parametrize(("hours", "known"), [(23, True), (25, False)])
async def test_it_is_forgotten_when_it_is_of_no_use(state: State, hours: int, known: bool) -> None:
    await state.attendance.note([Shard(0, 1)], NOON)
    await state.attendance.purge(NOON + timedelta(hours=hours))

    assert ((await state.attendance.last()).of(GUILDS[0]) is not None) == known
