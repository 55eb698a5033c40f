"""Which source is due to be brought in step by itself, and what becomes of that.

    look    the first source that is due is synced, beside whoever asks; then the next one
    fails   it is left alone for a quarter of an hour, then for twice as long, up to a day
    fails   for three days: somebody is told, once

When a source was synced last stands in the library, so that a restart syncs nothing anew.
"""

import asyncio
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

import structlog

from bot.desk import Desk, Stopped
from bot.faults import record
from bot.parts import Reply
from bot.sources.owning import guild_of, shown_name
from bot.sources.syncing import Syncing
from bot.state import State, StateUnavailable
from bot.state.refreshes import Refresh
from bot.wording import syncs
from retrieval import PullquoteError, SourceStatus, SourceSync

_LOG = structlog.stdlib.get_logger("bot")
Now = Callable[[], datetime]

# Seconds between two looks, at most and at least: to look costs the library a moment.
_LONGEST_PAUSE, _SHORTEST_PAUSE = 900.0, 1.0
# Where the database or the library is away.
_AGAIN = 60.0

_FIRST_BACK_OFF, _LONGEST_BACK_OFF = timedelta(minutes=15), timedelta(days=1)
_FOR_LONG: Final = timedelta(days=3)
# So much of an interval later, at most: not everything is due at the same moment.
_JITTER: Final = 0.1
_NEVER_AGAIN: Final = timedelta(days=3650)
_NEVER: Final = datetime.min.replace(tzinfo=UTC)


class House(Protocol):
    """The servers of this process."""

    def sees(self, guild: int) -> bool:
        """Tell whether a server is one of ours, and there."""
        ...

    async def tell(self, refresh: Refresh, reply: Reply) -> None:
        """Tell where a source was added that it fails; whatever goes wrong stays here."""
        ...


@dataclass(frozen=True, slots=True)
class Due:
    """A source, when it is to be synced, and how that went before."""

    at: datetime
    status: SourceStatus
    refresh: Refresh


class Refresher:
    """Brings in step what is due, one source at a time."""

    def __init__(self, desk: Desk, state: State, syncing: Syncing, house: House, now: Now) -> None:
        self._desk = desk
        self._refreshes = state.refreshes
        self._syncing = syncing
        self._house = house
        self._now = now

    async def run(self) -> None:
        """Look again and again, whatever happens, until this is cancelled."""
        while True:
            pause = await self._look_safely()
            await asyncio.sleep(pause)

    async def look(self) -> float:
        """Sync the first source that is due; return the seconds after which to look again."""
        due = await self._coming()
        if due and due[0].at <= self._now():
            await self._refresh(due[0])
            return _SHORTEST_PAUSE
        left = (due[0].at - self._now()).total_seconds() if due else _LONGEST_PAUSE
        return max(_SHORTEST_PAUSE, min(_LONGEST_PAUSE, left))

    async def _look_safely(self) -> float:
        try:
            return await self.look()
        except (StateUnavailable, Stopped) as away:
            _LOG.debug("refreshing has to wait", reason=str(away))
        except Exception as error:  # noqa: BLE001 - whatever it was, other sources may go well
            record(error, doing="refreshing")
        return _AGAIN

    async def _coming(self) -> list[Due]:
        """Return the sources that are to be synced by themselves, the most urgent first."""
        known = await self._refreshes.all()
        sources = await asyncio.wrap_future(self._desk.origins())
        due = [
            Due(_at(status, refresh), status, refresh)
            for status in sources
            if self._is_kept_in_step(status)
            for refresh in [known.get(status.name, Refresh(status.name))]
        ]
        return sorted(due, key=lambda one: one.at)

    def _is_kept_in_step(self, status: SourceStatus) -> bool:
        """Tell whether we see to a source: by its interval, or because adding it was broken off."""
        guild = guild_of(status.owner)
        if guild is None:
            return status.every is not None
        return self._house.sees(guild) and (status.every is not None or status.synced is None)

    async def _refresh(self, due: Due) -> None:
        name = due.status.name
        try:
            report = await self._syncing.sync(name)
        except Stopped:
            raise
        except PullquoteError as error:
            _LOG.warning("a source was not refreshed", source=name, reason=str(error))
            await self._note_failure(due)
            return
        except Exception as error:  # noqa: BLE001 - a fault of one source is no other's trouble
            record(error, doing="refreshing")
            await self._note_failure(due)
            return
        if report is None:
            await self._refreshes.forget(name)
        elif has_failed(report):
            await self._note_failure(due)
        else:
            _log_news(report)
            await self._refreshes.note(settled(due.refresh, due.status.every, self._now()))

    async def _note_failure(self, due: Due) -> None:
        now, row = self._now(), due.refresh
        back_off = min(_LONGEST_BACK_OFF, _FIRST_BACK_OFF * 2 ** min(row.failures, 10))
        row = replace(
            row,
            failures=row.failures + 1,
            failing_since=row.failing_since or now,
            not_before=now + back_off * (1 + _jitter(row.source)),
        )
        await self._refreshes.note(row)
        since = row.failing_since or now
        if now - since >= _FOR_LONG and await self._refreshes.take_telling(row.source):
            await self._house.tell(row, syncs.fails_for_long(shown_name(due.status), since))


def has_failed(report: SourceSync) -> bool:
    """Tell whether a source could not be had at all; a document that cannot be read is less."""
    return not report.listed or bool(report.failed and not _has_anything(report))


def _has_anything(report: SourceSync) -> bool:
    return bool(report.added or report.changed or report.unchanged or report.elsewhere)


def settled(refresh: Refresh, every: float | None, now: datetime) -> Refresh:
    """Return what is kept of a source that was synced now, to be synced again after `every`."""
    later = now + _interval(every, refresh.source)
    return replace(refresh, failures=0, failing_since=None, not_before=later, told=False)


def _at(status: SourceStatus, refresh: Refresh) -> datetime:
    """Return when a source is to be synced."""
    last = status.synced
    regular = _NEVER if last is None else last + _interval(status.every, status.name)
    return max(regular, refresh.not_before or _NEVER)


def _interval(every: float | None, source: str) -> timedelta:
    return _NEVER_AGAIN if every is None else timedelta(seconds=every * (1 + _jitter(source)))


def _jitter(name: str) -> float:
    """Return a share of an interval, the same at each start."""
    return _JITTER * zlib.crc32(name.encode()) / 2**32


def _log_news(report: SourceSync) -> None:
    _LOG.info(
        "source refreshed",
        source=report.name,
        added=len(report.added),
        changed=len(report.changed),
        vanished=len(report.vanished),
        failed=len(report.failed),
    )
