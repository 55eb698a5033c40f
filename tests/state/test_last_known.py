"""Settings that hold at a start at which the database is away."""

from pathlib import Path

import pytest

from bot.preferences import UNCHANGED
from bot.state import Database, State, StateUnavailable
from bot.state.last_known import LastKnown
from tests.state.test_preferences import away


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "beside" / "settings.json"


def started(database: Database, file: Path) -> State:
    """What a process knows that has just begun."""
    return State(database, days=30, settings=file)


async def test_they_are_those_that_the_process_before_has_read(
    database: Database, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await started(database, file).preferences.change(1, channels={7})
    monkeypatch.setattr(Database, "begin", away)
    next_start = started(database, file).preferences

    assert (await next_start.of(1)).channels == {7}
    assert next_start.known(1).channels == {7}
    with pytest.raises(StateUnavailable):
        await next_start.of(2)


async def test_settings_that_were_taken_back_and_servers_that_were_left_are_in_them_no_longer(
    database: Database, file: Path
) -> None:
    state = started(database, file)
    for guild in (1, 2, 3):
        await state.preferences.change(guild, member_limit=guild)
    await state.preferences.change(1, member_limit=UNCHANGED.member_limit)
    await state.forget_guild(2)

    next_start = started(database, file).preferences
    assert [next_start.known(guild).member_limit for guild in (1, 2, 3)] == [
        UNCHANGED.member_limit,
        UNCHANGED.member_limit,
        3,
    ]


def test_a_file_that_says_nothing_is_none(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("{")

    assert LastKnown(file).of(1) is None


async def test_where_it_cannot_be_written_settings_are_changed_all_the_same(
    database: Database, tmp_path: Path
) -> None:
    state = started(database, tmp_path)  # a folder
    await state.preferences.change(1, member_limit=3)

    assert (await state.preferences.latest(1)).member_limit == 3
