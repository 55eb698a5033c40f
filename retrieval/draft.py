"""The vectors of a model that a library is being brought over to, kept until all are there.

A file of its own beside the catalogue, so that the library is in use meanwhile, and so that a
rebuild that was interrupted goes on where it stopped. Passages never change, and their ids are
never given to others; so what is held for an id is good for as long as there is such a passage.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, Self

from retrieval.identity import same_vectors
from retrieval.rows import DIMENSIONS, EMBEDDER, Vectors, blob, half

_SCHEMA: Final = """
PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS passages (id INTEGER PRIMARY KEY, vector BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS sentences (
    passage_id INTEGER NOT NULL, number INTEGER NOT NULL, vector BLOB NOT NULL,
    PRIMARY KEY (passage_id, number)
) STRICT, WITHOUT ROWID;
"""
# The catalogue's vectors (main) become the draft's, and Chroma has to be told of all of them. Where
# the draft lacks one, that would be none, which the catalogue's tables refuse.
EXCHANGE: Final = (
    """UPDATE main.passages SET vector =
    (SELECT d.vector FROM draft.passages d WHERE d.id = passages.id)""",
    """UPDATE main.sentences SET vector =
    (SELECT d.vector FROM draft.sentences d
    WHERE d.passage_id = sentences.passage_id AND d.number = sentences.number)""",
    "INSERT OR REPLACE INTO main.outbox SELECT id, 0 FROM main.passages",
)


class Draft:
    """A draft; used by one thread at a time."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use an open file; `begin` and `left_at` open one."""
        self._db = connection

    @classmethod
    def begin(cls, path: Path, identity: str, dimensions: int) -> Self:
        """An empty draft for a model (identity.py) and its length of vectors.

        Whatever is at `path` is done away with.
        """
        for left in path.parent.glob(f"{path.name}*"):
            left.unlink()
        connection = sqlite3.connect(path)
        connection.executescript(_SCHEMA)
        with connection:
            notes = ((EMBEDDER, identity), (DIMENSIONS, str(dimensions)))
            connection.executemany("INSERT INTO meta VALUES (?, ?)", notes)
        return cls(connection)

    @classmethod
    def left_at(cls, path: Path, identity: str, dimensions: int) -> Self | None:
        """What was left of such a draft; None where there is none, or none that can be read."""
        if not path.exists():
            return None
        connection = sqlite3.connect(path)
        try:
            notes = dict(connection.execute("SELECT key, value FROM meta"))
            whole = connection.execute("PRAGMA quick_check").fetchone()[0] == "ok"
        except sqlite3.DatabaseError:
            notes, whole = {}, False
        if whole and _fit(notes, identity, dimensions):
            return cls(connection)
        connection.close()
        return None

    def held(self) -> set[int]:
        """The ids of the passages whose vectors are here."""
        return {row[0] for row in self._db.execute("SELECT id FROM passages")}

    def add(self, passages: Iterable[tuple[int, Vectors, Vectors]]) -> None:
        """Keep passages' vectors for good: id, `(dimensions,)`, `(sentences, dimensions)`."""
        with self._db:
            for number, vector, sentences in passages:
                self._db.execute("INSERT INTO passages VALUES (?, ?)", (number, blob(vector)))
                rows = ((number, n, half(each)) for n, each in enumerate(sentences))
                self._db.executemany("INSERT INTO sentences VALUES (?, ?, ?)", rows)

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def _fit(notes: Mapping[str, str], identity: str, dimensions: int) -> bool:
    return notes.get(DIMENSIONS) == str(dimensions) and same_vectors(notes[EMBEDDER], identity)
