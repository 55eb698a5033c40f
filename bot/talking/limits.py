"""How many questions a member and a channel may ask in a while."""

from collections import OrderedDict, deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.preferences import Preferences

# Members and channels that have asked last; a while is seldom longer than a minute.
_MOST: Final = 20_000


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
        self._asked: OrderedDict[tuple[str, int, int], deque[datetime]] = OrderedDict()
        self._told: OrderedDict[Seat, datetime] = OrderedDict()

    def admit(self, seat: Seat, settings: Preferences, now: datetime) -> Wait | None:
        """Count a question; where there were too many return how long it has to wait."""
        limits = {
            ("member", seat.guild, seat.member): settings.member_limit,
            ("channel", seat.guild, seat.channel): settings.channel_limit,
        }
        limits = {key: most for key, most in limits.items() if most}
        window = timedelta(seconds=settings.limit_seconds)
        for key, most in limits.items():
            asked = self._asked_since(key, now - window)
            if len(asked) >= most:
                until = asked[-most] + window
                return Wait(until, key[0] == "channel", self._have_told(seat, until, now))
        for key in limits:
            self._asked[key].append(now)
        return None

    def _asked_since(self, key: tuple[str, int, int], since: datetime) -> deque[datetime]:
        asked = self._asked.setdefault(key, deque())
        self._asked.move_to_end(key)
        if len(self._asked) > _MOST:
            self._asked.popitem(last=False)
        while asked and asked[0] <= since:
            asked.popleft()
        return asked

    def _have_told(self, seat: Seat, until: datetime, now: datetime) -> bool:
        """Tell whether a member was told of this wait, and note that they are now."""
        told = self._told.pop(seat, now) > now
        self._told[seat] = until
        if len(self._told) > _MOST:
            self._told.popitem(last=False)
        return told
