"""The lexical index: passages that hold the question's words, or names that sound like them.

SQLite's FTS5 inside the catalogue's file, so that it changes in the same transactions. It is fed
with terms of our own (see words.py), hence its tokeniser only has to split at spaces.
"""

import math
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from retrieval.variants import VariantFinder
from retrieval.words import (
    Word,
    adjacent_joins,
    compounds_of,
    is_stopword,
    parts_of,
    term_of,
    words_of,
)

_SCHEMA = """
CREATE VIRTUAL TABLE IF NOT EXISTS keywords USING fts5 (
    words, context, names, tokenize = 'unicode61 remove_diacritics 0', detail = 'column');
CREATE VIRTUAL TABLE IF NOT EXISTS vocabulary USING fts5vocab (keywords, col);
"""
# What surrounds a passage (title, speaker, heading) counts less than what it says.
_WORDS_WEIGHT, _CONTEXT_WEIGHT = 1.0, 0.6
_MOST_TERMS = 48
# A term in more than about a fifth of all passages tells little and costs the most to look up.
_COMMON = 1.6
# Long questions are mostly talk; their rarest terms find what all of them find, for less.
_MOST_LOOKED_UP = 12
# A name that only sounds like the question's is nearly as good as the name itself.
_VARIANT_CREDIT = 0.8
_UNTOLD = 0.15


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """A term of the question.

    `weight` is its rarity (inverse document frequency, BM25's form) in this library.
    `variants` are terms of the library that are likely the same name, misheard or mistyped.
    """

    term: str
    weight: float
    name_like: bool
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PassageTerms:
    """The terms that a passage says, and those of its surroundings (title, voice, heading)."""

    said: frozenset[str]
    around: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Both together."""
        return self.said | self.around


class KeywordIndex:
    """The terms of every passage. `rowid` is the passage's id."""

    def __init__(self, connection: sqlite3.Connection, rarity: Callable[[str], float]) -> None:
        """Use (and if need be make) the index in the catalogue's file.

        `rarity` tells how seldom a word is in the language, near 0 to 1.
        """
        self._db = connection
        self._rarity_in_language = rarity
        self._db.executescript(_SCHEMA)
        self._vocabulary: dict[str, int] | None = None
        self._names_held: dict[str, int] = {}
        self._finder = VariantFinder((), ())
        self._total = 0

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
        self._vocabulary = None

    def remove(self, ids: Iterable[int]) -> None:
        """Forget passages. Inside a transaction."""
        self._db.executemany("DELETE FROM keywords WHERE rowid = ?", ((i,) for i in ids))
        self._vocabulary = None

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
        term = term_of(word)
        return self._known().get(term, 0) > 2 * self._names_held.get(term, 0)

    def analyse(self, question: str) -> list[QueryTerm]:
        """The question's terms, without grammar words, rarest first."""
        words = words_of(question)
        telling = [w for w in words if not is_stopword(w)]
        joined = [
            Word(t, t, name_like=False) for t in [*compounds_of(question), *adjacent_joins(words)]
        ]
        vocabulary = self._known()
        chosen = [*telling, *(w for w in joined if w.term in vocabulary)]
        unique = {w.term: w for w in reversed(chosen)}
        terms = [self._query_term(w) for w in unique.values()]
        return sorted(terms, key=lambda t: -t.weight)[:_MOST_TERMS]

    def search(self, terms: Sequence[QueryTerm], count: int) -> list[tuple[int, float]]:
        """The `count` best passages for these terms by BM25 (k1 1.2, b .75): ids and scores."""
        telling = ([t for t in terms if t.weight >= _COMMON] or list(terms))[:_MOST_LOOKED_UP]
        wanted = list(dict.fromkeys(t for q in telling for t in (q.term, *q.variants)))
        if not wanted:
            return []
        query = " OR ".join(f'"{term}"' for term in wanted if term)
        rows = self._db.execute(
            "SELECT rowid, -bm25(keywords, ?, ?, 0.0) AS score FROM keywords"
            " WHERE keywords MATCH ? ORDER BY score DESC, rowid LIMIT ?",
            (_WORDS_WEIGHT, _CONTEXT_WEIGHT, f"{{words context}}: ({query})", count),
        )
        return rows.fetchall()

    def _query_term(self, word: Word) -> QueryTerm:
        known = word.term in self._known()
        name_like = word.name_like or word.term in self._names_held
        variants = self._finder.find(word.term, name_like=name_like)
        weight = self._rarity(word.term)
        if not (known or name_like or variants):
            weight *= self._meaning(word)
        return QueryTerm(word.term, weight, name_like, variants)

    def _meaning(self, word: Word) -> float:
        """What a word that the library never uses tells of the question's topic, near 0 to 1.

        A common word is likely a way of putting it ("get rid of"), a rare one the topic itself. A
        pair of characters from a run of CJK is mostly no word at all.
        """
        return self._rarity_in_language(word.surface) if word.surface.isascii() else _UNTOLD

    def _rarity(self, term: str) -> float:
        held = self._known().get(term, 0)
        return math.log(1 + (self._total - held + 0.5) / (held + 0.5))

    def _known(self) -> dict[str, int]:
        """Every term with the number of passages that hold it."""
        if self._vocabulary is None:
            rows = self._db.execute("SELECT term, col, doc FROM vocabulary").fetchall()
            self._vocabulary = {}
            for term, column, held in rows:
                if column != "names":
                    self._vocabulary[term] = max(held, self._vocabulary.get(term, 0))
            self._names_held = {term: held for term, column, held in rows if column == "names"}
            self._finder = VariantFinder(self._vocabulary, self._names_held)
            self._total = self._db.execute("SELECT count(*) FROM keywords").fetchone()[0]
        return self._vocabulary


def coverage(terms: Sequence[QueryTerm], held: frozenset[str]) -> float:
    """The share (0 to 1) of `terms`, weighted by rarity, that `held` has; 1 of no terms."""
    total = math.fsum(t.weight for t in terms)
    return math.fsum(t.weight * _credit(t, held) for t in terms) / total if total else 1.0


def _credit(term: QueryTerm, held: frozenset[str]) -> float:
    if term.term in held:
        return 1.0
    return _VARIANT_CREDIT if held.intersection(term.variants) else 0.0
