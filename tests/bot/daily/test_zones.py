"""Time zones and times of day, as people type them."""

from datetime import time
from zoneinfo import ZoneInfo

import pytest

from bot.daily.clock_times import NotATime, clock_time
from bot.daily.zones import UnknownZone, completions, zone_named


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("berlin", "Europe/Berlin"),
        ("Europe/Ber", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("new_y", "America/New_York"),
        ("est", "America/New_York"),
        ("CET", "Europe/Berlin"),
        ("pst", "America/Los_Angeles"),
        ("germany", "Europe/Berlin"),
        ("india", "Asia/Kolkata"),
        ("São Pau", "America/Sao_Paulo"),
        ("utc", "UTC"),
        ("berlni", "Europe/Berlin"),
        ("", "UTC"),
    ],
)
def test_what_is_typed_completes_to_a_zone(typed: str, first: str) -> None:
    assert completions(typed, 25)[0] == first


@pytest.mark.parametrize("typed", ["", "a", "e", "america/", "/", "x" * 100, "\x00", "🙂"])
def test_no_more_are_offered_than_discord_takes_and_each_is_a_zone(typed: str) -> None:
    offered = completions(typed, 25)

    assert len(offered) <= 25
    assert len(set(offered)) == len(offered)
    assert all(zone_named(name) == name and ZoneInfo(name) for name in offered)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        (" Berlin ", "Europe/Berlin"),
        ("America/New York", "America/New_York"),
        ("US/Pacific", "US/Pacific"),
        ("Etc/GMT-3", "Etc/GMT-3"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_known_by_its_name_or_its_city(written: str, name: str) -> None:
    assert zone_named(written) == name


@pytest.mark.parametrize(
    ("written", "nearest"),
    [
        ("EST", "America/New_York"),
        ("Europe/Berlni", "Europe/Berlin"),
        ("japan", "Asia/Tokyo"),
    ],
)
def test_what_is_no_zone_has_the_nearest_names(written: str, nearest: str) -> None:
    with pytest.raises(UnknownZone) as raised:
        zone_named(written)

    assert raised.value.nearest[0] == nearest
    assert len(raised.value.nearest) <= 3


@pytest.mark.parametrize("written", ["Mars/Olympus", "", "../../etc/passwd", "localtime", "\x00"])
def test_what_is_nowhere_is_unknown(written: str) -> None:
    with pytest.raises(UnknownZone):
        zone_named(written)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("9", time(9)),
        ("09:00", time(9)),
        ("9:30 am", time(9, 30)),
        ("9.30pm", time(21, 30)),
        ("12 AM", time(0)),
        ("12 p.m.", time(12)),
        ("21h15", time(21, 15)),
        ("21 Uhr", time(21)),
        ("0:05", time(0, 5)),
        ("noon", time(12)),
        (" Midnight ", time(0)),
    ],
)
def test_a_time_is_read_however_it_is_written(written: str, meant: time) -> None:
    assert clock_time(written) == meant


@pytest.mark.parametrize(
    "written", ["25:00", "24:00", "9:60", "13 pm", "0 am", "nine", "", "9:5", "-1", "9:30:15", "٩x"]
)
def test_what_is_no_time_is_refused(written: str) -> None:
    with pytest.raises(NotATime):
        clock_time(written)
