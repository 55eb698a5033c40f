"""Documents that a source offers, taken in: read where they are new, and exchanged."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Final

from retrieval.errors import DocumentError, LeftForLater, LinkGone, SidecarError
from retrieval.exchanging import Cut, Known
from retrieval.models import PUBLIC, Document
from retrieval.readers import READING_VERSION, fingerprint_of
from retrieval.rows import Vectors
from retrieval.saying import Complaint, noted
from retrieval.sources.base import Item, Source
from retrieval.sources.mishaps import failure, unforeseen
from retrieval.sources.pace import Pace
from retrieval.sources.registry import Held, SyncState
from retrieval.sources.tallying import SyncTally
from retrieval.sources.tools import Tools, settle

REFUSED: Final = (DocumentError, SidecarError)
# What a document is to blame for that cannot be written. The library and the model have their own.
_UNWRITABLE: Final = (ValueError, TypeError, LookupError, ArithmeticError, RecursionError)


def _others(name: str, held: Held) -> Complaint:
    """What is said of a document that another source keeps for others than this one would."""
    words = noted(
        '{name}: it came with the source "{source}" and is read as that one has it ({audience}); '
        "say there who may read it, or remove it there."
    )
    values = {"name": name, "source": held.origin or "", "audience": held.audience}
    return Complaint(words, values)


class Intake:
    """Takes in the documents of one source; what came of each is in `tally`."""

    def __init__(
        self, tools: Tools, source: Source, pace: Pace, kept: SyncState, tally: SyncTally
    ) -> None:
        """`kept` is of the source's last sync."""
        self._tools = tools
        self._source = source
        self._pace = pace
        self._kept = kept
        self._tally = tally
        self._waiting: list[Cut] = []
        with tools.turn():
            self._held: dict[str, Held] = tools.registry.held()

    @property
    def marks_kept(self) -> dict[str, str]:
        """The marks of documents that this listing does not speak of, or not by themselves."""
        taken = self._tally.offered - set(self._tally.unchanged)
        return {d: m for d, m in self._kept.marks.items() if d in self._held and d not in taken}

    def take(self, item: Item) -> None:
        """Take in one document, or note why not; an earlier one may be exchanged only now."""
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
            self._tally.failed.append(failure(item.source, _others(item.source, held)))

    def _read(self, item: Item, held: Held | None) -> bool:
        """Read a document, to be exchanged where it is not as it was; whether it can be read."""
        try:
            document = self._changed(item, held)
            cut = document and self._tools.exchanger.cut(document)
        except LeftForLater:
            return self._leave_for_later(item)
        except LinkGone as error:
            return self._lose(item, error)
        except REFUSED as error:
            return self._tally.refused(item.source, error)
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

    def _lose(self, item: Item, error: LinkGone) -> bool:
        """A page that is still linked to, and of which its server says that it is gone for good."""
        if item.source not in self._held:
            return self._tally.refused(item.source, error)
        self._tally.offered.discard(item.source)
        self._tally.gone.add(item.source)
        return False

    def _changed(self, item: Item, held: Held | None) -> Document | None:
        """The document, None where it is held as it is."""
        raw = item.load()
        if held and fingerprint_of(raw, held.form, item.entry) == held.fingerprint:
            return None
        self._tools.indexes.store.expect()
        document = self._pace.read(item.source, raw, item.entry)
        return replace(document, origin=self._source.name)

    def _leave(self, source: str, held: Held | None) -> None:
        self._tally.unchanged.append(source)
        if held and held.origin is None:
            with self._tools.writing(self._source.name):
                self._tools.registry.claim(source, self._source.name)

    def _put(self, cut: Cut) -> None:
        """Have a document wait for its exchange, until there are enough."""
        self._waiting.append(cut)
        if sum(len(waiting.passages) for waiting in self._waiting) >= self._pace.passages:
            self.flush()

    def flush(self) -> None:
        """Exchange what waits; a document that cannot be written harms no other."""
        cuts, self._waiting = self._waiting, []
        if not cuts:
            return
        try:
            self._exchange(cuts)
        except _UNWRITABLE as error:
            self._flush_each(cuts, error)
        else:
            settle(self._tools, self._pace)

    def _flush_each(self, cuts: Sequence[Cut], error: Exception) -> None:
        """Exchange what can be, of documents with which together it could not be done."""
        if len(cuts) == 1:
            self._tally.failed.append(unforeseen(cuts[0].document.source, error))
            return
        for cut in cuts:
            self._waiting = [cut]
            self.flush()

    def _exchange(self, cuts: Sequence[Cut]) -> None:
        """Exchange these documents. Embedding happens before anything old is removed."""
        prepared = self._tools.exchanger.prepared(cuts, self._known(cuts), self._embed)
        with self._tools.writing(self._source.name):
            self._tally.count(prepared, self._tools.exchanger.exchange(prepared))

    def _known(self, cuts: Sequence[Cut]) -> Known:
        with self._tools.turn():
            return self._tools.exchanger.known(cuts)

    def _embed(self, texts: Sequence[str]) -> Vectors:
        return self._pace.embed(self._tools.indexes.embedder, texts)


def _mark(item: Item) -> str | None:
    """What has to be the same for a document not even to be fetched."""
    if item.mark is None:
        return None
    parts = READING_VERSION, item.mark, repr(item.entry)
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
