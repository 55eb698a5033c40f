"""A source and the library brought in step: what is new or changed comes in, the rest stays.

A document is exchanged in one transaction, in the order in which it is offered, and whatever is
kept of the source as a whole is kept last. So a sync that is killed anywhere has done the first
part of what it had to do, and the next one does the rest: both together make the library that one
alone would have made.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from retrieval.ingesting import Progress
from retrieval.reports import SourceSync
from retrieval.sources.base import Item, Listing, Source
from retrieval.sources.intake import REFUSED, Intake
from retrieval.sources.mishaps import keepable, unforeseen
from retrieval.sources.pace import Pace
from retrieval.sources.registry import SyncState
from retrieval.sources.tallying import SyncTally
from retrieval.sources.tools import Tools, settle


class Sync:
    """One source, brought in step once."""

    def __init__(self, tools: Tools, source: Source, pace: Pace) -> None:
        self._tools = tools
        self._source = source
        self._pace = pace
        self._tally = SyncTally()
        with tools.turn():
            self._kept: SyncState = tools.registry.kept(source.name)
        self._intake = Intake(tools, source, pace, self._kept, self._tally)

    def run(self, progress: Progress | None, *, remove_vanished: bool) -> SourceSync:
        """Bring it in step, and say what was done; `progress` and the rest as `Library.sync`."""
        try:
            listing = self._tools.lister(self._source, self._kept.listing)
        except REFUSED as error:
            self._tally.refused(self._source.name, error)
            return self._unlisted()
        except Exception as error:  # noqa: BLE001 - whatever it runs into, the other sources go on
            self._tally.failed.append(unforeseen(self._source.name, error))
            return self._unlisted()
        if listing.unchanged:
            self._all_unchanged()
        else:
            self._take_in(listing, progress)
            self._leave_same(listing)
            self._look_for_vanished(listing)
        if remove_vanished:
            self._remove_vanished()
        self._settle()
        return self._report(self._kept_now(listing))

    @property
    def changed(self) -> bool:
        """Whether any document came or went so far."""
        return any((self._tally.added, self._tally.changed, self._tally.removed))

    def _unlisted(self) -> SourceSync:
        """What the source offers cannot be told, so that all is kept as it is."""
        self._settle()
        kept = replace(self._kept, failed=tuple(self._tally.failed))
        return replace(self._report(kept), listed=False)

    def _all_unchanged(self) -> None:
        self._tally.vanished.extend(self._kept.vanished)
        self._tally.elsewhere.extend(self._kept.elsewhere)
        self._tally.marks.update(self._kept.marks)
        gone = set(self._kept.vanished)
        self._tally.unchanged.extend(source for source in self._own() if source not in gone)

    def _take_in(self, listing: Listing, progress: Progress | None) -> None:
        total = len(listing.items) if isinstance(listing.items, Sequence) else 0
        for number, item in enumerate(self._in_turn(self._each(listing.items)), 1):
            self._intake.take(item)
            if progress:
                progress(number, total, item.source)
        self._intake.flush()
        self._tally.later.extend(listing.later)
        for until in listing.busy:
            self._tally.rest(until)

    def _leave_same(self, listing: Listing) -> None:
        """Leave what came with a part of the source that says that nothing of it is different."""
        same = set(listing.same) - self._tally.offered
        for document in filter(same.__contains__, self._own()):
            if document in self._kept.vanished:
                self._tally.gone.add(document)
            else:
                self._tally.offered.add(document)
                self._tally.unchanged.append(document)

    def _each(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items, up to where the source breaks off."""
        try:
            yield from items
        except REFUSED as error:
            self._tally.refused(self._source.name, error)
        except Exception as error:  # noqa: BLE001 - as above
            self._tally.failed.append(unforeseen(self._source.name, error))

    def _in_turn(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items; what failed at the last sync comes last, and spends nothing of the others'."""
        failed = {failure.source for failure in self._kept.failed}
        again: list[Item] = []
        for item in items:
            if item.source in failed:
                again.append(item)
            else:
                yield item
        yield from again

    def _look_for_vanished(self, listing: Listing) -> None:
        """Note the documents that are offered no longer, as far as that can be told."""
        offered, failed = self._tally.offered, listing.failed
        # What could not be listed may hold any document; what could not be read was offered.
        whole = not failed and all(each.source in offered for each in self._tally.failed)
        self._tally.failed.extend(keepable(each) for each in failed)
        missing = (each for each in self._own() if each not in offered)
        self._tally.vanished.extend(
            each
            for each in missing
            if each in self._tally.gone or (not listing.partial and (whole or _left_disk(each)))
        )

    def _remove_vanished(self) -> None:
        vanished, self._tally.vanished = self._tally.vanished, []
        for document in vanished:
            with self._tools.writing(self._source.name):
                self._tools.exchanger.remove(document)
            self._tally.removed.append(document)
            self._settle()

    def _own(self) -> list[str]:
        with self._tools.turn():
            return self._tools.registry.documents_of(self._source.name)

    def _settle(self) -> None:
        """Tell Chroma of what has changed, so many rows at a time."""
        settle(self._tools, self._pace)

    def _kept_now(self, listing: Listing) -> SyncState:
        tally = self._tally
        failed = {each.source for each in tally.failed}
        marks = self._intake.marks_kept | tally.marks
        return SyncState(
            at=self._tools.now(),
            listing=tally.state_kept(listing),
            marks={name: mark for name, mark in marks.items() if name not in failed},
            vanished=tuple(tally.vanished),
            elsewhere=tuple(tally.elsewhere),
            failed=tuple(tally.failed),
        )

    def _report(self, kept: SyncState) -> SourceSync:
        name, tally = self._source.name, self._tally
        with self._tools.writing(self._source.name):
            self._tools.registry.keep(name, kept)
            voices = self._tools.registry.status(name).voices
        return tally.report(name, voices)


def _left_disk(document: str) -> bool:
    """Whether a document was a file, or in an archive, of which nothing is there any more."""
    if not Path(document).is_absolute():
        return False
    return not any(map(os.path.lexists, (document, document.partition("!/")[0])))
