"""The sources that a library is kept in step with, and what is kept of each one's last sync."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from pydantic import TypeAdapter
from rapidfuzz import fuzz, process

from retrieval.catalogue import Catalogue
from retrieval.errors import SourceKnown, SourceUnknown
from retrieval.models import PUBLIC
from retrieval.readers.base import Entry
from retrieval.reports import Failure, SourceStatus
from retrieval.sources.addresses import shown_location
from retrieval.sources.base import Source
from retrieval.sources.listing import interval_of

# A name that is so much alike (of 100) may be the one that was meant.
_ALIKE: Final = 60
_COLUMNS: Final = "name, location, owner, settings, state"
# States are long where a source has many pages: SQLite finds the one thing in them.
_LEAVING: Final = "coalesce(json_extract(state, '$.leaving'), 0)"


@dataclass(frozen=True, slots=True)
class Settings:
    """What somebody chose for a source beyond its location."""

    defaults: Entry = field(default_factory=Entry)
    every: float | None = None


@dataclass(frozen=True, slots=True)
class SyncState:
    """What is kept of a source's last sync.

    `at` is when it last came to its end; what then could not be taken in is in `failed`. `listing`
    is the listing's state, where all that was offered was taken in. `marks` are those of documents
    that need not be fetched again, by `Document.source`; `vanished` and `elsewhere` are documents
    too: no longer offered, or another source's already. Of one that is `leaving`, nothing else is
    kept, and what is left of it is still to go.
    """

    at: datetime | None = None
    listing: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    vanished: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    leaving: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A document of the library, as a sync compares it with what is offered."""

    form: str
    fingerprint: str
    origin: str | None
    audience: str


_SETTINGS: Final = TypeAdapter(Settings)
_SYNC_STATE: Final = TypeAdapter(SyncState)


