"""Documents into the library: read, cut, embedded, then exchanged in one step."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from retrieval.errors import DocumentError, SidecarError
from retrieval.exchanging import Cut, Exchanger, Tally
from retrieval.indexes import OwnIndexes
from retrieval.models import PUBLIC, Document, Work
from retrieval.readers import read_document
from retrieval.readers.base import Entry as SidecarEntry
from retrieval.reports import Failure, IngestReport
from retrieval.sources.base import Source, with_defaults
from retrieval.sources.places import files_at
from retrieval.sources.registry import Registry

Progress = Callable[[int, int, str], None]
_GROUP = 64


class Ingester:
    """Brings files into the library. What is unchanged is not written."""

    def __init__(self, indexes: OwnIndexes, exchanger: Exchanger, registry: Registry) -> None:
        self._indexes = indexes
        self._exchanger = exchanger
        self._registry = registry

    def ingest_files(self, paths: Sequence[Path], progress: Progress | None) -> IngestReport:
        """Ingest files and folders; a file that cannot be read is reported, the others go on."""
        tally = Tally()
        self._store_all(list(self._read_all(paths, tally)), tally, progress)
        return _report(tally)

    def ingest_documents(
        self, documents: Sequence[Document], progress: Progress | None
    ) -> IngestReport:
        """Ingest documents that were read elsewhere."""
        tally = Tally()
        new = [document for document in documents if self._is_new(document, tally)]
        self._store_all(new, tally, progress)
        return _report(tally)

    def _store_all(
        self, documents: Sequence[Document], tally: Tally, progress: Progress | None
    ) -> None:
        """Cut, embed and store documents, about `_GROUP` passages at a time.

        Embedding happens before anything old is removed; each group is one transaction.
        """
        cuts = [self._exchanger.cut(document) for document in documents]
        total = sum(len(cut.passages) for cut in cuts)
        for group in _groups(cuts):
            self._exchange(group, tally)
            if progress:
                progress(tally.passages, total, Path(group[-1].document.source).name)
        if any(self._indexes.catalogue.outbox()):
            # A crash kept an earlier ingest from telling Chroma.
            self._indexes.store.settle()

    def _read_all(self, paths: Sequence[Path], tally: Tally) -> Iterator[Document]:
        seen: set[str] = set()
        for path, entry in self._entries(paths, tally):
            source = os.path.abspath(path)  # noqa: PTH100 - resolve() would follow links to another name
            if source in seen:
                continue
            seen.add(source)
            try:
                document = self._read(path, entry, self._registry.owner_of(source))
            except (DocumentError, SidecarError) as error:
                tally.failed.append(Failure.of(source, error.complaint))
                continue
            if self._is_new(document, tally):
                yield document

    def _read(self, path: Path, entry: SidecarEntry | None, owner: Source | None) -> Document:
        """A file as it is known; one that a source brought in stays the source's."""
        if owner is None:
            return read_document(path, entry)
        document = read_document(path, with_defaults(entry or SidecarEntry(), owner.defaults))
        return replace(document, origin=owner.name, work=self._kept_back(document))

    def _kept_back(self, document: Document) -> Work:
        """What is known of a document that a source brought in, never for more who may read it.

        What keeps it from others may stand above the folder that is ingested.
        """
        work = document.work
        held = self._indexes.catalogue.audience(document.source)
        return replace(work, audience=held) if held and work.audience == PUBLIC else work

    def _is_new(self, document: Document, tally: Tally) -> bool:
        if self._indexes.catalogue.fingerprint(document.source) != document.fingerprint:
            return True
        tally.unchanged.append(document.source)
        return False

    def _entries(self, paths: Sequence[Path], tally: Tally) -> Iterator[tuple[Path, SidecarEntry]]:
        for given in paths:
            try:
                yield from files_at(str(given), tally.failed)
            except (DocumentError, SidecarError) as error:
                tally.failed.append(Failure.of(str(given), error.complaint))

    def _exchange(self, group: Sequence[Cut], tally: Tally) -> None:
        known = self._exchanger.known(group)
        prepared = self._exchanger.prepared(group, known, self._indexes.embedder.embed)
        tally.count(prepared, self._exchanger.exchange(prepared))
        self._indexes.store.settle()


def _report(tally: Tally) -> IngestReport:
    done = tally.added, tally.changed, tally.unchanged, tally.failed
    return IngestReport(*done, tally.passages, tally.left_out)


def _groups(cuts: Iterable[Cut]) -> Iterator[list[Cut]]:
    group: list[Cut] = []
    size = 0
    for cut in cuts:
        group.append(cut)
        size += len(cut.passages)
        if size >= _GROUP:
            yield group
            group, size = [], 0
    if group:
        yield group
