"""How far back is looked for questions that nobody has heard."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

# Whoever asks the bot has long gone on; who asks everybody may still be glad of an answer.
_ASKED: Final = timedelta(minutes=15)
_HELPED: Final = timedelta(hours=1)
# A link that is dead is taken for alive for a minute, and so long may lie between two notes of
# who was listening. What is looked at twice is claimed once.
_MARGIN: Final = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Unheard:
    """A server of which nobody has heard what was said between `since` and `until`.

    Of direct messages the guild is 0. `channels` are those of it that are still to be read, None
    where it is all of them.
    """

    guild: int
    since: datetime
    until: datetime
    channels: frozenset[int] | None = None

    def is_in(self, channel: int) -> bool:
        """Tell whether a channel is still to be read."""
        return self.channels is None or channel in self.channels

    def is_over(self, now: datetime) -> bool:
        """Tell whether it is too late to answer any of it."""
        return self.until < longest_ago(now, help_is_given=True)


def longest_ago(now: datetime, *, help_is_given: bool) -> datetime:
    """Return the moment before which nothing is answered any more."""
    return now - (_HELPED if help_is_given else _ASKED)


def unheard_since(heard_at: datetime, now: datetime, patience: timedelta | None) -> datetime:
    """Return from when on something may have been said that is not answered.

    Somebody was listening last at `heard_at`. In a help channel they may have been waiting for as
    long as their `patience`, for a person to answer; elsewhere there is none. A `heard_at` that is
    yet to come is of a clock that was ahead, and tells nothing.
    """
    longest = longest_ago(now, help_is_given=patience is not None)
    if heard_at > now:
        return longest
    return max(heard_at - _MARGIN - (patience or timedelta()), longest)
