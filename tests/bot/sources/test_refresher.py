"""Sources that are kept in step by themselves, with a clock that is set by hand."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.desk import Desk
from bot.parts import Reply
from bot.sources.owning import kept_name, owner_of
from bot.sources.refresher import Refresher
from bot.sources.syncing import Syncing
from bot.state import State
from bot.state.refreshes import Refresh
from retrieval import Failure, Source, SourceError, SourceSync
from tests.bot.daily.fakes import Clock
from tests.bot.fakes import FakeLibrary

GUILD = 7
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = 3600.0
FEED = Source(kept_name(GUILD, "feed"), "https://a.example", owner=owner_of(GUILD), every=24 * HOUR)
GONE = SourceSync("", failed=(Failure(FEED.name, "It does not answer."),), listed=False)


class FakeHouse:
    """One server, and what it was told."""

    def __init__(self) -> None:
        self.guilds = {GUILD}
        self.told: list[tuple[Refresh, Reply]] = []

    def sees(self, guild: int) -> bool:
        return guild in self.guilds

    async def tell(self, refresh: Refresh, phrase: Callable[[], Reply]) -> None:
        self.told.append((refresh, phrase()))


@pytest.fixture
def clock() -> Clock:
    return Clock(NOON)


@pytest.fixture
def library(clock: Clock) -> FakeLibrary:
    library = FakeLibrary()
    library.now = clock
    return library


@pytest.fixture
def house() -> FakeHouse:
    return FakeHouse()


@pytest.fixture
def refresher(desk: Desk, state: State, house: FakeHouse, clock: Clock) -> Refresher:
    return Refresher(desk, state, Syncing(desk), house, clock)


async def days_pass(refresher: Refresher, clock: Clock, days: float) -> None:
    """Look whenever the refresher wants to."""
    until = clock.now + timedelta(days=days)
    while clock.now < until:
        clock.advance(seconds=await refresher.look())


async def test_a_source_is_synced_once_in_its_interval(
    refresher: Refresher, library: FakeLibrary, clock: Clock
) -> None:
    library.add_source(FEED)

    await days_pass(refresher, clock, 5)

    assert 4 <= len(library.synced) <= 5


async def test_a_restart_syncs_nothing_anew(  # noqa: PLR0913, PLR0917 - two of each
    refresher: Refresher,
    library: FakeLibrary,
    clock: Clock,
    desk: Desk,
    state: State,
    house: FakeHouse,
) -> None:
    library.add_source(FEED)
    await days_pass(refresher, clock, 0.5)

    await days_pass(Refresher(desk, state, Syncing(desk), house, clock), clock, 0.4)

    assert library.synced == [FEED.name]


async def test_what_has_no_interval_and_what_another_process_sees_is_left_alone(
    refresher: Refresher, library: FakeLibrary, clock: Clock
) -> None:
    library.add_source(Source("archive", "/srv/archive"))
    library.add_source(Source("other", "https://b.example", owner=owner_of(8), every=HOUR))

    await days_pass(refresher, clock, 2)

    assert library.synced == []


async def test_what_somebody_is_adding_is_left_to_them_until_it_is_taken_in(
    desk: Desk, library: FakeLibrary, clock: Clock, state: State, house: FakeHouse
) -> None:
    syncing = Syncing(desk)
    refresher = Refresher(desk, state, syncing, house, clock)

    with syncing.reserved(FEED.name):
        with syncing.reserved(FEED.name):  # somebody else, who will hear that there is one
            library.add_source(FEED)
        await days_pass(refresher, clock, 1)
        left_alone = list(library.synced)
    await days_pass(refresher, clock, 0.1)

    assert left_alone == []
    assert library.synced == [FEED.name]


async def test_what_was_broken_off_while_it_was_added_is_taken_in(
    refresher: Refresher, library: FakeLibrary, clock: Clock, state: State
) -> None:
    file = Source(kept_name(GUILD, "notes"), "/attachments/notes.txt", owner=owner_of(GUILD))
    library.add_source(file)
    await state.refreshes.note(Refresh(file.name, GUILD, 3, not_before=NOON + timedelta(hours=1)))

    await days_pass(refresher, clock, 0.04)
    assert library.synced == []
    await days_pass(refresher, clock, 3)

    assert library.synced == [file.name]


async def test_what_somebody_wanted_when_the_program_ended_is_synced_once(
    refresher: Refresher, library: FakeLibrary, clock: Clock, state: State
) -> None:
    file = Source(kept_name(GUILD, "notes"), "/attachments/notes.txt", owner=owner_of(GUILD))
    library.add_source(file)
    library.synced_at[file.name] = NOON - timedelta(days=9)
    await state.refreshes.note(Refresh(file.name, GUILD, 3, wanted=True))

    await days_pass(refresher, clock, 3)

    assert library.synced == [file.name]


async def test_what_fails_is_left_alone_for_longer_and_longer_and_told_once(
    refresher: Refresher, library: FakeLibrary, clock: Clock, house: FakeHouse
) -> None:
    library.add_source(FEED)
    library.outcomes[FEED.name] = GONE
    library.fails.add(FEED.name)

    await days_pass(refresher, clock, 1)
    assert 4 <= len(library.synced) <= 8
    assert house.told == []
    await days_pass(refresher, clock, 9)

    assert 12 <= len(library.synced) <= 18
    [(refresh, _)] = house.told
    assert refresh.source == FEED.name


async def test_a_server_that_asks_for_patience_gets_it(
    refresher: Refresher, library: FakeLibrary, clock: Clock
) -> None:
    library.add_source(FEED)
    library.outcomes[FEED.name] = replace(GONE, until=NOON + timedelta(hours=6))
    library.fails.add(FEED.name)

    await days_pass(refresher, clock, 0.24)
    assert library.synced == [FEED.name]
    await days_pass(refresher, clock, 0.02)

    assert library.synced == [FEED.name] * 2


async def test_patience_is_had_too_where_only_a_part_of_a_source_asks_for_it(
    refresher: Refresher, library: FakeLibrary, clock: Clock
) -> None:
    library.add_source(replace(FEED, every=3600.0))
    until = NOON + timedelta(hours=6)
    library.outcomes[FEED.name] = SourceSync(FEED.name, unchanged=("a",), until=until)

    await days_pass(refresher, clock, 0.24)
    assert library.synced == [FEED.name]
    await days_pass(refresher, clock, 0.02)

    assert library.synced == [FEED.name] * 2


async def test_one_that_raises_holds_up_no_other(
    refresher: Refresher, library: FakeLibrary, clock: Clock
) -> None:
    library.add_source(FEED)
    library.sync_error = SourceError("It cannot be.")
    await days_pass(refresher, clock, 0.1)
    library.sync_error = None

    await days_pass(refresher, clock, 0.5)

    assert library.synced == [FEED.name]