class Registry:
    """The sources in a catalogue; used by one thread at a time.

    One that is being removed is there for nobody any more, from the moment that this was begun.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._db = catalogue.connection
        self._vanished: frozenset[str] = frozenset()
        self._written = -1

    def add(self, source: Source) -> None:
        """Keep a source. Raises `SourceKnown` where its name or its location is taken."""
        for known in self.sources():
            if known.location == source.location and known.owner == source.owner:
                raise SourceKnown(
                    'This is a source already, by the name of "{name}"; bring it up to date '
                    "instead, or remove it first.",
                    name=known.name,
                )
        settings = _SETTINGS.dump_json(Settings(source.defaults, source.every)).decode()
        row = source.name, source.location, source.owner, settings, _dumped(SyncState())
        try:
            self._db.execute(f"INSERT INTO sources ({_COLUMNS}) VALUES (?,?,?,?,?)", row)
        except sqlite3.IntegrityError as error:
            raise SourceKnown(
                'There is a source by the name of "{name}" already; choose another name.',
                name=source.name,
            ) from error

    def leave(self, name: str) -> list[str]:
        """Begin to remove a source; the documents that have to go first. Raises as `source`.

        One write, before anything goes: whatever ends the removal, it is known what was meant.
        """
        self.source(name)
        self.keep(name, SyncState(leaving=True))
        return self.documents_of(name)

    def leaving(self) -> list[str]:
        """The names of those whose removal was begun, in order."""
        query = f"SELECT name FROM sources WHERE {_LEAVING} ORDER BY name"
        return [row[0] for row in self._db.execute(query)]

    def forget(self, name: str) -> None:
        """Keep a source no longer, of which no document is left."""
        self._db.execute("DELETE FROM sources WHERE name = ?", (name,))

    def sources(self) -> list[Source]:
        """All sources, in the order of their names."""
        query = f"SELECT {_COLUMNS} FROM sources WHERE NOT {_LEAVING} ORDER BY name"
        return [_source(*row) for row in self._db.execute(query)]

    def source(self, name: str) -> Source:
        """The source of this name. Raises `SourceUnknown`, with the names that may be meant."""
        query = f"SELECT {_COLUMNS} FROM sources WHERE name = ? AND NOT {_LEAVING}"
        row = self._db.execute(query, (name,)).fetchone()
        if row is None:
            raise self._unknown(name)
        return _source(*row)

    def kept(self, name: str) -> SyncState:
        """What is kept of a source's last sync. Raises as `source`."""
        query = f"SELECT state FROM sources WHERE name = ? AND NOT {_LEAVING}"
        row = self._db.execute(query, (name,)).fetchone()
        if row is None:
            raise self._unknown(name)
        return _SYNC_STATE.validate_json(row[0])

    def keep(self, name: str, kept: SyncState) -> None:
        """Keep this of a source's sync instead."""
        self._db.execute("UPDATE sources SET state = ? WHERE name = ?", (_dumped(kept), name))

    def statuses(self) -> list[SourceStatus]:
        """Every source as it is listed, in the order of names."""
        counts = self._counts()
        return [
            self._status(source, *counts.get(source.name, (0, 0, 0))) for source in self.sources()
        ]

    def status(self, name: str) -> SourceStatus:
        """A source as it is listed. Raises as `source`."""
        source = self.source(name)
        return self._status(source, *self._counts().get(name, (0, 0, 0)))

    def held(self) -> dict[str, Held]:
        """Every document, by `Document.source`."""
        rows = self._db.execute("SELECT source, form, fingerprint, origin, audience FROM documents")
        return {source: Held(*rest) for source, *rest in rows}

    def vanished(self) -> frozenset[str]:
        """Every document that its source no longer offered at its last sync.

        Read again only after something was written: whoever is quoted asks.
        """
        if self._written != (written := self._db.total_changes):
            query = (
                f"SELECT value FROM sources, json_each(state, '$.vanished') WHERE NOT {_LEAVING}"
            )
            self._vanished = frozenset(row[0] for row in self._db.execute(query))
            self._written = written
        return self._vanished

    def documents_of(self, name: str) -> list[str]:
        """The documents that came with a source, by `Document.source`, in order."""
        query = "SELECT source FROM documents WHERE origin = ? ORDER BY source"
        return [row[0] for row in self._db.execute(query, (name,))]

    def owner_of(self, document: str) -> Source | None:
        """The source that a document, by `Document.source`, came with; None where it has none."""
        query = "SELECT origin FROM documents WHERE source = ?"
        try:
            row = self._db.execute(query, (document,)).fetchone()
        except UnicodeEncodeError:
            # A file's name that is no text is none that a catalogue could hold.
            return None
        return self.source(row[0]) if row and row[0] else None

    def claim(self, document: str, name: str) -> None:
        """A document that was ingested by itself is a source's from now on."""
        self._db.execute("UPDATE documents SET origin = ? WHERE source = ?", (name, document))

    def _counts(self) -> dict[str, tuple[int, int, int]]:
        """Documents, passages and voices of each source."""
        query = (
            "SELECT origin, count(DISTINCT d.id), count(document_id), count(DISTINCT speaker)"
            " FROM documents d LEFT JOIN passages ON document_id = d.id"
            " WHERE origin IS NOT NULL GROUP BY origin"
        )
        return {origin: tuple(counts) for origin, *counts in self._db.execute(query)}

    def _status(self, source: Source, documents: int, passages: int, voices: int) -> SourceStatus:
        kept = self.kept(source.name)
        return SourceStatus(
            name=source.name,
            shown=shown_location(source),
            owner=source.owner,
            audience=source.defaults.audience or PUBLIC,
            every=interval_of(source),
            documents=documents,
            passages=passages,
            voices=voices,
            synced=kept.at,
            failed=kept.failed,
        )

    def _unknown(self, name: str) -> SourceUnknown:
        return SourceUnknown(name, nearest(name, [source.name for source in self.sources()]))


def nearest(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """Those of `names`, at most three, that may be meant by `name`."""
    found = process.extract(
        name, list(names), scorer=fuzz.WRatio, processor=str.casefold, limit=3, score_cutoff=_ALIKE
    )
    return tuple(each for each, *_ in found)


def _source(name: str, location: str, owner: str, settings: str, _: str) -> Source:
    chosen = _SETTINGS.validate_json(settings)
    return Source(name, location, chosen.defaults, owner, chosen.every)


def _dumped(kept: SyncState) -> str:
    return _SYNC_STATE.dump_json(kept).decode()
