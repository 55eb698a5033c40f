"""Exactly one post for a server and a local date, whatever breaks and whoever else tries."""

import asyncio
import random
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.daily.publishing import ChannelClosed
from bot.daily.runner import Runner
from bot.daily.schedule import between, upcoming
from bot.state import State
from bot.state.posts import LEASE, Reason, Stage
from bot.state.schedules import Pause
from tests.bot.daily.conftest import state_in
from tests.bot.daily.fakes import CHANNEL, GUILD, Channel, Clock, Crashed, FakeHouse, Wire, plan

START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
NINE = plan(time(9), "UTC", START)


@pytest.fixture
def runner(state: State, house: FakeHouse, clock: Clock) -> Runner:
    return Runner(state, house, clock)


@pytest.fixture
def channel(house: FakeHouse) -> Channel:
    return house.channels[GUILD]


def dates(channel: Channel) -> list[str]:
    """The dates of the posts in a channel, in order."""
    return [page.split("\n")[0].removeprefix("## ") for page in channel.messages.values()]


async def stages(state: State) -> list[tuple[Stage, Reason | None]]:
    return [(post.stage, post.reason) for post in await state.posts.recent(GUILD, 99)]


class TestADay:
    async def test_it_is_posted_when_it_is_due_with_its_thread_and_not_again(
        self, state: State, runner: Runner, clock: Clock, channel: Channel
    ) -> None:
        await state.schedules.set_up(NINE)
        await runner.look()
        assert not channel.messages

        clock.advance(hours=1)
        await runner.look()
        await runner.look()

        [(message, page)] = channel.messages.items()
        assert page == "## 2026-03-01\nin time"
        assert channel.threads == {message: ["2026-03-01 page 1", "2026-03-01 page 2"]}

    async def test_what_was_due_before_it_was_set_up_is_not_owed(
        self, state: State, runner: Runner, clock: Clock, channel: Channel
    ) -> None:
        clock.advance(hours=2)
        await state.schedules.set_up(plan(time(9), "UTC", clock()))

        await runner.look()

        assert not channel.messages
        assert await stages(state) == []

    async def test_late_by_up_to_three_hours_it_comes_and_says_so(
        self, state: State, runner: Runner, clock: Clock, channel: Channel
    ) -> None:
        await state.schedules.set_up(NINE)
        clock.advance(hours=4)

        await runner.look()

        assert list(channel.messages.values()) == ["## 2026-03-01\nlate"]

    async def test_later_it_is_skipped_and_noted_like_the_days_before(
        self, state: State, runner: Runner, clock: Clock, channel: Channel
    ) -> None:
        await state.schedules.set_up(NINE)
        clock.advance(days=2, hours=4, minutes=1)

        await runner.look()

        assert not channel.messages
        assert await stages(state) == [(Stage.SKIPPED, Reason.MISSED)] * 3

    async def test_with_nothing_to_say_nothing_is_posted_and_it_is_not_asked_again(
        self, state: State, runner: Runner, house: FakeHouse, clock: Clock, channel: Channel
    ) -> None:
        await state.schedules.set_up(NINE)
        clock.advance(hours=1)
        house.silent = True
        await runner.look()
        house.silent = False

        await Runner(state, house, clock).look()

        assert not channel.messages
        assert await stages(state) == [(Stage.QUIET, None)]

    async def test_a_server_that_this_process_does_not_see_is_left_to_others(
        self, state: State, runner: Runner, house: FakeHouse, clock: Clock, channel: Channel
    ) -> None:
        await state.schedules.set_up(NINE)
        house.hidden.add(GUILD)
        clock.advance(hours=1)

        await runner.look()

        assert await stages(state) == []
        house.hidden.clear()
        await runner.look()
        assert len(channel.messages) == 1

    async def test_another_time_on_the_same_date_does_not_bring_a_second_post(
        self, state: State, runner: Runner, clock: Clock, channel: Channel
    ) -> None:
        await state.schedules.set_up(NINE)
        clock.advance(hours=1)
        await runner.look()
        await state.schedules.set_up(plan(time(10), "UTC", clock()))
        clock.advance(hours=1)
        await runner.look()

        assert len(channel.messages) == 1
        clock.advance(days=1)
        await runner.look()
        assert dates(channel) == ["2026-03-01", "2026-03-02"]

    async def test_it_looks_again_when_the_next_post_is_due_and_each_minute(
        self, state: State, runner: Runner, clock: Clock
    ) -> None:
        await state.schedules.set_up(NINE)
        assert await runner.look() == 60

        clock.advance(minutes=59, seconds=48)
        assert await runner.look() == 12


