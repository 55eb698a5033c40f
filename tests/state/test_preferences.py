import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from pydantic import ValidationError

from bot.preferences import UNCHANGED
from bot.state import Database, State, StateUnavailable
from bot.state.preferences import ServerPreferences
from bot.translation import Language


async def test_what_a_server_sets_is_its_own(state: State) -> None:
    await state.preferences.change(1, help_channels={7}, language=Language.GERMAN)
    await state.preferences.change(1, member_limit=3)

    of_one = await state.preferences.of(1)
    assert (of_one.help_channels, of_one.language, of_one.member_limit) == (
        frozenset({7}),
        Language.GERMAN,
        3,
    )
    assert await state.preferences.of(2) == UNCHANGED


async def test_what_cannot_be_is_not_kept(state: State) -> None:
    with pytest.raises(ValidationError):
        await state.preferences.change(1, member_limit=-1)

    assert await state.preferences.of(1) == UNCHANGED


async def test_settings_go_with_their_server(state: State) -> None:
    await state.preferences.change(1, member_limit=3)
    assert 1 in await state.guilds()

    await state.forget_guild(1)

    assert await state.preferences.of(1) == UNCHANGED


class _Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def test_what_another_process_changes_is_seen_a_few_seconds_later(
    database: Database,
) -> None:
    clock = _Clock()
    here, there = ServerPreferences(database, clock=clock), ServerPreferences(database)
    assert await here.of(1) == UNCHANGED

    await there.change(1, member_limit=3)
    assert await here.of(1) == UNCHANGED
    clock.now += 20

    assert (await here.of(1)).member_limit == 3


async def test_settings_that_are_known_are_not_asked_of_the_database_again(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    await state.preferences.change(1, member_limit=3)
    monkeypatch.setattr(Database, "begin", away)

    assert (await state.preferences.of(1)).member_limit == 3
    with pytest.raises(StateUnavailable):
        await state.preferences.of(2)


async def test_while_the_database_is_away_the_last_known_settings_hold(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = _Clock()
    preferences = ServerPreferences(database, clock=clock)
    await preferences.change(1, channels={7})
    monkeypatch.setattr(Database, "begin", away)
    clock.now += 20

    assert (await preferences.of(1)).channels == {7}


async def test_two_who_change_different_settings_at_once_lose_nothing(
    state: State, database: Database
) -> None:
    other = ServerPreferences(database)

    exchanged = await asyncio.gather(
        state.preferences.exchange(1, member_limit=3), other.exchange(1, channel_limit=5)
    )

    now = await state.preferences.latest(1)
    assert (now.member_limit, now.channel_limit) == (3, 5)
    assert UNCHANGED in [one.before for one in exchanged]


@asynccontextmanager
async def away(_: Database) -> AsyncIterator[None]:
    raise StateUnavailable("It is away.")
    yield
