"""Which source is due to be brought in step by itself, and what becomes of that.

    look    the first source that is due is synced, beside whoever asks; then the next one
    fails   it is left alone for a quarter of an hour, then for twice as long, up to a day
    fails   for three days: somebody is told, once

When a source was synced last stands in the library, so that a restart syncs nothing anew.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

import structlog

from bot.desk import Desk
from bot.faults import record
from bot.parts import Reply
from bot.sources.outcomes import failed, has_failed, interval, noted
from bot.sources.owning import guild_of, shown_name
from bot.sources.syncing import Syncing
from bot.state import State, StateUnavailable
from bot.state.refreshes import Refresh
from bot.wording import syncs
from bot.workers import Stopped
from retrieval import PullquoteError, SourceStatus, SourceSync

_LOG = structlog.stdlib.get_logger("bot")
Now = Callable[[], datetime]

# Seconds between two looks, at most and at least: to look costs the library a moment.
_LONGEST_PAUSE, _SHORTEST_PAUSE = 900.0, 1.0
# While a sync is under way that somebody has asked for.
_WHILE_BUSY = 5.0
# Where the database or the library is away.
_AGAIN = 60.0

_FOR_LONG: Final = timedelta(days=3)
_NEVER: Final = datetime.min.replace(tzinfo=UTC)


class House(Protocol):
    """The servers of this process."""

    def sees(self, guild: int) -> bool:
        """Tell whether a server is one of ours, and there."""
        ...

    async def tell(self, refresh: Refresh, phrase: Callable[[], Reply]) -> None:
        """Tell where a source was added that it fails; whatever goes wrong stays here.

        `phrase` says it in the language that is spoken when it is called.
        """
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
        """Sync the first source that is due; return the seconds after which to look again.

        Somebody's own sync comes first: whatever it brings in step is not due after it.
        """
        if self._syncing.busy:
            return _WHILE_BUSY
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
            for refresh in [known.get(status.name, Refresh(status.name))]
            if self._is_kept_in_step(status, refresh)
        ]
        return sorted(due, key=lambda one: one.at)

    def _is_kept_in_step(self, status: SourceStatus, refresh: Refresh) -> bool:
        """Tell whether we see to a source: by its interval, or because a sync was broken off."""
        if self._syncing.is_reserved(status.name):
            return False
        guild = guild_of(status.owner)
        if guild is None:
            return status.every is not None
        broken_off = refresh.wanted or status.synced is None
        return self._house.sees(guild) and (status.every is not None or broken_off)

    async def _refresh(self, due: Due) -> None:
        name = due.status.name
        try:
            async with self._syncing.turn() as sync:
                report = await sync(name)
        except Stopped:
            raise
        except PullquoteError as error:
            _LOG.warning("a source was not refreshed", source=name, reason=str(error))
            await self._note(failed(due.refresh, self._now()), due)
        except Exception as error:  # noqa: BLE001 - a fault of one source is no other's trouble
            record(error, doing="refreshing")
            await self._note(failed(due.refresh, self._now()), due)
        else:
            await self._settle(due, report)

    async def _settle(self, due: Due, report: SourceSync | None) -> None:
        if report is None:
            await self._refreshes.forget(due.status.name)
            return
        if not has_failed(report):
            _log_news(report)
        await self._note(noted(due.refresh, report, due.status.every, self._now()), due)

    async def _note(self, row: Refresh, due: Due) -> None:
        """Keep how it went; where it has failed for long, tell so, once."""
        await self._refreshes.note(row)
        since = row.failing_since
        if since is None or self._now() - since < _FOR_LONG:
            return
        if await self._refreshes.take_telling(row.source):
            name = shown_name(due.status)
            await self._house.tell(row, lambda: syncs.fails_for_long(name, since))


def _at(status: SourceStatus, refresh: Refresh) -> datetime:
    """Return when a source is to be synced."""
    last = None if refresh.wanted else status.synced
    regular = _NEVER if last is None else last + interval(status.every, status.name)
    return max(regular, refresh.not_before or _NEVER)


def _log_news(report: SourceSync) -> None:
    _LOG.info(
        "source refreshed",
        source=report.name,
        added=len(report.added),
        changed=len(report.changed),
        vanished=len(report.vanished),
        failed=len(report.failed),
    )
