"""The passages in Chroma: their texts, attributions and vectors, searched by cosine.

Chroma is made from the catalogue. It is told what changed through the catalogue's outbox, checked
at every opening, and made anew from the stored vectors where it cannot be trusted.
"""

import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import structlog

from retrieval.attribution import attribution
from retrieval.audiences import audiences_in, by_audience, counted
from retrieval.batches import batches
from retrieval.catalogue import Catalogue
from retrieval.chroma import Chroma, load_in_background
from retrieval.rows import Stored, Vectors

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection as ChromaCollection

_BATCH = 500
# So few are compared one by one in no time; Chroma takes the longer to find them the fewer they
# are (170 ms for 100 of 100,000 against 35 ms for 5,000).
_FEW = 2000
_PAGE = 5000
log = structlog.get_logger(__name__)


class Store:
    """Chroma in `folder`. One process owns the folder; the library's lock sees to it."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self._folder = folder
        self._catalogue = catalogue
        self._opened: Chroma | None = None

    def open(self) -> None:
        """Open Chroma, tell it what it missed, and make it anew if it is not sound.

        Called by whatever needs it first: Chroma writes to its files even when it only opens
        them, and an ingest that finds nothing changed must not write.
        """
        if self._opened is not None:
            return
        if self._knows_nothing():
            self.rebuild()
            return
        try:
            self._opened = Chroma(self._folder)
            self._settle(_BATCH)
            self._check()
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt | SystemExit):
                raise
            # Chroma's native part panics with an exception outside Exception.
            log.warning("The vector index was not sound and is made anew.", reason=repr(error))
            self.rebuild()

    def expect(self) -> None:
        """Have Chroma's code loaded meanwhile, since it will be told of something soon."""
        if self._opened is None:
            load_in_background()

    def close(self) -> None:
        """Let go of Chroma's files."""
        if self._opened is not None:
            self._opened.close()
        self._opened = None

    def search(
        self,
        vector: Vectors,
        count: int,
        permitted: frozenset[int] | None = None,
        audiences: Collection[str] | None = None,
    ) -> list[tuple[int, float]]:
        """The `count` nearest passages to a unit `vector` (dimensions,): ids and cosines.

        Only those of `permitted` and of `audiences`, where they are given.
        """
        if permitted is not None and len(permitted) <= _FEW:
            return self._compare(vector, count, permitted)
        self.open()
        if not self._catalogue.holds_passages():
            return []
        among = None if permitted is None else self._told_of(permitted)
        found = dict(self._nearest(vector, count, among, audiences))
        # Chroma may not have been told yet that a passage is gone.
        known = self._catalogue.known(list(found))
        near = sorted(known, key=lambda number: (-found[number], number))
        return [(number, found[number]) for number in near[:count]]

    def _nearest(
        self,
        vector: Vectors,
        count: int,
        among: Mapping[str, Sequence[int]] | None,
        audiences: Collection[str] | None,
    ) -> Iterator[tuple[int, float]]:
        """The nearest in each of these audiences' collections, `among` these passages of each."""
        for audience, collection in self._ready.collections.items():
            if audiences is not None and audience not in audiences:
                continue
            if among is not None and audience not in among:
                continue
            found = collection.query(
                query_embeddings=vector[np.newaxis],
                n_results=count,
                ids=None if among is None else [str(number) for number in among[audience]],
                include=["distances"],
            )
            distances = found["distances"] or [[]]
            for number, distance in zip(found["ids"][0], distances[0], strict=True):
                yield int(number), 1.0 - distance

    def _told_of(self, passages: frozenset[int]) -> dict[str, list[int]]:
        """Those of these passages that Chroma knows, by audience; others it takes for a fault."""
        waiting, _ = self._catalogue.outbox()
        return by_audience(self._catalogue, passages.difference(waiting))

    def _compare(
        self, vector: Vectors, count: int, permitted: frozenset[int]
    ) -> list[tuple[int, float]]:
        """The nearest of a few passages, by comparing all of them."""
        known = sorted(self._catalogue.known(list(permitted)))
        if not known:
            return []
        cosines = self._catalogue.vectors(known) @ vector
        nearest = np.argsort(-cosines, kind="stable")[:count]
        return [(known[n], float(cosines[n])) for n in nearest]

    def settle(self, batch: int = _BATCH) -> None:
        """Bring Chroma in step with the catalogue's outbox, `batch` rows at a time."""
        self.open()
        self._settle(batch)

    def settle_some(self, most: int) -> bool:
        """Tell Chroma of at most `most` changes; whether it has to be told of more."""
        if not any(self._catalogue.outbox(1)):
            return False
        self.open()
        self._tell(*self._catalogue.outbox(most), most)
        return any(self._catalogue.outbox(1))

    def _knows_nothing(self) -> bool:
        """Whether it has to be told of every passage: all are new, or another model's."""
        waiting = len(self._catalogue.outbox()[0])
        return 0 < waiting == self._catalogue.counts()[1]

    def _settle(self, batch: int) -> None:
        self._tell(*self._catalogue.outbox(), batch)

    def _tell(self, added: Sequence[int], removed: Sequence[int], batch: int) -> None:
        # Of audiences that have no document any more; others' are looked through row by row.
        self._ready.keep(audiences_in(self._catalogue))
        for ids in batches(removed, batch):
            # Nobody knows any more whose they were.
            for collection in self._ready.collections.values():
                collection.delete(ids=[str(number) for number in ids])
            self._catalogue.settle(ids)
        for ids in batches(added, batch):
            self._upsert(ids)
            self._catalogue.settle(ids)

    def rebuild(self, progress: Callable[[int, int], None] = lambda *_: None) -> None:
        """Make the collections anew from the catalogue's vectors; nothing is embedded again.

        `progress` is told passages done and passages in all.
        """
        self.close()
        if self._folder.is_file():
            self._folder.unlink()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._opened = Chroma(self._folder)
        # One collection after the other: Chroma takes a few hundred rows as fast as a few.
        parted = by_audience(self._catalogue, self._catalogue.passage_ids())
        passages = [number for each in parted.values() for number in each]
        for number, ids in enumerate(batches(passages, _BATCH)):
            self._upsert(ids)
            progress(number * _BATCH + len(ids), len(passages))
        added, removed = self._catalogue.outbox()
        self._catalogue.settle([*added, *removed])

    def texts(self) -> Iterator[tuple[int, str]]:
        """Every passage's id and text as Chroma holds them.

        Without the text where it stands among what other readers may read.
        """
        self.open()
        for audience, collection in self._ready.collections.items():
            offset = 0
            # A get of all rows at once fails on large collections.
            while page := _page(collection, offset):
                offset += len(page)
                elsewhere = by_audience(self._catalogue, [number for number, _ in page])
                elsewhere.pop(audience, None)
                misplaced = {number for numbers in elsewhere.values() for number in numbers}
                yield from ((n, "" if n in misplaced else text) for n, text in page)

    @property
    def _ready(self) -> Chroma:
        assert self._opened is not None  # noqa: S101 - set by open(), unset by close()
        return self._opened

    def _check(self) -> None:
        """Raise where the collections do not hold what the catalogue says they do."""
        held = counted(self._catalogue)
        found = {each: made.count() for each, made in self._ready.collections.items()}
        if {each: count for each, (count, _) in held.items()} != +Counter(found):
            raise _OutOfStep
        for audience, (_, last) in held.items():
            self._try(audience, last)

    def _try(self, audience: str, passage: int) -> None:
        """Raise where a collection finds nothing like a passage, plainly or with a filter."""
        [probe] = self._catalogue.passages([passage])
        [vector] = self._catalogue.vectors([passage])
        query = self._ready.of(audience).query
        plain = query(query_embeddings=vector[np.newaxis], n_results=1, include=["distances"])
        where = {"source": probe.source}
        filtered = query(query_embeddings=vector[np.newaxis], n_results=1, where=where)  # type: ignore[arg-type]  # a str is a valid value
        if not plain["ids"][0] or not filtered["ids"][0]:
            raise _OutOfStep

    def _upsert(self, ids: Sequence[int]) -> None:
        for audience, numbers in by_audience(self._catalogue, ids).items():
            stored = self._catalogue.passages(numbers)
            self._ready.of(audience).upsert(
                ids=[str(passage.id) for passage in stored],
                embeddings=self._catalogue.vectors([passage.id for passage in stored]),
                documents=[passage.text for passage in stored],
                metadatas=[_metadata(passage) for passage in stored],
            )


class _OutOfStep(Exception):
    """Chroma does not hold what the catalogue says it holds."""


def _page(collection: "ChromaCollection", offset: int) -> list[tuple[int, str]]:
    found = collection.get(limit=_PAGE, offset=offset, include=["documents"])
    documents = found["documents"] or []
    return [(int(i), text) for i, text in zip(found["ids"], documents, strict=True)]


def _metadata(stored: Stored) -> Mapping[str, str | int]:
    voice, work = stored.passage.voice, stored.work
    known: dict[str, str | int | None] = {
        "source": stored.source,
        "start": stored.passage.start,
        "end": stored.passage.end,
        "kind": str(voice.kind),
        "speaker": voice.speaker,
        "quoted_speaker": voice.quoted_speaker,
        "attribution": attribution(voice, work, Path(stored.source).name),
        "title": work.title,
        "publisher": work.publisher,
        "published": work.published,
        "url": work.url,
        "audience": work.audience,
    }
    return {key: value for key, value in known.items() if value is not None}
