"""What becomes of a source after a sync: when it is looked at again, and since when it fails."""

import zlib
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.state.refreshes import Refresh
from retrieval import SourceSync

_FIRST_BACK_OFF, _LONGEST_BACK_OFF = timedelta(minutes=15), timedelta(days=1)
# So much of an interval later, at most: not everything is due at the same moment.
_JITTER: Final = 0.1
_NEVER_AGAIN: Final = timedelta(days=3650)


def has_failed(report: SourceSync) -> bool:
    """Tell whether a source could not be had at all; a document that cannot be read is less."""
    return not report.listed or bool(report.failed and not _has_anything(report))


def _has_anything(report: SourceSync) -> bool:
    came = (report.added, report.changed, report.unchanged, report.elsewhere, report.later)
    return any(came)


def noted(refresh: Refresh, report: SourceSync, every: float | None, now: datetime) -> Refresh:
    """Return what is kept of a source of which a sync, by whomever, reports this."""
    if has_failed(report):
        return failed(refresh, now, report.until)
    done = settled(refresh, every, now)
    until = report.until or done.not_before or now
    return replace(done, not_before=max(done.not_before or now, until))


def settled(refresh: Refresh, every: float | None, now: datetime) -> Refresh:
    """Return what is kept of a source that was synced now, to be synced again after `every`."""
    later = now + interval(every, refresh.source)
    return replace(
        refresh, failures=0, failing_since=None, not_before=later, told=False, wanted=False
    )


def failed(refresh: Refresh, now: datetime, until: datetime | None = None) -> Refresh:
    """Return what is kept of a source that could not be had, and is left alone for ever longer.

    It is left alone `until` then at least, where its server has asked for that.
    """
    back_off = min(_LONGEST_BACK_OFF, _FIRST_BACK_OFF * 2 ** min(refresh.failures, 10))
    again = now + back_off * (1 + _jitter(refresh.source))
    return replace(
        refresh,
        failures=refresh.failures + 1,
        failing_since=refresh.failing_since or now,
        not_before=max(again, until or again),
    )


def interval(every: float | None, source: str) -> timedelta:
    """Return how long a source is left alone that went well; `every` is in seconds."""
    return _NEVER_AGAIN if every is None else timedelta(seconds=every * (1 + _jitter(source)))


def _jitter(name: str) -> float:
    """Return a share of an interval, the same at each start."""
    return _JITTER * zlib.crc32(name.encode()) / 2**32