class TestClocksThatJump:
    async def test_ahead_and_back_it_does_not_post_twice(
        self, state: State, runner: Runner, clock: Clock, channel: Channel
    ) -> None:
        await state.schedules.set_up(NINE)
        for hours in (26, -25, 1, 24):
            clock.advance(hours=hours)
            await runner.look()
            await Runner(state, FakeHouse(clock), clock).look()

        assert dates(channel) == ["2026-03-02", "2026-03-01"]

    async def test_far_ahead_and_back_no_day_is_lost(
        self, state: State, house: FakeHouse, clock: Clock, channel: Channel
    ) -> None:
        await state.schedules.set_up(NINE)
        clock.advance(days=3, hours=6)
        await Runner(state, house, clock).look()
        assert not channel.messages

        clock.advance(days=-3, hours=-5)
        runner = Runner(state, house, clock)
        for _ in range(4):
            await runner.look()
            clock.advance(days=1)

        assert dates(channel) == [f"2026-03-0{day}" for day in (1, 2, 3, 4)]


async def until_settled(folder: Path, house: FakeHouse) -> Stage | None:
    """Start process after process until the day's post is settled, each when the lease is over."""
    for _ in range(12):
        state = state_in(folder)
        try:
            await Runner(state, house, house.clock).look()
            [post] = await state.posts.recent(GUILD, 1)
            if post.stage not in (Stage.CLAIMED, Stage.SENDING, Stage.POSTED):
                return post.stage
        except Crashed:
            pass
        finally:
            await state.aclose()
        house.clock.advance(seconds=LEASE.total_seconds())
    return None


STEPS = range(1, 6)  # compose, message, thread, page 1, page 2


