"""A source and the library brought in step: what is new or changed comes in, the rest stays.

A document is exchanged in one transaction, in the order in which it is offered, and whatever is
kept of the source as a whole is kept last. So a sync that is killed anywhere has done the first
part of what it had to do, and the next one does the rest: both together make the library that one
alone would have made.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from retrieval.errors import DocumentError, LeftForLater, LinkBusy, LinkGone, SidecarError
from retrieval.exchanging import Cut, Exchanger, Known, Tally
from retrieval.indexes import OwnIndexes
from retrieval.ingesting import Progress
from retrieval.models import PUBLIC, Document
from retrieval.readers import READING_VERSION, fingerprint_of
from retrieval.reports import Failure, SourceSync
from retrieval.rows import Vectors
from retrieval.sources.base import Item, Lister, Listing, Source
from retrieval.sources.mishaps import failure, unforeseen
from retrieval.sources.pace import Pace
from retrieval.sources.parts import state_without
from retrieval.sources.registry import Held, Kept, Registry
from retrieval.turns import Turn

_REFUSED: Final = (DocumentError, SidecarError)
# What a document is to blame for that cannot be written. The library and the model have their own.
_UNWRITABLE: Final = (ValueError, TypeError, LookupError, ArithmeticError, RecursionError)


@dataclass(frozen=True, slots=True)
class Tools:
    """What every sync of a library needs."""

    indexes: OwnIndexes
    registry: Registry
    exchanger: Exchanger
    lister: Lister
    turn: Turn
    now: Callable[[], datetime]


@dataclass(slots=True)
class _Tally(Tally):
    """What a sync has done so far.

    `offered` are all documents that the source has now, `gone` those that it still names. `later`
    are left for the next one. No server of theirs is to be asked before `until`.
    """

    offered: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    elsewhere: list[str] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    later: list[str] = field(default_factory=list)
    until: datetime | None = None


class Sync:
    """One source, brought in step once."""

    def __init__(self, tools: Tools, source: Source, pace: Pace) -> None:
        self._tools = tools
        self._source = source
        self._pace = pace
        self._tally = _Tally()
        self._waiting: list[Cut] = []
        with tools.turn():
            self._kept: Kept = tools.registry.kept(source.name)
            self._held: dict[str, Held] = tools.registry.held()

    def run(self, progress: Progress | None, *, remove_vanished: bool) -> SourceSync:
        """Bring it in step, and say what was done; `progress` and the rest as `Library.sync`."""
        try:
            listing = self._tools.lister(self._source, self._kept.listing)
        except _REFUSED as error:
            self._rest(error)
            return self._unlisted(failure(self._source.name, str(error)))
        except Exception as error:  # noqa: BLE001 - whatever it runs into, the other sources go on
            return self._unlisted(unforeseen(self._source.name, error))
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

    def _unlisted(self, reason: Failure) -> SourceSync:
        """What the source offers cannot be told, so that all is kept as it is."""
        self._tally.failed.append(reason)
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
            self._take(item)
            if progress:
                progress(number, total, item.source)
        self._flush()
        self._tally.later.extend(listing.later)

    def _leave_same(self, listing: Listing) -> None:
        """Leave what came with a part of the source that says that nothing of it is different."""
        same = set(listing.same) - self._tally.offered
        for document in filter(same.__contains__, self._own()):
            if document in self._kept.vanished:
                self._tally.gone.add(document)
            else:
                self._tally.offered.add(document)
                self._tally.unchanged.append(document)

    def _marks_kept(self) -> dict[str, str]:
        """The marks of documents that this listing does not speak of, or not by themselves."""
        taken = self._tally.offered - set(self._tally.unchanged)
        return {d: m for d, m in self._kept.marks.items() if d in self._held and d not in taken}

    def _each(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items, up to where the source breaks off."""
        try:
            yield from items
        except _REFUSED as error:
            self._tally.failed.append(failure(self._source.name, str(error)))
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

    def _take(self, item: Item) -> None:
        tally, held = self._tally, self._held.get(item.source)
        if item.source in tally.offered:
            return
        tally.offered.add(item.source)
        if held and held.origin not in (None, self._source.name):
            self._find_elsewhere(item, held)
            return
        mark = _mark(item)
        if held and held.origin and mark and mark == self._kept.marks.get(item.source):
            tally.unchanged.append(item.source)
        elif not self._read(item, held):
            return
        if mark:
            tally.marks[item.source] = mark

    def _find_elsewhere(self, item: Item, held: Held) -> None:
        """A document that another source brought in, maybe for others than this one would have."""
        self._tally.elsewhere.append(item.source)
        if item.entry.audience not in {None, PUBLIC, held.audience}:
            self._fail(
                item,
                f'{item.source}: it came with the source "{held.origin}" and is read as that one '
                f"has it ({held.audience}); say there who may read it, or remove it there.",
            )

    def _read(self, item: Item, held: Held | None) -> bool:
        """Read a document, to be exchanged where it is not as it was; whether it can be read."""
        try:
            document = self._changed(item, held)
            cut = document and self._tools.exchanger.cut(document)
        except LeftForLater:
            return self._leave_for_later(item)
        except LinkGone as error:
            return self._lose(item, str(error))
        except _REFUSED as error:
            self._rest(error)
            return self._fail(item, str(error))
        except Exception as error:  # noqa: BLE001 - whatever a parser runs into, the others go on
            self._tally.failed.append(unforeseen(item.source, error))
            return False
        if cut:
            self._put(cut)
        else:
            self._leave(item.source, held)
        return True

    def _leave_for_later(self, item: Item) -> bool:
        self._tally.later.append(item.source)
        # What failed before has not been tried since.
        before = (each for each in self._kept.failed if each.source == item.source)
        self._tally.failed.extend(before)
        return False

    def _rest(self, error: Exception) -> None:
        """Note until when a server wants to be left alone."""
        if isinstance(error, LinkBusy):
            self._tally.until = max(error.until, self._tally.until or error.until)

    def _lose(self, item: Item, reason: str) -> bool:
        """A page that is still linked to, and of which its server says that it is gone for good."""
        if item.source not in self._held:
            return self._fail(item, reason)
        self._tally.offered.discard(item.source)
        self._tally.gone.add(item.source)
        return False

    def _fail(self, item: Item, reason: str) -> bool:
        self._tally.failed.append(failure(item.source, reason))
        return False

    def _changed(self, item: Item, held: Held | None) -> Document | None:
        """The document, None where it is held as it is."""
        raw = item.load()
        if held and fingerprint_of(raw, held.form, item.entry) == held.fingerprint:
            return None
        document = self._pace.read(item.source, raw, item.entry)
        return replace(document, origin=self._source.name)

    def _leave(self, source: str, held: Held | None) -> None:
        self._tally.unchanged.append(source)
        if held and held.origin is None:
            with self._library():
                self._tools.registry.claim(source, self._source.name)

    def _put(self, cut: Cut) -> None:
        """Have a document wait for its exchange, until there are enough."""
        self._waiting.append(cut)
        if sum(len(waiting.passages) for waiting in self._waiting) >= self._pace.passages:
            self._flush()

    def _flush(self) -> None:
        """Exchange what waits; a document that cannot be written harms no other."""
        cuts, self._waiting = self._waiting, []
        if not cuts:
            return
        try:
            self._exchange(cuts)
        except _UNWRITABLE as error:
            self._flush_each(cuts, error)
        else:
            self._settle()

    def _flush_each(self, cuts: Sequence[Cut], error: Exception) -> None:
        """Exchange what can be, of documents with which together it could not be done."""
        if len(cuts) == 1:
            self._tally.failed.append(unforeseen(cuts[0].document.source, error))
            return
        for cut in cuts:
            self._waiting = [cut]
            self._flush()

    def _exchange(self, cuts: Sequence[Cut]) -> None:
        """Exchange these documents. Embedding happens before anything old is removed."""
        prepared = self._tools.exchanger.prepared(cuts, self._known(cuts), self._embed)
        with self._library():
            self._tally.count(prepared, self._tools.exchanger.exchange(prepared))

    def _known(self, cuts: Sequence[Cut]) -> Known:
        with self._tools.turn():
            return self._tools.exchanger.known(cuts)

    def _embed(self, texts: Sequence[str]) -> Vectors:
        return self._pace.embed(self._tools.indexes.embedder, texts)

    def _look_for_vanished(self, listing: Listing) -> None:
        """Note the documents that are offered no longer, as far as that can be told."""
        offered, failed = self._tally.offered, listing.failed
        # What could not be listed may hold any document; what could not be read was offered.
        whole = not failed and all(each.source in offered for each in self._tally.failed)
        self._tally.failed.extend(failure(each.source, each.reason) for each in failed)
        missing = (each for each in self._own() if each not in offered)
        self._tally.vanished.extend(
            each
            for each in missing
            if each in self._tally.gone or (not listing.partial and (whole or _left_disk(each)))
        )

    def _remove_vanished(self) -> None:
        vanished, self._tally.vanished = self._tally.vanished, []
        for document in vanished:
            with self._library():
                self._tools.exchanger.remove(document)
            self._tally.removed.append(document)
            self._settle()

    def _own(self) -> list[str]:
        with self._tools.turn():
            return self._tools.registry.documents_of(self._source.name)

    def _settle(self) -> None:
        """Tell Chroma of what has changed, so many rows at a time."""
        settle(self._tools, self._pace)

    def _kept_now(self, listing: Listing) -> Kept:
        tally = self._tally
        failed = {each.source for each in tally.failed}
        marks = self._marks_kept() | tally.marks
        return Kept(
            at=self._tools.now(),
            listing=self._state_kept(listing),
            marks={name: mark for name, mark in marks.items() if name not in failed},
            vanished=tuple(tally.vanished),
            elsewhere=tuple(tally.elsewhere),
            failed=tuple(tally.failed),
        )

    def _state_kept(self, listing: Listing) -> dict[str, str]:
        """What was not taken in would not be offered again by a source that thinks it was."""
        tally = self._tally
        if not (tally.failed or tally.elsewhere or tally.later):
            return dict(listing.state)
        failed = (failure.source for failure in tally.failed)
        missed = {document for document in (*failed, *tally.later) if document in tally.offered}
        return state_without(listing.state, missed.union(tally.elsewhere))

    def _report(self, kept: Kept) -> SourceSync:
        name, tally = self._source.name, self._tally
        with self._library():
            self._tools.registry.keep(name, kept)
            voices = self._tools.registry.status(name).voices
        return SourceSync(
            name=name,
            added=tally.added,
            changed=tally.changed,
            unchanged=tally.unchanged,
            vanished=tally.vanished,
            removed=tally.removed,
            failed=tally.failed,
            elsewhere=tally.elsewhere,
            passages=tally.passages,
            voices=voices,
            left_out=tally.left_out,
            later=tally.later,
            until=tally.until,
        )

    @contextmanager
    def _library(self) -> Iterator[None]:
        """The library for itself, to be written. Raises `SourceUnknown` if the source has gone."""
        with self._tools.turn():
            self._tools.registry.source(self._source.name)
            yield


def settle(tools: Tools, pace: Pace) -> None:
    """Tell Chroma of all that it was not told of yet, at this pace."""
    waiting = True
    while waiting:
        with tools.turn():
            waiting = tools.indexes.store.settle_some(pace.rows)
        time.sleep(pace.pause)


def _left_disk(document: str) -> bool:
    """Whether a document was a file, or in an archive, of which nothing is there any more."""
    if not Path(document).is_absolute():
        return False
    return not any(map(os.path.lexists, (document, document.partition("!/")[0])))


def _mark(item: Item) -> str | None:
    """What has to be the same for a document not even to be fetched."""
    if item.mark is None:
        return None
    parts = READING_VERSION, item.mark, repr(item.entry)
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
