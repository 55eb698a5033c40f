from datetime import UTC, datetime, timedelta

from bot.state import State
from bot.state.attendance import Shard

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SOON = NOON + timedelta(minutes=1)
GUILDS = [number << 22 for number in range(4)]


async def test_before_anybody_has_listened_nothing_is_known(state: State) -> None:
    assert (await state.attendance.last()).of(GUILDS[0], NOON) is None


async def test_each_shard_tells_of_its_own_servers_and_the_first_of_direct_messages(
    state: State,
) -> None:
    await state.attendance.note([Shard(0, 2), Shard(1, 2)], NOON)
    await state.attendance.note([Shard(1, 2)], SOON)

    last = await state.attendance.last()
    assert [last.of(guild, SOON) for guild in GUILDS] == [NOON, SOON, NOON, SOON]
    assert last.of(0, SOON) == NOON


async def test_whoever_has_listened_last_counts_with_however_many_shards(state: State) -> None:
    await state.attendance.note([Shard(0, 1)], NOON)
    await state.attendance.note([Shard(3, 4)], SOON)

    last = await state.attendance.last()
    assert [last.of(guild, SOON) for guild in GUILDS] == [NOON, NOON, NOON, SOON]


async def test_a_clock_that_was_ahead_hides_nothing_that_is_known_besides(state: State) -> None:
    await state.attendance.note([Shard(0, 1)], SOON)
    assert (await state.attendance.last()).of(GUILDS[0], NOON) == SOON

    await state.attendance.note([Shard(0, 2)], NOON)
    assert (await state.attendance.last()).of(GUILDS[0], NOON) == NOON
