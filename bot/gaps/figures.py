"""What a server's questions come to: how many, how well, how fast, what about, and from where."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median, quantiles
from typing import Final

from bot.desk import Desk
from bot.feedback import VerdictCounts
from bot.likeness import grouped
from bot.state.figures import Asking, DayCount

# The latest questions that are looked at one by one, and of them those that are compared.
MOST: Final = 5000
_MOST_COMPARED: Final = 300
_MOST_NAMED: Final = 5
# Of fewer, a share or the slowest twentieth says nothing.
ENOUGH: Final = 20


@dataclass(frozen=True, slots=True)
class Waits:
    """How long members waited, in seconds: half of them no longer than `p50`, 95% than `p95`.

    `p95` is None where too few asked. `count` is of how many that is.
    """

    count: int
    p50: float
    p95: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """A server's figures since a day.

    `topics` are questions that were asked several times, alike ones as one, `sources` the titles of
    documents with how many answers quoted them; both only as far as whoever looks may see them.
    """

    since: date
    days: tuple[DayCount, ...]
    verdicts: VerdictCounts
    waits: Waits | None
    topics: tuple[tuple[str, int], ...]
    sources: tuple[tuple[str, int], ...]

    @property
    def answered(self) -> int:
        """How many questions were answered."""
        return sum(day.answered for day in self.days)

    @property
    def asked(self) -> int:
        """How many questions there were."""
        return self.answered + sum(day.silent for day in self.days)


def window(counts: Sequence[DayCount], now: datetime, days: int) -> tuple[DayCount, ...]:
    """Return a count for each of the last `days` (in UTC), today's last, none left out."""
    known = {count.day: count for count in counts}
    first = now.date() - timedelta(days=days - 1)
    wanted = (first + timedelta(days=number) for number in range(days))
    return tuple(known.get(day, DayCount(day, 0, 0)) for day in wanted)


def waits_of(askings: Sequence[Asking]) -> Waits | None:
    """Return how long whoever asked had to wait, None where nobody knows."""
    took = [asking.took for asking in askings if asking.took is not None]
    if not took:
        return None
    slow = quantiles(took, n=20, method="inclusive")[-1] if len(took) >= ENOUGH else None
    return Waits(len(took), median(took), slow)


def sources_of(askings: Sequence[Asking], titles: Mapping[str, str]) -> tuple[tuple[str, int], ...]:
    """Return what was quoted most, by the titles of documents, of those that have one here.

    An answer counts once for a title, however many of its documents it quotes.
    """
    quoted = ({titles[one] for one in asking.sources if one in titles} for asking in askings)
    return tuple(Counter(title for each in quoted for title in each).most_common(_MOST_NAMED))


async def topics_of(
    askings: Sequence[Asking], desk: Desk, sees: Callable[[int], bool]
) -> tuple[tuple[str, int], ...]:
    """Return what was asked several times in channels that somebody sees; raise Stopped."""
    visible = _visible(askings, sees)
    texts = [asking.text for asking in askings if asking.channel in visible][:_MOST_COMPARED]
    groups = await grouped(texts, desk)
    counted = sorted(((texts[group[0]], len(group)) for group in groups), key=lambda one: -one[1])
    return tuple(one for one in counted[:_MOST_NAMED] if one[1] > 1)


def _visible(askings: Sequence[Asking], sees: Callable[[int], bool]) -> Collection[int]:
    return {channel for channel in {asking.channel for asking in askings} if sees(channel)}
