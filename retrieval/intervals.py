"""How often, as people write it: "30m", "6h", "1d", "2w"."""

import re
from typing import Final

_INTERVAL: Final = re.compile(r"\s*([0-9]{1,6})\s*([mhdw])\s*", re.IGNORECASE)
_SECONDS: Final = {"m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
# Whoever publishes would call anything quicker an attack.
_SHORTEST: Final = 300
# What is further away is no date that Python can tell.
_LONGEST: Final = 520 * 604_800
INTERVAL_RULE: Final = (
    'a number and m, h, d or w, such as "30m", "6h" or "1d"; '
    "five minutes at least, ten years at most"
)


def seconds_of(interval: str) -> float | None:
    """The seconds that "6h" stands for; None where it is no interval, or too short or too long."""
    found = _INTERVAL.fullmatch(interval)
    seconds = int(found[1]) * _SECONDS[found[2].lower()] if found else 0
    return float(seconds) if _SHORTEST <= seconds <= _LONGEST else None