class TestCrashes:
    @pytest.fixture(autouse=True)
    async def _due(self, state: State, clock: Clock) -> None:
        await state.schedules.set_up(NINE)
        clock.advance(hours=1)
        await state.aclose()

    @pytest.mark.parametrize("remembers_nonces", [True, False])
    @pytest.mark.parametrize("moment", ["before", "after"])
    @pytest.mark.parametrize("step", STEPS)
    async def test_a_process_that_dies_at_any_step_leaves_one_message_and_a_whole_thread(
        self, tmp_path: Path, house: FakeHouse, step: int, moment: str, remembers_nonces: bool
    ) -> None:
        channel = house.channels[GUILD]
        channel.remembers_nonces = remembers_nonces
        setattr(house.wire, f"breaks_{moment}", step)

        assert await until_settled(tmp_path, house) is Stage.DONE

        [message] = channel.messages
        assert channel.threads == {message: ["2026-03-01 page 1", "2026-03-01 page 2"]}

    @pytest.mark.parametrize("step", STEPS)
    async def test_so_does_one_that_meets_an_error_and_lives(
        self, tmp_path: Path, house: FakeHouse, channel: Channel, step: int
    ) -> None:
        house.wire.breaks_before, house.wire.error = step, TimeoutError("Discord is away")

        with capture_logs() as logged:
            assert await until_settled(tmp_path, house) is Stage.DONE

        assert len([line for line in logged if line["event"] == "fault"]) == 1
        [message] = channel.messages
        assert len(channel.threads[message]) == 2

    @pytest.mark.parametrize("step", range(1, 14))
    async def test_a_database_that_goes_away_at_any_step_brings_no_second_message(
        self, tmp_path: Path, house: FakeHouse, step: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        clock, channel = house.clock, house.channels[GUILD]
        state = state_in(tmp_path)
        wire = Wire()
        wire.breaks_before, wire.error = step, OSError("the disk is gone")
        begin = state.posts._database._opened

        async def opened() -> object:
            wire.before()
            return await begin()

        monkeypatch.setattr(state.posts._database, "_opened", opened)
        try:
            await Runner(state, house, clock).look()
        except Exception:  # noqa: BLE001 - as `run` does
            clock.advance(minutes=1)
        await state.aclose()

        assert await until_settled(tmp_path, house) is Stage.DONE
        [message] = channel.messages
        assert len(channel.threads[message]) == 2

    async def test_where_the_past_cannot_be_read_it_is_rather_skipped_than_sent_twice(
        self, tmp_path: Path, house: FakeHouse, channel: Channel
    ) -> None:
        channel.readable = channel.remembers_nonces = False
        house.wire.breaks_after = 2

        assert await until_settled(tmp_path, house) is Stage.SKIPPED
        assert len(channel.messages) == 1

    async def test_what_was_never_sent_is_composed_again(
        self, tmp_path: Path, house: FakeHouse, clock: Clock, channel: Channel
    ) -> None:
        """Members may have taken back their words; and now it is late."""
        house.wire.breaks_before = 2
        with pytest.raises(Crashed):
            await Runner(state_in(tmp_path), house, clock).look()
        assert not channel.messages

        clock.advance(hours=2)
        await until_settled(tmp_path, house)

        assert list(channel.messages.values()) == ["## 2026-03-01\nlate"]

    async def test_a_post_that_is_whole_is_looked_over(
        self, tmp_path: Path, house: FakeHouse
    ) -> None:
        house.wire.breaks_after = 4

        await until_settled(tmp_path, house)

        assert [(guild, str(day)) for guild, day in house.looked_over] == [(GUILD, "2026-03-01")]

    async def test_a_day_later_the_message_is_still_known_again(
        self, tmp_path: Path, house: FakeHouse, clock: Clock, channel: Channel
    ) -> None:
        house.wire.breaks_after = 2
        with pytest.raises(Crashed):
            await Runner(state_in(tmp_path), house, clock).look()

        clock.advance(days=1)
        await until_settled(tmp_path, house)

        assert dates(channel) == ["2026-03-01", "2026-03-02"]
        assert all(len(pages) == 2 for pages in channel.threads.values())


class TestSeveralProcesses:
    async def test_of_many_that_look_at_the_same_moment_one_posts(
        self, tmp_path: Path, house: FakeHouse, clock: Clock, channel: Channel
    ) -> None:
        states = [state_in(tmp_path) for _ in range(5)]
        channel.remembers_nonces = False
        await states[0].schedules.set_up(NINE)
        clock.advance(hours=1)

        await asyncio.gather(*(Runner(state, house, clock).look() for state in states * 2))

        [message] = channel.messages
        assert len(channel.threads[message]) == 2
        for state in states:
            await state.aclose()


class TestChannelsThatClose:
    async def test_a_channel_that_is_gone_pauses_the_plan_and_is_told_once(
        self, tmp_path: Path, state: State, house: FakeHouse, clock: Clock
    ) -> None:
        await state.schedules.set_up(NINE)
        house.gone.add(GUILD)
        clock.advance(hours=1)
        for _ in range(3):
            other = state_in(tmp_path)
            await Runner(other, house, clock).look()
            await other.aclose()
            clock.advance(days=1)

        [told] = house.told
        assert told.pause is Pause.CHANNEL_GONE
        kept = await state.schedules.of(GUILD)
        assert kept
        assert kept.pause is Pause.CHANNEL_GONE
        assert await stages(state) == [(Stage.SKIPPED, Reason.CHANNEL_GONE)]

    async def test_so_does_one_that_takes_no_messages_and_once_resumed_it_goes_on(
        self, state: State, runner: Runner, house: FakeHouse, clock: Clock, channel: Channel
    ) -> None:
        await state.schedules.set_up(NINE)
        channel.trouble = ChannelClosed()
        clock.advance(hours=1)
        await runner.look()
        assert [plan.pause for plan in house.told] == [Pause.FORBIDDEN]

        channel.trouble = None
        clock.advance(hours=1)
        await state.schedules.resume(GUILD, clock())
        await runner.look()
        clock.advance(days=1)
        await runner.look()

        assert dates(channel) == ["2026-03-02"]

    async def test_a_channel_without_threads_gets_its_message(
        self, state: State, runner: Runner, clock: Clock, channel: Channel
    ) -> None:
        await state.schedules.set_up(NINE)
        channel.threadable = False
        clock.advance(hours=1)
        await runner.look()

        assert len(channel.messages) == 1
        assert await stages(state) == [(Stage.DONE, None)]

    async def test_what_its_readers_may_no_longer_read_does_not_follow(
        self, state: State, runner: Runner, house: FakeHouse, clock: Clock, channel: Channel
    ) -> None:
        """It died after the message; before it was taken over, a role was let into the channel."""
        await state.schedules.set_up(NINE)
        house.audiences = ("patrons", "public")
        channel.audiences = frozenset(house.audiences)
        house.wire.breaks_after = 2
        clock.advance(hours=1)
        with pytest.raises(Crashed):
            await runner.look()
        assert len(channel.messages) == 1

        channel.audiences = frozenset({"public"})
        clock.advance(seconds=LEASE.total_seconds() + 1)
        await Runner(state, house, clock).look()

        assert len(channel.messages) == 1
        assert channel.threads == {}
        assert await stages(state) == [(Stage.DONE, None)]

    async def test_one_servers_trouble_is_no_other_servers(
        self, state: State, clock: Clock
    ) -> None:
        house = FakeHouse(clock, [GUILD, GUILD + 1, GUILD + 2])
        for guild in house.channels:
            await state.schedules.set_up(plan(time(9), "UTC", START, guild=guild))
        house.channels[GUILD].trouble = RuntimeError("odd")
        house.gone.add(GUILD + 1)
        clock.advance(hours=1)

        with capture_logs() as logged:
            await Runner(state, house, clock).look()

        assert len(house.channels[GUILD + 2].messages) == 1
        assert [line["doing"] for line in logged if line["event"] == "fault"] == ["daily post"]

    async def test_nor_is_a_plan_that_cannot_be_reckoned(
        self, state: State, runner: Runner, clock: Clock, channel: Channel
    ) -> None:
        """As when a time zone is taken out of the database of zones."""
        await state.schedules.set_up(NINE)
        await state.schedules.set_up(plan(time(9), "Mars/Olympus", START, guild=GUILD - 1))
        clock.advance(hours=1)

        with capture_logs() as logged:
            assert await runner.look() <= 60

        assert len(channel.messages) == 1
        assert [line["doing"] for line in logged if line["event"] == "fault"] == ["daily post"]


class TestRunning:
    async def test_it_survives_whatever_a_look_raises_and_ends_at_once_when_told(
        self, runner: Runner, state: State, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        looks: list[int] = []
        thrice = asyncio.Event()

        async def active() -> list[object]:
            looks.append(1)
            if len(looks) == 3:
                thrice.set()
            raise RuntimeError

        monkeypatch.setattr(state.schedules, "active", active)
        monkeypatch.setattr("bot.daily.runner._LONGEST_PAUSE", 0)
        with capture_logs():
            running = asyncio.create_task(runner.run())
            await thrice.wait()

        running.cancel()
        await asyncio.wait({running}, timeout=1)
        assert running.cancelled()


ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago")


async def test_through_a_year_in_four_zones_no_day_is_missed_and_none_comes_twice(
    tmp_path: Path, clock: Clock
) -> None:
    """Two processes by turns, each started anew now and then, and crashes at any step."""
    chance = random.Random(4)  # noqa: S311 - a test's own
    clock.now = datetime(2026, 1, 1, tzinfo=UTC)
    plans = [plan(time(2, 15), zone, clock(), guild=GUILD + n) for n, zone in enumerate(ZONES)]
    house = FakeHouse(clock, [one.guild for one in plans])
    for channel in house.channels.values():
        channel.remembers_nonces = False
    states = [state_in(tmp_path), state_in(tmp_path)]
    for one in plans:
        await states[0].schedules.set_up(one)
    runners = [Runner(state, house, clock) for state in states]

    end = datetime(2027, 1, 1, 12, tzinfo=UTC)
    while clock() < end:
        turn = chance.randrange(2)
        if chance.random() < 0.05:
            house.wire.breaks_after = house.wire.steps + chance.randint(1, 6)
        if chance.random() < 0.05:
            runners[turn] = Runner(states[turn], house, clock)
        try:
            await runners[turn].look()
            coming = min(next(upcoming(one.schedule, clock())).moment for one in plans)
            clock.now = coming + timedelta(minutes=chance.choice([0, 1, 90, 150]))
        except Crashed:
            runners[turn] = Runner(states[turn], house, clock)
            clock.advance(seconds=LEASE.total_seconds())

    for one in plans:
        expected = [str(due.day) for due in between(one.schedule, one.begins, end)]
        assert dates(house.channels[one.guild]) == expected
    assert len(expected) >= 365
    threads = [pages for channel in house.channels.values() for pages in channel.threads.values()]
    assert {len(pages) for pages in threads[:-4]} == {2}
    for state in states:
        await state.aclose()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    zone=st.sampled_from(ZONES),
    at=st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 59])),
    steps=st.lists(
        st.tuples(
            st.sampled_from([-1500, -61, -1, 1, 5, 59, 60, 119, 500, 1440, 4000]),
            st.booleans(),
            st.none() | st.integers(1, 8),
        ),
        max_size=12,
    ),
)
async def test_wherever_the_clock_jumps_and_whatever_dies_no_date_has_two(
    tmp_path_factory: pytest.TempPathFactory,
    zone: str,
    at: time,
    steps: list[tuple[int, bool, int | None]],
) -> None:
    clock = Clock(datetime(2026, 3, 28, tzinfo=UTC))
    house = FakeHouse(clock)
    house.channels[GUILD].remembers_nonces = False
    state = state_in(tmp_path_factory.mktemp("jumps"))
    await state.schedules.set_up(plan(at, zone, clock()))
    runner = Runner(state, house, clock)
    for minutes, restarts, crash in steps:
        clock.advance(minutes=minutes)
        house.wire.breaks_after = house.wire.steps + crash if crash else None
        if restarts:
            runner = Runner(state, house, clock)
        try:
            await runner.look()
        except Crashed:
            runner = Runner(state, house, clock)
    await state.aclose()

    counted = Counter(dates(house.channels[GUILD]))
    assert not [day for day, times in counted.items() if times > 1]


async def test_channels_of_posts_are_those_of_their_plan(
    state: State, runner: Runner, clock: Clock
) -> None:
    await state.schedules.set_up(NINE)
    clock.now += timedelta(hours=1)
    await runner.look()

    [post] = await state.posts.recent(GUILD, 1)
    assert post.channel == CHANNEL
