"""The Chroma collection: every passage's text, attribution and vector, searched by cosine.

Chroma is made from the catalogue. It is told what changed through the catalogue's outbox, checked
at every opening, and made anew from the stored vectors where it cannot be trusted.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import structlog

from retrieval.attribution import attribution
from retrieval.batches import batches
from retrieval.catalogue import Catalogue
from retrieval.rows import Stored, Vectors

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

COLLECTION = "passages"
# Chroma's default space and search width lose neighbours on hard data; a sync threshold below
# 1000 can break a collection for good when the process is killed between two file writes.
_CONFIGURATION = {"hnsw": {"space": "cosine", "ef_search": 200, "sync_threshold": 1000}}
_BATCH = 500
# So few are compared one by one in no time; Chroma takes the longer to find them the fewer they
# are (170 ms for 100 of 100,000 against 35 ms for 5,000).
_FEW = 2000
_PAGE = 5000
log = structlog.get_logger(__name__)


class Store:
    """The collection in `folder`. One process owns the folder; the library's lock sees to it."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self._folder = folder
        self._catalogue = catalogue
        self._client: Client | None = None
        self._collection: Collection | None = None

    def open(self) -> None:
        """Open the collection, tell it what it missed, and make it anew if it is not sound.

        Called by whatever needs it first: Chroma writes to its files even when it only opens
        them, and an ingest that finds nothing changed must not write.
        """
        if self._collection is not None:
            return
        if self._knows_nothing():
            self.rebuild()
            return
        try:
            self._open()
            self._settle(_BATCH)
            self._check()
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt | SystemExit):
                raise
            # Chroma's native part panics with an exception outside Exception.
            log.warning("The vector index was not sound and is made anew.", reason=repr(error))
            self.rebuild()

    def close(self) -> None:
        """Let go of Chroma's files."""
        if self._client is not None:
            self._client.close()
        self._client = self._collection = None

    def search(
        self, vector: Vectors, count: int, permitted: frozenset[int] | None = None
    ) -> list[tuple[int, float]]:
        """The `count` nearest passages to a unit `vector` (dimensions,): ids and cosines.

        Only those of `permitted`, where it is given.
        """
        if permitted is not None and len(permitted) <= _FEW:
            return self._compare(vector, count, permitted)
        self.open()
        if not self._catalogue.holds_passages():
            return []
        found = self._ready.query(
            query_embeddings=vector[np.newaxis],
            n_results=count,
            ids=None if permitted is None else self._told_of(permitted),
            include=["distances"],
        )
        distances = found["distances"] or [[]]
        ids = [int(number) for number in found["ids"][0]]
        # Chroma may not have been told yet that a passage is gone.
        known = self._catalogue.known(ids)
        return [
            (number, 1.0 - distance)
            for number, distance in zip(ids, distances[0], strict=True)
            if number in known
        ]

    def _told_of(self, passages: frozenset[int]) -> list[str]:
        """Chroma's ids of these passages; it takes one that it does not know for a fault."""
        waiting, _ = self._catalogue.outbox()
        return [str(number) for number in passages.difference(waiting)]

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

    def _knows_nothing(self) -> bool:
        """Whether it has to be told of every passage: all are new, or another model's."""
        waiting = len(self._catalogue.outbox()[0])
        return 0 < waiting == self._catalogue.counts()[1]

    def _settle(self, batch: int) -> None:
        added, removed = self._catalogue.outbox()
        for ids in batches(removed, batch):
            self._ready.delete(ids=[str(number) for number in ids])
            self._catalogue.settle(ids)
        for ids in batches(added, batch):
            self._upsert(ids)
            self._catalogue.settle(ids)

    def rebuild(self, progress: Callable[[int, int], None] = lambda *_: None) -> None:
        """Make the collection anew from the catalogue's vectors; nothing is embedded again.

        `progress` is told passages done and passages in all.
        """
        self.close()
        if self._folder.is_file():
            self._folder.unlink()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._open()
        passages = self._catalogue.passage_ids()
        for number, ids in enumerate(batches(passages, _BATCH)):
            self._upsert(ids)
            progress(number * _BATCH + len(ids), len(passages))
        added, removed = self._catalogue.outbox()
        self._catalogue.settle([*added, *removed])

    def texts(self) -> Iterator[tuple[int, str]]:
        """Every passage's id and text as Chroma holds them."""
        self.open()
        offset = 0
        # A get of all rows at once fails on large collections.
        while page := self._page(offset):
            yield from page
            offset += len(page)

    def _open(self) -> None:
        # Imported here: it takes a second, and half of the command line never needs it.
        import chromadb  # noqa: PLC0415
        from chromadb.api.client import Client  # noqa: PLC0415
        from chromadb.api.shared_system_client import SharedSystemClient  # noqa: PLC0415
        from chromadb.config import Settings  # noqa: PLC0415

        # Without _env_file=None Chroma would read the bot's own .env.
        settings = Settings(_env_file=None, anonymized_telemetry=False)  # type: ignore[call-arg]  # pydantic-settings adds it
        try:
            client = chromadb.PersistentClient(path=str(self._folder), settings=settings)
        except BaseException:
            # Chroma would hand its half-started self to every later client of this folder.
            SharedSystemClient._identifier_to_system.pop(str(self._folder), None)  # noqa: SLF001 - it has no other way
            raise
        assert isinstance(client, Client)  # noqa: S101 - its declared type lacks close()
        self._client = client
        self._collection = client.get_or_create_collection(
            COLLECTION,
            configuration=_CONFIGURATION,  # type: ignore[arg-type]  # Chroma's TypedDict lists further keys
            embedding_function=None,
        )

    @property
    def _ready(self) -> "Collection":
        assert self._collection is not None  # noqa: S101 - set by __init__, unset by close()
        return self._collection

    def _check(self) -> None:
        """Raise where the collection does not hold what the catalogue says it does."""
        ids = self._catalogue.passage_ids()
        if self._ready.count() != len(ids):
            raise _OutOfStep
        if not ids:
            return
        probe = self._catalogue.passages(ids[-1:])[0]
        vector = self._catalogue.vectors(ids[-1:])[0]
        where = {"source": probe.source}
        plain = self._ready.query(
            query_embeddings=vector[np.newaxis], n_results=1, include=["distances"]
        )
        filtered = self._ready.query(query_embeddings=vector[np.newaxis], n_results=1, where=where)  # type: ignore[arg-type]  # a str is a valid value
        if not plain["ids"][0] or not filtered["ids"][0]:
            raise _OutOfStep

    def _upsert(self, ids: Sequence[int]) -> None:
        stored = self._catalogue.passages(ids)
        self._ready.upsert(
            ids=[str(passage.id) for passage in stored],
            embeddings=self._catalogue.vectors([passage.id for passage in stored]),
            documents=[passage.text for passage in stored],
            metadatas=[_metadata(passage) for passage in stored],
        )

    def _page(self, offset: int) -> list[tuple[int, str]]:
        found = self._ready.get(limit=_PAGE, offset=offset, include=["documents"])
        documents = found["documents"] or []
        return [(int(i), text) for i, text in zip(found["ids"], documents, strict=True)]


class _OutOfStep(Exception):
    """Chroma does not hold what the catalogue says it holds."""


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
