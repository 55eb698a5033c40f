"""When a post is due, by travelling through years of days in zones with awkward clocks."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.daily.schedule import Due, Schedule, between, latest, span, upcoming

# One hour and half an hour of daylight saving, at night and at midnight; a quarter-hour offset; a
# date that was left out (Apia, 2011); a gap before midnight (Nuuk); a break for Ramadan.
ZONES = (
    "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo",
    "America/Santiago", "America/Nuuk", "Pacific/Apia", "Africa/Casablanca", "Pacific/Chatham",
)  # fmt: skip
TIMES = (time(0), time(0, 30), time(2, 15), time(9), time(23, 45))
MINUTE = timedelta(minutes=1)

zones = st.sampled_from(ZONES)
times = st.builds(time, st.integers(0, 23), st.integers(0, 59))
weekdays = st.none() | st.integers(0, 6)
moments = st.integers(0, 16 * 366 * 24 * 60).map(lambda n: utc(2011, 6, 1) + n * MINUTE)


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def moment_of(zone: str, at: time, day: date) -> datetime:
    now = datetime.combine(day, time(12), UTC) - timedelta(days=2)
    return next(due.moment for due in upcoming(Schedule(at, zone), now) if due.day == day)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("at", TIMES)
def test_a_year_of_hours_misses_no_day_and_has_none_twice(zone: str, at: time) -> None:
    schedule = Schedule(at, zone)
    start = utc(2026, 1, 10)
    posted = [latest(schedule, start + timedelta(hours=hour)).day for hour in range(366 * 24)]

    days = list(dict.fromkeys(posted))
    assert days == sorted(days)
    assert posted == sorted(posted)
    assert all(after - before == timedelta(days=1) for before, after in pairwise(days))
    assert len(days) in (366, 367)


@pytest.mark.parametrize("zone", ZONES)
def test_a_post_comes_at_its_time_unless_the_clocks_leap_over_it(zone: str) -> None:
    schedule = Schedule(time(0, 30), zone)
    for due in between(schedule, utc(2026, 1, 1), utc(2027, 1, 1)):
        shown = due.moment.astimezone(ZoneInfo(zone))
        before = (due.moment - MINUTE).astimezone(ZoneInfo(zone))
        leapt = shown.utcoffset() != before.utcoffset()
        assert shown.time() == time(0, 30) or (leapt and shown.time() >= time(0, 30))
        assert before.replace(tzinfo=None) < datetime.combine(due.day, time(0, 30))


class TestClocksThatChange:
    def test_a_time_that_is_skipped_is_posted_at_the_first_moment_after_the_gap(self) -> None:
        spring = date(2026, 3, 29)

        assert moment_of("Europe/Berlin", time(2, 30), spring) == utc(2026, 3, 29, 1)
        assert moment_of("Europe/Berlin", time(3, 30), spring) == utc(2026, 3, 29, 1, 30)

    def test_half_an_hour_is_a_gap_too(self) -> None:
        assert moment_of("Australia/Lord_Howe", time(2, 15), date(2026, 10, 4)) == utc(
            2026, 10, 3, 15, 30
        )

    def test_a_gap_at_midnight_leaves_the_day_its_post(self) -> None:
        assert moment_of("Africa/Cairo", time(0), date(2026, 4, 24)) == utc(2026, 4, 23, 22)

    def test_a_gap_that_ends_at_midnight_posts_yesterdays_at_the_stroke(self) -> None:
        [gap, next_day] = between(
            Schedule(time(23, 30), "America/Nuuk"), utc(2026, 3, 28, 12), utc(2026, 3, 30, 12)
        )

        assert gap == Due(date(2026, 3, 28), utc(2026, 3, 29, 1))
        assert next_day == Due(date(2026, 3, 29), utc(2026, 3, 30, 0, 30))

    def test_an_hour_that_comes_twice_counts_the_first_time(self) -> None:
        autumn = date(2026, 10, 25)

        assert moment_of("Europe/Berlin", time(2, 30), autumn) == utc(2026, 10, 25, 0, 30)

    def test_a_date_that_a_zone_left_out_has_no_post(self) -> None:
        days = [
            due.day
            for due in between(
                Schedule(time(9), "Pacific/Apia"), utc(2011, 12, 28), utc(2011, 12, 31, 12)
            )
        ]

        assert days == [date(2011, 12, 28), date(2011, 12, 29), date(2011, 12, 31)]


def test_a_weekly_post_comes_on_its_weekday_alone() -> None:
    schedule = Schedule(time(18), "America/New_York", weekday=4)

    dues = between(schedule, utc(2026, 1, 1), utc(2027, 1, 1))

    assert len(dues) == 52
    assert {due.day.weekday() for due in dues} == {4}


def test_a_day_reaches_from_post_to_post_however_long_the_clocks_make_it() -> None:
    schedule = Schedule(time(9), "Europe/Berlin")
    spring, autumn = (latest(schedule, utc(*day, 12)) for day in ((2026, 3, 29), (2026, 10, 25)))

    lengths = [until - since for since, until in (span(schedule, due) for due in (spring, autumn))]

    assert lengths == [timedelta(hours=23), timedelta(hours=25)]


def test_a_week_reaches_over_seven_days() -> None:
    schedule = Schedule(time(9), "Europe/Berlin", weekday=0)
    due = latest(schedule, utc(2026, 6, 1, 12))

    assert span(schedule, due) == (utc(2026, 5, 25, 7), utc(2026, 6, 1, 7))


def test_late_is_after_ten_minutes_and_missed_after_three_hours() -> None:
    due = Due(date(2026, 1, 1), utc(2026, 1, 1, 9))

    assert not due.is_late(utc(2026, 1, 1, 9, 10))
    assert due.is_late(utc(2026, 1, 1, 9, 11))
    assert not due.is_missed(utc(2026, 1, 1, 12))
    assert due.is_missed(utc(2026, 1, 1, 12, 1))


@given(zones, times, weekdays, moments)
def test_what_is_due_next_is_what_was_due_last_once_its_moment_has_come(
    zone: str, at: time, weekday: int | None, now: datetime
) -> None:
    schedule = Schedule(at, zone, weekday)
    coming = next(upcoming(schedule, now))

    assert latest(schedule, now).moment <= now < coming.moment
    assert latest(schedule, coming.moment) == coming
    assert latest(schedule, coming.moment - timedelta(seconds=1)) == latest(schedule, now)
    assert between(schedule, now, coming.moment) == [coming]


@given(zones, times, moments, st.lists(st.integers(1, 3 * 60), max_size=40))
def test_whoever_looks_every_three_hours_sees_every_day(
    zone: str, at: time, start: datetime, pauses: list[int]
) -> None:
    schedule = Schedule(at, zone)
    now, seen = start, [latest(schedule, start)]
    for pause in pauses:
        now += timedelta(minutes=pause)
        seen.append(latest(schedule, now))

    assert list(dict.fromkeys(seen))[1:] == between(schedule, start, now)
