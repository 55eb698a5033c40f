"""What a library holds of a source, document by document: read from the catalogue."""

import json
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass
from typing import Final

from retrieval.catalogue import Catalogue
from retrieval.models import Document, Kind, LeftOut, Role, Work
from retrieval.rows import WORK_COLUMNS, Stored

_COLUMNS: Final = f"d.id, source, form, text, digest, fingerprint, left_out, origin, {WORK_COLUMNS}"


@dataclass(frozen=True, slots=True)
class Content:
    """A document, without its segments, and its passages in order.

    It has `vanished` where its source no longer offers it.
    """

    document: Document
    passages: tuple[Stored, ...]
    vanished: bool

    @property
    def voices(self) -> Counter[tuple[str | None, Role | None, Kind]]:
        """Who speaks in it, in what part and in what kind of text, and in how many passages."""
        spoken = (stored.passage.voice for stored in self.passages)
        return Counter((voice.speaker, voice.role, voice.kind) for voice in spoken)


class Contents:
    """Looks into a catalogue; used by one thread at a time."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._db = catalogue.connection

    def documents(self, origin: str | None) -> list[int]:
        """The ids of a source's documents, or of those that have none, in order of `source`."""
        query = "SELECT id FROM documents WHERE origin IS ? ORDER BY source"
        return [row[0] for row in self._db.execute(query, (origin,))]

    def content(self, number: int, vanished: Container[str]) -> Content | None:
        """The document with this id; None where there is none any more.

        `vanished` are those that have, by `Document.source`.
        """
        query = f"SELECT {_COLUMNS} FROM documents d WHERE id = ?"
        row = self._db.execute(query, (number,)).fetchone()
        if row is None:
            return None
        _, source, form, text, digest, fingerprint, left_out, origin, *work = row
        made = digest, fingerprint, LeftOut(*json.loads(left_out)), origin
        document = Document(source, form, text, (), Work(*work), *made)
        passages = self._catalogue.passages(self._catalogue.passage_ids(number))
        return Content(document, tuple(passages), source in vanished)
