"""How much one server may add, so that none fills the disk that all of them share."""

from dataclasses import dataclass

from bot.sources.wishes import Refused
from bot.wording import sources as wording


@dataclass(frozen=True, slots=True)
class Bounds:
    """For each server: how many sources, and how many bytes in files that were handed in."""

    sources: int = 100
    size: int = 500_000_000

    def check(self, sources: int, size: int) -> None:
        """Raise Refused where a server would have so many sources, or bytes, beyond what it may."""
        if sources > self.sources:
            raise Refused(wording.too_many(self.sources))
        if size > self.size:
            raise Refused(wording.too_much(self.size))
