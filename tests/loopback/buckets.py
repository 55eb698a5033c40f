"""How many requests may pass? Rate limits in fixed windows, as discord.py expects them."""

import hashlib
import time
from dataclasses import dataclass

from aiohttp import web

MAJOR = ("channel_id", "guild_id", "interaction_token")


@dataclass(slots=True)
class Window:
    ends: float
    used: int = 0


class Buckets:
    """One bucket per route and major parameter. Discord's own numbers (5 messages in 5 s) would
    slow every test, so the default is wide; a test of limits narrows it.
    """

    def __init__(self, limit: int = 1000, seconds: float = 1.0) -> None:
        self.limit = limit
        self.seconds = seconds
        self._windows: dict[str, Window] = {}

    def take(self, route: str, request: web.Request) -> tuple[bool, dict[str, str]]:
        """Whether the request may pass, and the headers that tell the client where it stands."""
        now = time.monotonic()
        major = [request.match_info.get(name, "") for name in MAJOR]
        key = " ".join([route, *major])
        window = self._windows.get(key)
        if window is None or window.ends <= now:
            window = self._windows[key] = Window(now + self.seconds)
        window.used += 1
        return window.used <= self.limit, self._headers(route, window, window.ends - now)

    def _headers(self, route: str, window: Window, left: float) -> dict[str, str]:
        name = hashlib.sha256(route.encode()).hexdigest()[:16]
        return {
            "X-RateLimit-Bucket": name,
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(max(0, self.limit - window.used)),
            "X-RateLimit-Reset": str(time.time() + left),
            "X-RateLimit-Reset-After": str(left),
        }
