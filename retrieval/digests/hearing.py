"""Who speaks of a subject, how often, and when."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from retrieval.attribution import is_voice
from retrieval.catalogue import Catalogue
from retrieval.dates import period_of
from retrieval.models import Kind, Voice
from retrieval.overviews import PeriodCount, VoiceCount

_DATE = re.compile(r"\s*(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?")
_MONTH = len("2025-09")


@dataclass(frozen=True, slots=True)
class Hearing:
    """The voices of some passages, most heard first, and when they are from, in that order.

    `first` and `last` are the documents of the earliest and the latest day, None where no day is
    known.
    """

    voices: tuple[VoiceCount, ...]
    timeline: tuple[PeriodCount, ...]
    first: int | None
    last: int | None


def heard(catalogue: Catalogue, ids: Collection[int], dates: Mapping[int, str]) -> Hearing:
    """Who speaks in these passages, and when, where documents are of these `dates`."""
    rows = catalogue.heard(ids)
    voices: Counter[tuple[str | None, Kind | None]] = Counter()
    periods: Counter[str] = Counter()
    for voice, kind, document, count in rows:
        voices[voice, None if is_voice(Voice(kind, voice)) else kind] += count
        if document in dates:
            periods[dates[document][:_MONTH]] += count
    dated = sorted({(dates[d], d) for _, _, d, _ in rows if d in dates})
    return Hearing(
        voices=tuple(
            VoiceCount(voice, count, kind)
            for (voice, kind), count in sorted(voices.items(), key=_most_heard)
        ),
        timeline=tuple(PeriodCount(*each) for each in sorted(periods.items())),
        first=dated[0][1] if dated else None,
        last=dated[-1][1] if dated else None,
    )


def dates_of(catalogue: Catalogue) -> dict[int, str]:
    """When each document was published, as far as it is known: "2025-09-30", "2025"."""
    return {
        number: _iso(work.published)
        for number, _, work in catalogue.works()
        if work.published and period_of(work.published)
    }


def _most_heard(each: tuple[tuple[str | None, Kind | None], int]) -> tuple[int, bool, str, str]:
    (voice, kind), count = each
    return -count, voice is None, voice or "", kind or ""


def _iso(published: str) -> str:
    match = _DATE.match(published)
    return "-".join(part.zfill(2) for part in match.groups() if part) if match else ""
