"""The one truth: documents, segments, passages and their vectors, in SQLite.

Chroma's collection and the keyword index are made from what stands here. Every change is one
transaction that also fills the outbox: what Chroma still has to be told, so that a crash between
the two is made good at the next opening, without embedding anything again.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from datetime import datetime
from pathlib import Path

from retrieval.catalogued_passages import CataloguedPassages
from retrieval.draft import EXCHANGE
from retrieval.kept import FORM
from retrieval.models import Document, Kind, LeftOut, Work
from retrieval.reports import SourceSummary
from retrieval.rows import (
    SUMMARY_COLUMNS,
    WORK_COLUMNS,
    Entry,
    blob,
    half,
    moment_of,
    summary_from,
)


class Catalogue(CataloguedPassages):
    """The documents of a library; used by one thread at a time."""

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
        """The kinds of text that there are among works."""
        rows = self._db.execute(
            "SELECT DISTINCT kind FROM passages WHERE member IS NULL ORDER BY kind"
        )
        return [Kind(row[0]) for row in rows]

    def works(self) -> list[tuple[int, str, Work]]:
        """Every work's id, source and what is known of it, in the order of sources.

        What members wrote and had kept is no work that anybody names.
        """
        rows = self._db.execute(
            f"SELECT d.id, d.source, {WORK_COLUMNS} FROM documents d WHERE form <> ?"
            " ORDER BY source",
            (FORM,),
        )
        return [(number, source, Work(*work)) for number, source, *work in rows]

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

    def _add_passage(self, document_id: int | None, text: str, entry: Entry) -> int:
        p, v = entry.passage, entry.passage.voice
        cursor = self._db.execute(
            "INSERT INTO passages (document_id, start, end, text, heading, language, lead_in,"
            " vector, kind, speaker, quotation, quoted_speaker, quoted_in, remark, role,"
            " replying_to, member) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
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
