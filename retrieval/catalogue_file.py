"""The file that a library's catalogue lies in: opened, brought up to date, written as a whole."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from retrieval.faults import faults_told
from retrieval.migrations import SCHEMA_VERSION, steps_since
from retrieval.rows import SCHEMA

_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"


class CatalogueFile:
    """A connection to the catalogue at `path`; used by one thread at a time."""

    def __init__(self, path: Path) -> None:
        """Open it, or make an empty one; an earlier version's is brought up to this one.

        Raises `LibraryDamaged` where it cannot be read, `LibraryNewer` where a newer version of
        Pullquote made it, `LibraryError` where it cannot be written now.
        """
        self._path = path
        with faults_told(path):
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            self._db.executescript(_PRAGMAS)
            self._bring_up()

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection, for the keyword index that lives in the same file and transactions."""
        return self._db

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that happens inside is kept together, or not at all."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            # A full disk has already ended the transaction.
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def meta(self, key: str) -> str | None:
        """A note about the library as a whole."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def set_meta(self, key: str, value: str) -> None:
        """Keep a note about the library as a whole."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def _bring_up(self) -> None:
        """Make the tables, or bring them up to this version, where they are not of it already."""
        if self._version() == SCHEMA_VERSION:
            return
        # A newer version's are refused before they are touched.
        steps_since(self._version(), self._path.parent)
        self._db.executescript(SCHEMA)
        with self.transaction():
            # Read again: another process may have done it meanwhile.
            for step in steps_since(self._version(), self._path.parent):
                self._db.execute(step)
            self.set_meta("schema", SCHEMA_VERSION)

    def _version(self) -> str | None:
        tables = "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'meta')"
        return self.meta("schema") if self._db.execute(tables).fetchone()[0] else None
