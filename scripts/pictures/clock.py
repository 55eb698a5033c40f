"""What time it is in the pictures: the same morning in all of them, read in one zone."""

import time
from datetime import UTC, datetime, timedelta
from typing import Final

import discord

from retrieval import Library
from tests.loopback.clock import Clock

# Where the reader is; in winter that is UTC, as what the bot says of itself is in UTC.
ZONE: Final = "Europe/London"
_BEGINS: Final = datetime(2026, 3, 2, 10, 42, tzinfo=UTC)


class _Morning:
    """The clock of all pictures, which goes on from where it is set."""

    def __init__(self) -> None:
        self.began = time.monotonic()

    def now(self) -> datetime:
        return _BEGINS + timedelta(seconds=time.monotonic() - self.began)


_MORNING: Final = _Morning()
_KEYWORDS: Final = Library.__init__.__kwdefaults__ or {}


def now() -> datetime:
    """Return the time in UTC."""
    return _MORNING.now()


def begin() -> None:
    """Let the morning begin, for the bot, for Discord, and for what libraries are opened now."""
    _MORNING.began = time.monotonic()
    setattr(discord.utils, "utcnow", now)  # noqa: B010 - typed as it is, and replaced for good
    setattr(Clock, "now", lambda _: now().timestamp())  # noqa: B010 - as above
    setattr(Library.__init__, "__kwdefaults__", _KEYWORDS | {"now": now})  # noqa: B010 - as above
