"""Who may read what: a connection to a catalogue that holds nothing but what some readers may read.

Views of the connection's own stand before the catalogue's tables, under their names. SQLite looks
there first, so that whatever is asked on the connection, now or by what is yet to be written, is
asked of readable documents alone.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from retrieval.catalogue import Catalogue

# Of these tables everybody may read everything: notes about the library as a whole.
_SHARED = ("meta",)
# An index tells the audience: to read a document's row takes the longer the longer its text is.
# The plus keeps SQLite from looking up every audience in turn.
_MAY_READ = (
    "EXISTS (SELECT 1 FROM main.documents AS document INDEXED BY audience_of_documents"
    " WHERE document.id = {} AND +document.audience IN temp.audiences_of_readers)"
)
_IN_A_PASSAGE = (
    "EXISTS (SELECT 1 FROM main.passages AS passage WHERE passage.id = row.passage_id AND {})"
)

# For the connection that documents come in by. One that changes is taken out and put in again: no
# move, where its audience is the same.
_WATCH = """
CREATE TEMP TABLE moves_of_documents (number INTEGER);
INSERT INTO moves_of_documents VALUES (0);
CREATE TEMP TABLE documents_taken_out (source TEXT PRIMARY KEY, audience TEXT);
CREATE TEMP TRIGGER document_taken_out AFTER DELETE ON main.documents BEGIN
    INSERT OR REPLACE INTO documents_taken_out VALUES (old.source, old.audience);
END;
CREATE TEMP TRIGGER document_put_in AFTER INSERT ON main.documents BEGIN
    UPDATE moves_of_documents SET number = number + 1 WHERE EXISTS (
        SELECT 1 FROM documents_taken_out
        WHERE source = new.source AND audience IS NOT new.audience);
    DELETE FROM documents_taken_out WHERE source = new.source;
END;
CREATE TEMP TRIGGER document_moved AFTER UPDATE OF audience ON main.documents BEGIN
    UPDATE moves_of_documents SET number = number + 1;
END;
"""


def catalogue_for(path: Path, audiences: Collection[str]) -> Catalogue:
    """The catalogue at `path` as the readers of these audiences see it; it cannot be written.

    It follows whatever is written by others, at once. Raises as `Catalogue`.
    """
    catalogue = Catalogue(path)
    try:
        _restrict(catalogue.connection, audiences)
    except BaseException:
        catalogue.close()
        raise
    return catalogue


def audiences_in(catalogue: Catalogue) -> frozenset[str]:
    """The audiences of all documents, found in as many steps as there are audiences."""
    query = (
        "WITH RECURSIVE each (audience) AS (SELECT min(audience) FROM documents UNION ALL"
        " SELECT (SELECT min(audience) FROM documents WHERE audience > each.audience) FROM each"
        " WHERE each.audience IS NOT NULL) SELECT audience FROM each WHERE audience IS NOT NULL"
    )
    return frozenset(row[0] for row in catalogue.connection.execute(query))


class Moves:
    """Counts how often a document has gone over to another audience since this was made."""

    def __init__(self, catalogue: Catalogue) -> None:
        """`catalogue` is the one that is written."""
        self._db = catalogue.connection
        self._db.executescript(_WATCH)

    @property
    def number(self) -> int:
        """How often by now."""
        return int(self._db.execute("SELECT number FROM moves_of_documents").fetchone()[0])


def by_audience(catalogue: Catalogue, passages: Iterable[int]) -> dict[str, list[int]]:
    """These passages, as far as they are held, in order and by the audience of each."""
    query = (
        "SELECT audience, p.id FROM passages p"
        " CROSS JOIN documents d INDEXED BY audience_of_documents ON d.id = document_id"
        " WHERE p.id IN (SELECT value FROM json_each(?)) ORDER BY p.id"
    )
    found: dict[str, list[int]] = {}
    for audience, number in catalogue.connection.execute(query, (json.dumps(list(passages)),)):
        found.setdefault(audience, []).append(number)
    return found


def counted(catalogue: Catalogue) -> dict[str, tuple[int, int]]:
    """Of each audience that has any passages, how many there are, and the last one's id."""
    query = (
        "SELECT audience, count(*), max(p.id) FROM passages p"
        " CROSS JOIN documents d INDEXED BY audience_of_documents ON d.id = document_id"
        " GROUP BY audience"
    )
    rows = catalogue.connection.execute(query)
    return {audience: (count, last) for audience, count, last in rows}


def _restrict(connection: sqlite3.Connection, audiences: Collection[str]) -> None:
    connection.execute("CREATE TEMP TABLE audiences_of_readers (name TEXT PRIMARY KEY) STRICT")
    names = [(name,) for name in audiences]
    connection.executemany("INSERT INTO audiences_of_readers VALUES (?)", names)
    for table in _tables(connection):
        columns = {row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")}
        rows = f"SELECT * FROM main.{table} AS row WHERE {_condition(table, columns)}"  # noqa: S608 - our own tables
        connection.execute(f"CREATE TEMP VIEW {table} AS {rows}")
    connection.execute("PRAGMA query_only = ON")


def _tables(connection: sqlite3.Connection) -> Iterator[str]:
    query = "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    names = [row[0] for row in connection.execute(query)]
    return (name for name in names if name not in _SHARED)


def _condition(table: str, columns: Collection[str]) -> str:
    """Which rows of a table may be read; none of one that tells nothing of its documents."""
    if table == "documents":
        return _MAY_READ.format("row.id")
    if "document_id" in columns:
        return _MAY_READ.format("row.document_id")
    if "passage_id" in columns:
        return _IN_A_PASSAGE.format(_MAY_READ.format("passage.document_id"))
    return "FALSE"
