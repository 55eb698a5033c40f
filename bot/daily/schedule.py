"""When a post is due: pure functions of a schedule and the clock.

A post belongs to a local date, and each local date has one. Its moment is the time of day that
was set, on that date, in that zone:

- A time that the clocks skip is posted at the first moment after the gap.
- A time that comes twice is posted at its first coming.
- A date that a zone left out altogether (Samoa had no 30 December 2011) has no post.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

# So late a post still comes; after that its day is skipped.
LATENESS = timedelta(hours=3)

# A post that is later than this says so.
PUNCTUAL = timedelta(minutes=10)

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_MIDNIGHT = time(0)


@dataclass(frozen=True)
class Schedule:
    """A time of day in a zone, by its IANA name; every day, or on one `weekday` (Monday is 0)."""

    at: time
    zone: str
    weekday: int | None = None

    @cached_property
    def clock(self) -> ZoneInfo:
        """The zone's clock."""
        return ZoneInfo(self.zone)

    @property
    def weekly(self) -> bool:
        """Whether the post comes once a week."""
        return self.weekday is not None


@dataclass(frozen=True, slots=True)
class Due:
    """A post: the local date that it belongs to, and the moment (UTC) at which it is due."""

    day: date
    moment: datetime

    def is_late(self, now: datetime) -> bool:
        """Tell whether a post that comes now should say that it is late."""
        return now - self.moment > PUNCTUAL

    def is_missed(self, now: datetime) -> bool:
        """Tell whether it is too late for this post."""
        return now - self.moment > LATENESS


def latest(schedule: Schedule, now: datetime) -> Due:
    """Return the last post whose moment has come."""
    return next(due for due in _backwards(schedule, now) if due.moment <= now)


def upcoming(schedule: Schedule, now: datetime) -> Iterator[Due]:
    """Yield the posts whose moment is still to come, in order, without end."""
    day = now.astimezone(schedule.clock).date() - _DAY
    while True:
        if (due := _due(schedule, day)) and due.moment > now:
            yield due
        day += _DAY


def between(schedule: Schedule, after: datetime, until: datetime) -> list[Due]:
    """Return the posts with `after < moment <= until`, in order."""
    found: list[Due] = []
    for due in upcoming(schedule, after):
        if due.moment > until:
            return found
        found.append(due)
    return found


def span(schedule: Schedule, due: Due) -> tuple[datetime, datetime]:
    """Return what a post speaks of: the time from the post before it until its moment (UTC).

    A day or seven days of the zone's calendar, however long its clocks made them.
    """
    before = due.day - (_WEEK if schedule.weekly else _DAY)
    return first_moment(before, schedule.at, schedule.clock), due.moment


def first_moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the first moment (UTC) at which a clock of the zone shows this time or a later one."""
    local = datetime.combine(day, at)
    early, late = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (1, 0))
    if late.astimezone(zone).replace(tzinfo=None) == local:
        return late
    # Within a gap the two readings lie on both sides of the leap (PEP 495).
    seconds = range(int((late - early).total_seconds()))
    leap = bisect_left(seconds, True, key=lambda second: _leapt(early, second, late, zone))  # noqa: FBT003 - what is looked for is a truth value
    return early + timedelta(seconds=leap)


def _leapt(early: datetime, second: int, late: datetime, zone: ZoneInfo) -> bool:
    moment = early + timedelta(seconds=second)
    return moment.astimezone(zone).utcoffset() == late.astimezone(zone).utcoffset()


def _due(schedule: Schedule, day: date) -> Due | None:
    """Return the post of a local date, None if there is none."""
    if schedule.weekday not in (None, day.weekday()):
        return None
    dawn = first_moment(day, _MIDNIGHT, schedule.clock)
    if dawn.astimezone(schedule.clock).date() != day:
        return None
    return Due(day, first_moment(day, schedule.at, schedule.clock))


def _backwards(schedule: Schedule, now: datetime) -> Iterator[Due]:
    """Yield posts from tomorrow's back, without end."""
    day = now.astimezone(schedule.clock).date() + _DAY
    while True:
        if due := _due(schedule, day):
            yield due
        day -= _DAY
