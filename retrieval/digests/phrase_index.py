"""The phrases of every passage, kept in the catalogue's file so that no start has to find them.

They are found when they are first asked for, or at the end of an ingest, for the passages that
lack them, and leave with their passage.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from copy import copy

from retrieval.batches import batches
from retrieval.catalogue import Catalogue
from retrieval.digests.key_phrases import phrases_in
from retrieval.mending import mended
from retrieval.turns import Turn, paged

# Raised when the same text gives other phrases than before: libraries find theirs anew.
PHRASES_VERSION = "5"
_VERSION = "phrases"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS passage_phrases (
    passage_id INTEGER PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE,
    phrases TEXT NOT NULL
) STRICT;
"""
_LACKING = "SELECT id FROM passages EXCEPT SELECT passage_id FROM passage_phrases"
_AMONG = "WHERE passage_id IN (SELECT value FROM json_each(?))"
_BATCH = 500
# So many passages' phrases are found, and so many are read, in about 30 ms.
_FEW, _PAGE = 40, 1000
_PAGED = (
    "SELECT passage_id, phrases FROM passage_phrases WHERE passage_id > ?"
    " ORDER BY passage_id LIMIT ?"
)
# A phrase holds single spaces and no line break.
_BETWEEN = "\n"


class PhraseIndex:
    """The phrases of passages, each as it stands in the text, mojibake mended."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Use (and if need be make) the table in the catalogue's file."""
        self._catalogue = catalogue
        self._db = self._read = catalogue.connection
        self._db.executescript(_SCHEMA)
        if catalogue.meta(_VERSION) != PHRASES_VERSION:
            with catalogue.transaction():
                self._db.execute("DELETE FROM passage_phrases")
                catalogue.set_meta(_VERSION, PHRASES_VERSION)

    def among(self, catalogue: Catalogue) -> "PhraseIndex":
        """The same phrases, of the passages alone that `catalogue` shows (audiences.py)."""
        part = copy(self)
        part._read = catalogue.connection  # noqa: SLF001 - of its own kind
        return part

    def settle(self) -> None:
        """Find the phrases of passages that came since they were last looked for."""
        for ids in batches(self._lacking(), _BATCH):
            self._find(ids)

    def beside(self, turn: Turn) -> Iterator[list[str]]:
        """As `all`, a few at a time, so that others may have the catalogue in between."""
        waiting = True
        while waiting:
            with turn():
                lacking = self._lacking()
                self._find(lacking[:_FEW])
                waiting = len(lacking) > _FEW
        for _, phrases in paged(self._page, turn):
            yield _parted(phrases)

    def _page(self, after: int) -> list[tuple[int, str]]:
        return self._read.execute(_PAGED, (after, _PAGE)).fetchall()

    def _lacking(self) -> list[int]:
        return [row[0] for row in self._db.execute(_LACKING)]

    def _find(self, ids: Sequence[int]) -> None:
        if not ids:
            return
        texts = self._db.execute(
            "SELECT id, text FROM passages WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(ids),),
        ).fetchall()
        with self._catalogue.transaction():
            self._db.executemany(
                "INSERT INTO passage_phrases VALUES (?, ?)",
                ((number, _BETWEEN.join(phrases_in(mended(text)))) for number, text in texts),
            )

    def of(self, ids: Iterable[int]) -> dict[int, list[str]]:
        """The phrases of these passages, by id, in order and with repeats."""
        self.settle()
        rows = self._read.execute(
            f"SELECT passage_id, phrases FROM passage_phrases {_AMONG}",  # noqa: S608 - a constant
            (json.dumps(list(ids)),),
        )
        return {number: _parted(phrases) for number, phrases in rows}

    def all(self) -> Iterator[list[str]]:
        """The phrases of every passage, passage by passage."""
        self.settle()
        for (phrases,) in self._read.execute("SELECT phrases FROM passage_phrases"):
            yield _parted(phrases)


def _parted(phrases: str) -> list[str]:
    return phrases.split(_BETWEEN) if phrases else []
