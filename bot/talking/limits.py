"""How many questions a member and a channel may ask in a while."""

from bisect import bisect_right, insort
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.preferences import Preferences

# Members and channels that have asked last; a while is seldom longer than a minute.
_MOST: Final = 20_000
# What was asked while nobody was there is counted for when it was asked; none is older.
_LATE: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Seat:
    """Who asks where; `guild` is 0 in a direct message. Limits of one server count there alone."""

    guild: int
    channel: int
    member: int


@dataclass(frozen=True, slots=True)
class Wait:
    """Until when somebody has to wait.

    `everybody` is true where the channel has asked too much, not the member; `told` is true where
    the member knows already.
    """

    until: datetime
    everybody: bool
    told: bool


class Limits:
    """Questions in a window that slides: never more than so many within any so many seconds.

    discord.py's Cooldown counts in windows that stand still, and lets twice as many through where
    two of them meet.
    """

    def __init__(self) -> None:
        self._asked: OrderedDict[tuple[str, int, int], list[datetime]] = OrderedDict()
        self._told: OrderedDict[Seat, datetime] = OrderedDict()

    def admit(self, seat: Seat, settings: Preferences, now: datetime) -> Wait | None:
        """Count a question; where there were too many return how long it has to wait.

        Questions need not come in the order in which they were asked.
        """
        limits = {
            ("member", seat.guild, seat.member): settings.member_limit,
            ("channel", seat.guild, seat.channel): settings.channel_limit,
        }
        limits = {key: most for key, most in limits.items() if most}
        window = timedelta(seconds=settings.limit_seconds)
        for key, most in limits.items():
            first = _first_of(self._asked_since(key, now - window - _LATE), most, now, window)
            if first is not None:
                until = first + window
                return Wait(until, key[0] == "channel", self._have_told(seat, until, now))
        for key in limits:
            insort(self._asked[key], now)
        return None

    def _asked_since(self, key: tuple[str, int, int], since: datetime) -> list[datetime]:
        asked = self._asked.setdefault(key, [])
        self._asked.move_to_end(key)
        if len(self._asked) > _MOST:
            self._asked.popitem(last=False)
        del asked[: bisect_right(asked, since)]
        return asked

    def _have_told(self, seat: Seat, until: datetime, now: datetime) -> bool:
        """Tell whether a member was told of this wait, and note that they are now."""
        told = self._told.pop(seat, now) > now
        self._told[seat] = until
        if len(self._told) > _MOST:
            self._told.popitem(last=False)
        return told


def _first_of(
    asked: Sequence[datetime], most: int, now: datetime, window: timedelta
) -> datetime | None:
    """Return the first of so many questions that share a window with one asked now, if any do.

    `asked` are in their order; some of them may be later.
    """
    place = bisect_right(asked, now)
    for begin in range(max(place - most, 0), min(place, len(asked) - most) + 1):
        first, last = asked[begin], asked[begin + most - 1]
        if max(last, now) - min(first, now) < window:
            return first
    return None
