"""What a library holds of a person, in a work, since a moment: read from the catalogue."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from retrieval.catalogue import Catalogue
from retrieval.models import Kind, Work
from retrieval.rows import WORK_COLUMNS

_HELD: Final = f"d.id, source, {WORK_COLUMNS}"
_THEIRS: Final = "IN (SELECT value FROM json_each(:voices))"
_AMONG: Final = "IN (SELECT value FROM json_each(:documents))"


@dataclass(frozen=True, slots=True)
class Held:
    """A document that the library holds."""

    id: int
    source: str
    work: Work

    @property
    def name(self) -> str:
        """What it is called: its title, or else what it is, or else its file's name."""
        return self.work.title or self.work.description or Path(self.source).name


@dataclass(frozen=True, slots=True)
class Spoken:
    """How many words a voice, None where it is unknown, has in a document.

    `cited` is true of words that somebody else quotes there, as they do.
    """

    document: int
    voice: str | None
    kind: Kind
    cited: bool
    words: int


class Holdings:
    """Looks into a catalogue; used by one thread at a time."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._db = catalogue.connection
        self._db.create_function("words", 1, _words, deterministic=True)

    def added_after(self, moment: datetime) -> list[tuple[Held, datetime]]:
        """The documents that came in after `moment`, and when, the latest first."""
        rows = self._db.execute(
            f"SELECT added, {_HELD} FROM documents d WHERE added > ? ORDER BY added DESC, id DESC",
            (moment.timestamp(),),
        )
        return [(_held(*row), datetime.fromtimestamp(added, UTC)) for added, *row in rows]

    def held(self, documents: Iterable[int]) -> list[Held]:
        """These documents, in the order of their ids."""
        query = f"SELECT {_HELD} FROM documents d WHERE id {_AMONG} ORDER BY id"
        return [_held(*row) for row in self._db.execute(query, {"documents": _list(documents)})]

    def text_of(self, document: int) -> str:
        """A document's text."""
        row = self._db.execute("SELECT text FROM documents WHERE id = ?", (document,)).fetchone()
        return str(row[0])

    def names(self, document: int, phrase: str) -> bool:
        """Whether a document's title or text holds `phrase`, whatever the case of ASCII letters."""
        query = (
            "SELECT EXISTS (SELECT 1 FROM documents WHERE id = ?"
            " AND instr(lower(coalesce(title, '') || ' ' || text), lower(?)))"
        )
        return bool(self._db.execute(query, (document, phrase)).fetchone()[0])

    def spoken_by(self, voices: Collection[str]) -> list[Spoken]:
        """How much any of `voices` says in each document, and how much of it is only cited."""
        # Two searches, since one for either would read every passage.
        query = (
            f"SELECT document_id, speaker, kind, 0, sum(words(text)) FROM passages"
            f" WHERE speaker {_THEIRS} AND (NOT quotation OR quoted_speaker {_THEIRS})"
            f" GROUP BY document_id, speaker, kind UNION ALL"
            f" SELECT document_id, quoted_speaker, kind, 1, sum(words(text)) FROM passages"
            f" WHERE quoted_speaker {_THEIRS} AND (speaker IS NULL OR NOT speaker {_THEIRS})"
            f" GROUP BY document_id, quoted_speaker, kind"
        )
        return [_spoken(*row) for row in self._db.execute(query, {"voices": _list(voices)})]

    def spoken_in(self, documents: Collection[int]) -> list[Spoken]:
        """How much each voice says in these documents; whoever quotes says what they quote."""
        query = (
            f"SELECT min(document_id), speaker, kind, 0, sum(words(text)) FROM passages"
            f" WHERE document_id {_AMONG} GROUP BY speaker, kind"
        )
        return [_spoken(*row) for row in self._db.execute(query, {"documents": _list(documents)})]

    def passages_by(self, voices: Collection[str]) -> list[tuple[int, int]]:
        """The passages in any of `voices`, each with its document, in order.

        Told by an index, so that there may be very many; among them is what they quote of nobody
        named, which `own_words` leaves out.
        """
        query = (
            f"SELECT document_id, id FROM passages"
            f" WHERE speaker {_THEIRS} AND quoted_speaker IS NULL UNION ALL"
            f" SELECT document_id, id FROM passages WHERE quoted_speaker {_THEIRS}"
        )
        found = sorted(self._db.execute(query, {"voices": _list(voices)}))
        return [(number, document) for document, number in found]

    def own_words(self, passages: Iterable[int]) -> list[int]:
        """Those of these passages that are no quotation of somebody unnamed, in order."""
        query = (
            "SELECT id FROM passages WHERE id IN (SELECT value FROM json_each(?))"
            " AND (NOT quotation OR quoted_speaker IS NOT NULL) ORDER BY id"
        )
        return [row[0] for row in self._db.execute(query, (_list(passages),))]


def _words(text: str) -> int:
    return len(text.split())


def _list(values: Iterable[object]) -> str:
    return json.dumps(list(values))


def _held(number: int, source: str, *work: Any) -> Held:
    return Held(number, source, Work(*work))


def _spoken(document: int, voice: str | None, kind: str, cited: int, words: int) -> Spoken:
    return Spoken(document, voice, Kind(kind), bool(cited), words)
