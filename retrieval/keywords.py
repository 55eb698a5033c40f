"""The lexical index: passages that hold the question's words, or names that sound like them.

SQLite's FTS5 inside the catalogue's file, so that it changes in the same transactions. It is fed
with terms of our own (see words.py), hence its tokeniser only has to split at spaces.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence

from retrieval.analysis import Analyser, Vocabulary
from retrieval.terms import PassageTerms, QueryTerm
from retrieval.words import compounds_of, parts_of, words_of

_SCHEMA = """
CREATE VIRTUAL TABLE IF NOT EXISTS keywords USING fts5 (
    words, context, names, tokenize = 'unicode61 remove_diacritics 0', detail = 'column');
CREATE VIRTUAL TABLE IF NOT EXISTS vocabulary USING fts5vocab (keywords, col);
"""
# Without the plus sign SQLite would search the index once for every permitted passage.
_PERMITTED = " AND +rowid IN (SELECT value FROM json_each(?))"
# What surrounds a passage (title, speaker, heading) counts less than what it says.
_WORDS_WEIGHT, _CONTEXT_WEIGHT = 1.0, 0.6
# A term in more than about a fifth of all passages tells little and costs the most to look up.
_COMMON = 1.6
# Long questions are mostly talk; their rarest terms find what all of them find, for less.
_MOST_LOOKED_UP = 12


class KeywordIndex:
    """The terms of every passage. `rowid` is the passage's id."""

    def __init__(self, connection: sqlite3.Connection, rarity: Callable[[str], float]) -> None:
        """Use (and if need be make) the index in the catalogue's file.

        `rarity` tells how seldom a word is in the language, near 0 to 1.
        """
        self._db = connection
        self._rarity_in_language = rarity
        self._db.executescript(_SCHEMA)
        self._vocabulary: Vocabulary | None = None
        self._analyser: Analyser | None = None

    def add(self, number: int, text: str, context: str) -> None:
        """Index a passage's text and what surrounds it. Inside a transaction."""
        words = words_of(text)
        terms = [w.term for w in words] + compounds_of(text) + parts_of(text)
        names = [w.term for w in words if w.name_like]
        around = [w.term for w in words_of(context)] + compounds_of(context) + parts_of(context)
        row = (number, " ".join(terms), " ".join(around), " ".join(names))
        self._db.execute(
            "INSERT INTO keywords (rowid, words, context, names) VALUES (?,?,?,?)", row
        )
        self._forget()

    def remove(self, ids: Iterable[int]) -> None:
        """Forget passages. Inside a transaction."""
        self._db.executemany("DELETE FROM keywords WHERE rowid = ?", ((i,) for i in ids))
        self._forget()

    def terms(self, ids: Sequence[int]) -> dict[int, PassageTerms]:
        """The terms of these passages, by id."""
        marks = ",".join("?" * len(ids))
        query = f"SELECT rowid, words, context FROM keywords WHERE rowid IN ({marks})"
        return {
            number: PassageTerms(frozenset(words.split()), frozenset(context.split()))
            for number, words, context in self._db.execute(query, list(ids))
        }

    def is_ordinary(self, word: str) -> bool:
        """Whether the library's texts use a word, and mostly not as a name."""
        return self._known().is_ordinary(word)

    def analyse(self, question: str) -> list[QueryTerm]:
        """The question's terms, without grammar words, rarest first."""
        vocabulary = self._known()
        if self._analyser is None:
            self._analyser = Analyser(vocabulary, self._rarity_in_language)
        return self._analyser.analyse(question)

    def search(
        self, terms: Sequence[QueryTerm], count: int, permitted: frozenset[int] | None = None
    ) -> list[tuple[int, float]]:
        """The `count` best passages for these terms by BM25 (k1 1.2, b .75): ids and scores.

        Only those of `permitted`, where it is given.
        """
        telling = ([t for t in terms if t.weight >= _COMMON] or list(terms))[:_MOST_LOOKED_UP]
        wanted = list(dict.fromkeys(t for q in telling for t in (q.term, *q.variants)))
        if not wanted:
            return []
        query = " OR ".join(f'"{term}"' for term in wanted if term)
        given = () if permitted is None else (json.dumps(list(permitted)),)
        rows = self._db.execute(
            "SELECT rowid, -bm25(keywords, ?, ?, 0.0) AS score FROM keywords"
            f" WHERE keywords MATCH ?{'' if permitted is None else _PERMITTED}"
            " ORDER BY score DESC, rowid LIMIT ?",
            (_WORDS_WEIGHT, _CONTEXT_WEIGHT, f"{{words context}}: ({query})", *given, count),
        )
        return rows.fetchall()

    def _forget(self) -> None:
        self._vocabulary = self._analyser = None

    def _known(self) -> Vocabulary:
        """Every term with the number of passages that hold it."""
        if self._vocabulary is None:
            rows = self._db.execute("SELECT term, col, doc FROM vocabulary").fetchall()
            held: dict[str, int] = {}
            for term, column, passages in rows:
                if column != "names":
                    held[term] = max(passages, held.get(term, 0))
            names = {term: passages for term, column, passages in rows if column == "names"}
            total = self._db.execute("SELECT count(*) FROM keywords").fetchone()[0]
            self._vocabulary = Vocabulary(held, names, total)
        return self._vocabulary
