"""How far back is looked for questions that nobody has heard."""

from datetime import datetime, timedelta
from typing import Final

# Whoever asks the bot has long gone on; who asks everybody may still be glad of an answer.
_ASKED: Final = timedelta(minutes=15)
_HELPED: Final = timedelta(hours=1)
# A link that is dead is taken for alive for a minute, and so long may lie between two notes of
# who was listening. What is looked at twice is claimed once.
_MARGIN: Final = timedelta(minutes=2)


def longest_ago(now: datetime, *, help_is_given: bool) -> datetime:
    """Return the moment before which nothing is answered any more."""
    return now - (_HELPED if help_is_given else _ASKED)


def unheard_since(heard_at: datetime, now: datetime, patience: timedelta | None) -> datetime:
    """Return from when on something may have been said that is not answered.

    Somebody was listening last at `heard_at`. In a help channel they may have been waiting for as
    long as their `patience`, for a person to answer; elsewhere there is none.
    """
    longest = longest_ago(now, help_is_given=patience is not None)
    return max(heard_at - _MARGIN - (patience or timedelta()), longest)
