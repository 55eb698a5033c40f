"""What the catalogue holds of passages: which there are, what they say, where they stand."""

import json
from collections.abc import Collection, Sequence

import numpy as np

from retrieval.catalogue_file import CatalogueFile
from retrieval.kept import FORM
from retrieval.models import Kind, Locator, Sentence
from retrieval.rows import PASSAGE_COLUMNS, SentenceRow, Stored, Vectors, stored_from


class CataloguedPassages(CatalogueFile):
    """Reads the passages of a catalogue."""

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

    def kept_passages(self) -> frozenset[int]:
        """The passages of members' messages that are kept as answers."""
        query = "SELECT p.id FROM documents d JOIN passages p ON d.id = document_id WHERE form = ?"
        return frozenset(row[0] for row in self._db.execute(query, (FORM,)))

    def heard(self, ids: Collection[int]) -> list[tuple[str | None, Kind, int, int]]:
        """Whose words these passages are (who is quoted, where somebody is) and in which document.

        Voice, kind of text, document and number of passages; None is an unknown voice.
        """
        query = (
            "SELECT coalesce(quoted_speaker, CASE WHEN quotation THEN NULL ELSE speaker END) voice,"
            f" kind, document_id, count(*) FROM passages WHERE id {_in('ids')} GROUP BY 1, 2, 3"
        )
        rows = self._db.execute(query, {"ids": json.dumps(list(ids))})
        return [(voice, Kind(kind), document, count) for voice, kind, document, count in rows]

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
