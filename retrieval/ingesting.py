"""Documents into the library: read, cut, embedded, then exchanged in one step."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path

import numpy as np

from retrieval.chunking import Chunker
from retrieval.embedding import texts_of
from retrieval.errors import DocumentError, SidecarError
from retrieval.indexes import OwnIndexes
from retrieval.models import NOTHING, Document, LeftOut, Passage
from retrieval.readers import read_document
from retrieval.readers.base import Entry as SidecarEntry
from retrieval.reports import Failure, IngestReport
from retrieval.rows import Entry
from retrieval.sentences import sentence_spans
from retrieval.sources.places import files_at

Progress = Callable[[int, int, str], None]
_GROUP = 64


@dataclass(slots=True)
class _Tally:
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    passages: int = 0
    left_out: LeftOut = NOTHING

    def report(self) -> IngestReport:
        done = self.added, self.changed, self.unchanged, self.failed
        return IngestReport(*done, self.passages, self.left_out)


@dataclass(frozen=True, slots=True)
class _Cut:
    document: Document
    passages: list[Passage]
    lead_ins: list[str]


class Ingester:
    """Brings files into the library. What is unchanged is not written."""

    def __init__(self, indexes: OwnIndexes, now: Callable[[], datetime]) -> None:
        """`now` tells when a document comes in, with its time zone."""
        self._indexes = indexes
        self._now = now
        self._chunker = Chunker()

    def ingest_files(self, paths: Sequence[Path], progress: Progress | None) -> IngestReport:
        """Ingest files and folders; a file that cannot be read is reported, the others go on."""
        tally = _Tally()
        self._store_all(list(self._read_all(paths, tally)), tally, progress)
        return tally.report()

    def ingest_documents(
        self, documents: Sequence[Document], progress: Progress | None
    ) -> IngestReport:
        """Ingest documents that were read elsewhere."""
        tally = _Tally()
        new = [document for document in documents if self._is_new(document, tally)]
        self._store_all(new, tally, progress)
        return tally.report()

    def _store_all(
        self, documents: Sequence[Document], tally: _Tally, progress: Progress | None
    ) -> None:
        """Cut, embed and store documents, about `_GROUP` passages at a time.

        Embedding happens before anything old is removed; each group is one transaction.
        """
        cuts = [self._cut(document) for document in documents]
        total = sum(len(cut.passages) for cut in cuts)
        for group in _groups(cuts):
            self._exchange(group, tally)
            if progress:
                progress(tally.passages, total, Path(group[-1].document.source).name)
        if any(self._indexes.catalogue.outbox()):
            # A crash kept an earlier ingest from telling Chroma.
            self._indexes.store.settle()

    def _read_all(self, paths: Sequence[Path], tally: _Tally) -> Iterator[Document]:
        seen: set[str] = set()
        for path, entry in self._entries(paths, tally):
            source = os.path.abspath(path)  # noqa: PTH100 - resolve() would follow links to another name
            if source in seen:
                continue
            seen.add(source)
            try:
                document = read_document(path, entry)
            except (DocumentError, SidecarError) as error:
                tally.failed.append(Failure(source, str(error)))
                continue
            if self._is_new(document, tally):
                yield document

    def _is_new(self, document: Document, tally: _Tally) -> bool:
        if self._indexes.catalogue.fingerprint(document.source) != document.fingerprint:
            return True
        tally.unchanged.append(document.source)
        return False

    def _entries(self, paths: Sequence[Path], tally: _Tally) -> Iterator[tuple[Path, SidecarEntry]]:
        for given in paths:
            try:
                yield from files_at(str(given), tally.failed)
            except (DocumentError, SidecarError) as error:
                tally.failed.append(Failure(str(given), str(error)))

    def _cut(self, document: Document) -> _Cut:
        passages = self._chunker.passages(document)
        return _Cut(document, passages, [_lead_in(document, passage) for passage in passages])

    def _exchange(self, group: Sequence[_Cut], tally: _Tally) -> None:
        entries = self._embedded(group)
        with self._indexes.catalogue.transaction():
            for cut, its_entries in zip(group, entries, strict=True):
                self._replace(cut, its_entries, tally)
        self._indexes.store.settle()

    def _replace(self, cut: _Cut, entries: list[Entry], tally: _Tally) -> None:
        source = cut.document.source
        known = self._indexes.catalogue.fingerprint(source) is not None
        # What has changed is not new.
        added = self._indexes.catalogue.added(source) if known else self._now()
        self._indexes.keywords.remove(self._indexes.catalogue.remove_document(source))
        ids = self._indexes.catalogue.add_document(cut.document, entries, added)
        for stored in self._indexes.catalogue.passages(ids):
            self._indexes.keywords.add(stored.id, stored.text, stored.surroundings)
        tally.passages += len(ids)
        tally.left_out += cut.document.left_out
        (tally.changed if known else tally.added).append(source)

    def _embedded(self, group: Sequence[_Cut]) -> list[list[Entry]]:
        texts = list(chain.from_iterable(_texts(cut) for cut in group))
        vectors = iter(self._indexes.embedder.embed(texts))
        return [[_entry(cut, n, vectors) for n in range(len(cut.passages))] for cut in group]


def _texts(cut: _Cut) -> Iterator[str]:
    text = cut.document.text
    for passage, lead_in in zip(cut.passages, cut.lead_ins, strict=True):
        yield from texts_of(passage, text[passage.start : passage.end], lead_in)


def _entry(cut: _Cut, number: int, vectors: Iterator[np.ndarray]) -> Entry:
    passage = cut.passages[number]
    segments = cut.document.segments
    return Entry(
        passage=passage,
        lead_in=cut.lead_ins[number],
        vector=next(vectors),
        sentence_vectors=np.stack([next(vectors) for _ in passage.sentences]),
        at=tuple(segments[s.segment].at for s in passage.sentences),
    )


def _lead_in(document: Document, passage: Passage) -> str:
    """The sentence that introduces a quotation: it tells who speaks, and of what."""
    number = passage.sentences[0].segment
    if not passage.voice.quotation or number == 0:
        return ""
    before = document.segments[number - 1]
    if before.voice.speaker != passage.voice.speaker:
        return ""
    last = sentence_spans(document.text, before.start, before.end)[-1]
    return document.text[last.start : last.end]


def _groups(cuts: Iterable[_Cut]) -> Iterator[list[_Cut]]:
    group: list[_Cut] = []
    size = 0
    for cut in cuts:
        group.append(cut)
        size += len(cut.passages)
        if size >= _GROUP:
            yield group
            group, size = [], 0
    if group:
        yield group
