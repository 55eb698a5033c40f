"""A clock that is set by hand, and a Discord of one channel that can fail at any step."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from bot.daily.edition import Edition, Shown
from bot.daily.publishing import ChannelGone, PastUnreadable
from bot.daily.schedule import Due, Schedule
from bot.daily.sections import SectionKind
from bot.state.schedules import Plan

GUILD, CHANNEL, OWNER = 1_100_000_000_000_000_000, 1_100_000_000_000_000_001, 42


class Clock:
    """Now, until it is told otherwise."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


class Crashed(BaseException):
    """The process died: nothing may catch this."""


class Wire:
    """Counts the steps between the bot and the rest of the world, and breaks at one of them."""

    def __init__(self) -> None:
        self.steps = 0
        self.breaks_before: int | None = None
        self.breaks_after: int | None = None
        self.error: BaseException = Crashed()

    def before(self) -> None:
        self.steps += 1
        if self.steps == self.breaks_before:
            raise self.error

    def after(self) -> None:
        if self.steps == self.breaks_after:
            raise self.error


@dataclass
class Channel:
    """What is in a channel and in the threads of its messages, whoever is connected to it."""

    messages: dict[int, str] = field(default_factory=dict)
    threads: dict[int, list[str]] = field(default_factory=dict)
    by_nonce: dict[str, int] = field(default_factory=dict)
    remembers_nonces: bool = True
    readable: bool = True
    threadable: bool = True
    trouble: Exception | None = None
    audiences: frozenset[str] = frozenset({"public"})


class FakeBoard:
    """A way to a channel."""

    def __init__(self, channel: Channel, wire: Wire) -> None:
        self._channel = channel
        self._wire = wire

    async def find(self, mark: str, since: datetime) -> int | None:
        assert since.tzinfo is not None
        if not self._channel.readable:
            raise PastUnreadable
        messages = self._channel.messages.items()
        return next((n for n, page in messages if page.split("\n")[0] == mark), None)

    async def send(self, page: str, nonce: str) -> int:
        self._wire.before()
        if self._channel.trouble:
            raise self._channel.trouble
        known = self._channel.by_nonce.get(nonce) if self._channel.remembers_nonces else None
        message = known or len(self._channel.messages) + 1000
        self._channel.messages[message] = page
        self._channel.by_nonce[nonce] = message
        self._wire.after()
        return message

    async def open_thread(self, message: int, name: str) -> int | None:
        assert 1 <= len(name) <= 100
        self._wire.before()
        if not self._channel.threadable:
            return None
        self._channel.threads.setdefault(message, [])
        self._wire.after()
        return message

    async def audiences(self) -> frozenset[str]:
        return self._channel.audiences

    async def count_in(self, thread: int) -> int:
        return len(self._channel.threads[thread])

    async def add(self, thread: int, page: str, nonce: str) -> None:
        self._wire.before()
        if not (self._channel.remembers_nonces and nonce in self._channel.by_nonce):
            self._channel.threads[thread].append(page)
        self._channel.by_nonce[nonce] = thread
        self._wire.after()


class FakeHouse:
    """Servers with a channel each."""

    def __init__(self, clock: Clock, guilds: Iterable[int] = (GUILD,)) -> None:
        self.clock = clock
        self.channels = {guild: Channel() for guild in guilds}
        self.hidden: set[int] = set()
        self.gone: set[int] = set()
        self.wire = Wire()
        self.told: list[Plan] = []
        self.looked_over: list[tuple[int, date]] = []
        self.silent = False
        self.audiences: tuple[str, ...] = ("public",)

    def sees(self, guild: int) -> bool:
        return guild not in self.hidden

    def board(self, guild: int, channel: int) -> FakeBoard:
        assert channel == CHANNEL
        if guild in self.gone:
            raise ChannelGone
        return FakeBoard(self.channels[guild], self.wire)

    def composer(self, plan: Plan) -> "FakeComposer":
        assert plan.guild in self.channels
        return FakeComposer(self)

    async def look_over(self, guild: int, day: date) -> None:
        self.looked_over.append((guild, day))

    async def tell(self, plan: Plan) -> None:
        self.told.append(plan)


class FakeComposer:
    """Says the date and whether it is late, with two pages for the thread."""

    def __init__(self, house: FakeHouse) -> None:
        self._house = house

    async def __call__(self, due: Due, *, late: bool) -> Edition | None:
        self._house.wire.before()
        made = replace(edition(due.day, late=late), audiences=self._house.audiences)
        return None if self._house.silent else made


def edition(day: date, *, late: bool = False) -> Edition:
    message = f"## {day}\n{'late' if late else 'in time'}"
    shown = (Shown(message=7, channel=8),)
    return Edition(message, (f"{day} page 1", f"{day} page 2"), f"More from {day}", shown)


def plan(
    at: time, zone: str, begins: datetime, *, guild: int = GUILD, weekday: int | None = None
) -> Plan:
    sections = (SectionKind.NEW, SectionKind.ASKED)
    return Plan(guild, CHANNEL, Schedule(at, zone, weekday), sections, begins, OWNER)
