"""The one truth: documents, segments, passages and their vectors, in SQLite.

Chroma's collection and the keyword index are made from what stands here. Every change is one
transaction that also fills the outbox: what Chroma still has to be told, so that a crash between
the two is made good at the next opening, without embedding anything again.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple
from datetime import datetime
from pathlib import Path

import numpy as np

from retrieval.draft import EXCHANGE
from retrieval.faults import faults_told
from retrieval.migrations import SCHEMA_VERSION, steps_since
from retrieval.models import Document, Kind, LeftOut, Locator, Sentence, Work
from retrieval.reports import SourceSummary
from retrieval.rows import (
    PASSAGE_COLUMNS,
    SCHEMA,
    SUMMARY_COLUMNS,
    WORK_COLUMNS,
    Entry,
    SentenceRow,
    Stored,
    Vectors,
    blob,
    half,
    moment_of,
    stored_from,
    summary_from,
)

_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"


class Catalogue:
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

    def fingerprint(self, source: str) -> str | None:
        """The fingerprint of the document from `source`, None where it is not held."""
        row = self._db.execute(
            "SELECT fingerprint FROM documents WHERE source = ?", (source,)
        ).fetchone()
        return row[0] if row else None

    def audience(self, source: str) -> str | None:
        """Who may read the document from `source`; None where it is not held."""
        query = "SELECT audience FROM documents WHERE source = ?"
        row = self._db.execute(query, (source,)).fetchone()
        return row[0] if row else None

    def added(self, source: str) -> datetime | None:
        """When the document from `source` came in; None where nobody noted it."""
        query = "SELECT added FROM documents WHERE source = ?"
        row = self._db.execute(query, (source,)).fetchone()
        return moment_of(row[0]) if row else None

    def add_document(
        self, document: Document, entries: Sequence[Entry], added: datetime | None = None
    ) -> list[int]:
        """Store a document and its passages; the passages' ids. Inside a transaction.

        `added` is when it came in, None where that is not known.
        """
        cursor = self._db.execute(
            "INSERT INTO documents (source, form, text, digest, fingerprint, added, left_out,"
            " origin, title, publisher, published, url, audience, description, language, media,"
            " duration) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                *(document.source, document.form, document.text, document.digest),
                *(document.fingerprint, added.timestamp() if added else None),
                *(json.dumps(astuple(document.left_out)), document.origin),
                *astuple(document.work),
            ),
        )
        return [self._add_passage(cursor.lastrowid, document.text, entry) for entry in entries]

    def remove_document(self, source: str) -> list[int]:
        """Forget a document with all its passages; their ids. Inside a transaction."""
        rows = self._db.execute(
            "SELECT p.id FROM passages p JOIN documents d ON d.id = document_id WHERE source = ?",
            (source,),
        ).fetchall()
        removed = [row[0] for row in rows]
        self._db.execute("DELETE FROM documents WHERE source = ?", (source,))
        self._db.executemany("INSERT OR REPLACE INTO outbox VALUES (?, 1)", rows)
        return removed

    def voices(self) -> dict[str, int]:
        """Every named voice, speakers and persons whom they quote, and its number of passages."""
        query = (
            "SELECT voice, count(*) FROM (SELECT speaker AS voice FROM passages"
            " UNION ALL SELECT quoted_speaker FROM passages WHERE quoted_speaker IS NOT speaker)"
            " WHERE voice IS NOT NULL GROUP BY voice ORDER BY voice"
        )
        return dict(self._db.execute(query).fetchall())

    def kinds(self) -> list[Kind]:
        """The kinds of text that there are."""
        rows = self._db.execute("SELECT DISTINCT kind FROM passages ORDER BY kind")
        return [Kind(row[0]) for row in rows]

    def works(self) -> list[tuple[int, str, Work]]:
        """Every document's id, source and what is known of it, in the order of sources."""
        rows = self._db.execute(
            f"SELECT d.id, d.source, {WORK_COLUMNS} FROM documents d ORDER BY source"
        )
        return [(number, source, Work(*work)) for number, source, *work in rows]

    def select(
        self,
        *,
        voices: Collection[str] = (),
        kinds: Collection[Kind] = (),
        documents: Collection[int] | None = None,
    ) -> frozenset[int]:
        """The passages in any of these voices, of any of these kinds and in these documents.

        A person's voice is also where another quotes them. No voices or kinds are all of them.
        """
        clauses = [
            *([f"(speaker {_in('voices')} OR quoted_speaker {_in('voices')})"] if voices else []),
            *([f"kind {_in('kinds')}"] if kinds else []),
            *([f"document_id {_in('documents')}"] if documents is not None else []),
        ]
        query = f"SELECT id FROM passages WHERE {' AND '.join(clauses) or 'TRUE'}"
        given = {"voices": voices, "kinds": kinds, "documents": documents or ()}
        lists = {name: json.dumps(list(values)) for name, values in given.items()}
        return frozenset(row[0] for row in self._db.execute(query, lists))

    def heard(self, ids: Collection[int]) -> list[tuple[str | None, int, int]]:
        """Whose words these passages are (who is quoted, where somebody is) and in which document.

        Voice, document and number of passages; None is an unknown voice.
        """
        query = (
            "SELECT coalesce(quoted_speaker, CASE WHEN quotation THEN NULL ELSE speaker END) voice,"
            f" document_id, count(*) FROM passages WHERE id {_in('ids')} GROUP BY 1, 2"
        )
        return self._db.execute(query, {"ids": json.dumps(list(ids))}).fetchall()

    def document_ids(self) -> list[int]:
        """The ids of all documents, in the order of their sources."""
        return [row[0] for row in self._db.execute("SELECT id FROM documents ORDER BY source")]

    def documents(self) -> Iterator[tuple[int, Document]]:
        """Every document with its id, in the order of sources; segments are not kept."""
        query = (
            "SELECT d.id, source, form, text, digest, fingerprint, left_out, origin,"
            f" {WORK_COLUMNS} FROM documents d ORDER BY source"
        )
        for number, source, form, text, digest, fingerprint, *more in self._db.execute(query):
            left_out, origin, *work = more
            made = digest, fingerprint, LeftOut(*json.loads(left_out)), origin
            yield number, Document(source, form, text, (), Work(*work), *made)

    def summaries(self) -> list[SourceSummary]:
        """Every document with the number of its passages and its voices, by source."""
        query = (
            f"SELECT {SUMMARY_COLUMNS}"
            " FROM documents d LEFT JOIN passages p ON d.id = document_id"
            " GROUP BY d.id ORDER BY source"
        )
        return [summary_from(*row) for row in self._db.execute(query)]

    def counts(self) -> tuple[int, int]:
        """How many documents and passages there are."""
        query = "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM passages)"
        documents, passages = self._db.execute(query).fetchone()
        return documents, passages

    def holds_passages(self) -> bool:
        """Whether there is any passage: told at once, where counting them takes milliseconds."""
        return bool(self._db.execute("SELECT EXISTS (SELECT 1 FROM passages)").fetchone()[0])

    def passage_ids(self, document_id: int | None = None) -> list[int]:
        """The ids of all passages, or of one document's, in order."""
        where = "" if document_id is None else " WHERE document_id = ?"
        given = () if document_id is None else (document_id,)
        rows = self._db.execute(f"SELECT id FROM passages{where} ORDER BY id", given)
        return [row[0] for row in rows]

    def passage_ids_of(self, source: str) -> list[int]:
        """The ids of the passages of the document from `source`, in order."""
        query = (
            "SELECT p.id FROM passages p JOIN documents d ON d.id = document_id"
            " WHERE source = ? ORDER BY p.id"
        )
        return [row[0] for row in self._db.execute(query, (source,))]

    def passages_near(self, source: str, start: int, end: int) -> list[Stored]:
        """The passages of a document that reach into `[start, end)` of its text, in order."""
        query = (
            "SELECT p.id FROM passages p JOIN documents d ON d.id = document_id"
            " WHERE source = ? AND p.end > ? AND p.start < ? ORDER BY p.start"
        )
        return self.passages([row[0] for row in self._db.execute(query, (source, start, end))])

    def slice(self, source: str, start: int, end: int) -> str:
        """`[start, end)` of a document's text; "" where it is not held."""
        # SQLite counts characters from 1.
        query = "SELECT substr(text, ?, ?) FROM documents WHERE source = ?"
        row = self._db.execute(query, (start + 1, end - start, source)).fetchone()
        return row[0] if row else ""

    def known(self, ids: Sequence[int]) -> set[int]:
        """Those of `ids` that are passages."""
        query = f"SELECT id FROM passages WHERE id IN ({_marks(ids)})"
        return {row[0] for row in self._db.execute(query, list(ids))}

    def slices(self, document_id: int) -> list[tuple[int, int, int, str]]:
        """Id, start, end and text of each passage of a document, in order."""
        query = "SELECT id, start, end, text FROM passages WHERE document_id = ? ORDER BY id"
        return self._db.execute(query, (document_id,)).fetchall()

    def passages(self, ids: Sequence[int]) -> list[Stored]:
        """The passages with these ids, in the order of `ids`; unknown ids are left out."""
        sentences = self._sentences(ids)
        query = (
            f"SELECT {PASSAGE_COLUMNS}"
            f" FROM passages p JOIN documents d ON d.id = document_id WHERE p.id IN ({_marks(ids)})"
        )
        found = (stored_from(row, sentences[row[0]]) for row in self._db.execute(query, list(ids)))
        by_id = {stored.id: stored for stored in found}
        return [by_id[number] for number in ids if number in by_id]

    def work_of(self, ids: Sequence[int]) -> dict[int, tuple[str | int, str | None]]:
        """The work that each of these passages stands in: title and publisher, or its document."""
        query = (
            "SELECT p.id, coalesce(title, d.id), publisher"
            f" FROM passages p JOIN documents d ON d.id = document_id WHERE p.id IN ({_marks(ids)})"
        )
        rows = self._db.execute(query, list(ids))
        return {number: (title, publisher) for number, title, publisher in rows}

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """The passages' vectors, (len(ids), dimensions), in the order of `ids`."""
        query = f"SELECT id, vector FROM passages WHERE id IN ({_marks(ids)})"
        by_id = dict(self._db.execute(query, list(ids)).fetchall())
        return np.stack([np.frombuffer(by_id[number], np.float32) for number in ids])

    def exchange_vectors(self, draft: Path, notes: Mapping[str, str]) -> None:
        """Take every vector from the draft at `draft` (draft.py), and `notes`, in one step.

        Chroma has to be told of every passage again. Nothing is changed where a vector is missing.
        """
        self._db.execute("ATTACH ? AS draft", (str(draft),))
        try:
            with self.transaction():
                for statement in EXCHANGE:
                    self._db.execute(statement)
                for key, value in notes.items():
                    self.set_meta(key, value)
        finally:
            self._db.execute("DETACH draft")
        # On the disk for good before anything else of the old model goes.
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def outbox(self, most: int = -1) -> tuple[list[int], list[int]]:
        """Ids that Chroma still has to be given, and ids that it still has to forget.

        Not more than `most` in all, where it is not negative.
        """
        query = "SELECT passage_id, removed FROM outbox ORDER BY removed DESC, passage_id LIMIT ?"
        pairs = self._db.execute(query, (most,)).fetchall()
        return [i for i, gone in pairs if not gone], [i for i, gone in pairs if gone]

    def settle(self, ids: Iterable[int]) -> None:
        """Chroma was told of these."""
        self._db.executemany("DELETE FROM outbox WHERE passage_id = ?", ((i,) for i in ids))

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

    def _add_passage(self, document_id: int | None, text: str, entry: Entry) -> int:
        p, v = entry.passage, entry.passage.voice
        cursor = self._db.execute(
            "INSERT INTO passages (document_id, start, end, text, heading, language, lead_in,"
            " vector, kind, speaker, quotation, quoted_speaker, quoted_in, remark, role,"
            " replying_to) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                *(document_id, p.start, p.end, text[p.start : p.end], p.heading, p.language),
                *(entry.lead_in, blob(entry.vector), *astuple(v)),
            ),
        )
        number = cursor.lastrowid
        assert number is not None  # noqa: S101 - an INSERT that did not raise has a row
        self._db.executemany(
            "INSERT INTO sentences (passage_id, number, start, end, segment, vector, timestamp,"
            " page, url, published) VALUES (?,?,?,?,?,?,?,?,?,?)",
            (
                (number, n, *astuple(s), half(vector), *astuple(at))
                for n, (s, at, vector) in enumerate(
                    zip(p.sentences, entry.at, entry.sentence_vectors, strict=True)
                )
            ),
        )
        self._db.execute("INSERT INTO outbox VALUES (?, 0)", (number,))
        return number

    def _sentences(self, ids: Sequence[int]) -> dict[int, list[SentenceRow]]:
        rows = self._db.execute(
            "SELECT passage_id, start, end, segment, vector, timestamp, page, url, published"
            " FROM sentences"
            f" WHERE passage_id IN ({_marks(ids)}) ORDER BY passage_id, number",
            list(ids),
        )
        found: dict[int, list[SentenceRow]] = {}
        for number, start, end, segment, vector, *at in rows:
            sentence = Sentence(start, end, segment), Locator(*at), vector
            found.setdefault(number, []).append(sentence)
        return found


def _in(name: str) -> str:
    """A condition for a list that is given as JSON under `name`, however long it is."""
    return f"IN (SELECT value FROM json_each(:{name}))"


def _marks(ids: Sequence[int]) -> str:
    return ",".join("?" * len(ids))
