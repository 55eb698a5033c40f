"""What time it is."""

from datetime import datetime

import discord


def now() -> datetime:
    """Return the time in UTC; looked up at each call, so that time can travel in tests."""
    return discord.utils.utcnow()
