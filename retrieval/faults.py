"""What SQLite says of a library's file, as the errors that a caller of the library knows."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from retrieval.errors import LibraryDamaged, LibraryError

# What the disk, not the library, is to blame for.
_PASSING = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_BUSY}


def damaged(path: Path) -> LibraryDamaged:
    """The error for a library whose file at `path` cannot be read."""
    return LibraryDamaged(
        f"The library at {path.parent} is damaged ({path.name} cannot be read); "
        "move that folder away and ingest again."
    )


@contextmanager
def faults_told(path: Path) -> Iterator[None]:
    """Turn what SQLite says of a library's file at `path` into a library's errors."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", None) in _PASSING:
            raise LibraryError(
                f"The library at {path.parent} cannot be used now ({error}); "
                "make room, or make the folder writable, and try again."
            ) from error
        raise damaged(path) from error
