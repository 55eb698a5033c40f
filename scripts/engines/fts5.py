"""SQLite's FTS5 (https://www.sqlite.org/fts5.html)."""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from retrieval.lexicon import looked_up
from retrieval.postings import Row
from retrieval.terms import QueryTerm

_SCHEMA = """
CREATE VIRTUAL TABLE IF NOT EXISTS keywords USING fts5 (
    said, around, names, tokenize = 'unicode61 remove_diacritics 0', detail = 'column');
"""
_INSERT = "INSERT INTO keywords (rowid, said, around, names) VALUES (?,?,?,?)"


class Fts5:
    """One table, terms parted by spaces; without their positions, which nobody asks for."""

    def __init__(self, folder: Path) -> None:
        self._db = sqlite3.connect(folder / "keywords.sqlite", isolation_level=None)
        self._db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;")
        self._db.executescript(_SCHEMA)

    def build(self, rows: Iterable[Row]) -> None:
        """In one transaction."""
        self._db.execute("BEGIN")
        self._db.executemany(_INSERT, rows)
        self._db.execute("COMMIT")

    def search(self, question: Sequence[QueryTerm], count: int) -> list[int]:
        """Any of the terms, by its own bm25()."""
        terms = " OR ".join(f'"{term}"' for term in looked_up(question))
        found = self._db.execute(
            "SELECT rowid FROM keywords WHERE keywords MATCH ?"
            " ORDER BY bm25(keywords, 1.0, 0.6, 0.0), rowid LIMIT ?",
            (f"{{said around}}: ({terms})", count),
        )
        return [row[0] for row in found]

    def change(self, added: Sequence[Row], removed: Sequence[int]) -> None:
        """In one transaction."""
        self._db.execute("BEGIN")
        self._db.executemany(_INSERT, added)
        self._db.executemany("DELETE FROM keywords WHERE rowid = ?", ((i,) for i in removed))
        self._db.execute("COMMIT")
