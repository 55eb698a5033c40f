"""The lexical index: passages that hold the question's words, or names that sound like them.

SQLite's FTS5 inside the catalogue's file, so that it changes in the same transactions. It is fed
with terms of our own (see words.py), hence its tokeniser only has to split at spaces.
"""

import math
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

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
# Half of a short name's letters may not differ: "Qwen" and "QEN" are .75 alike, "Xi" and "Xu" .5.
_ALIKE = 0.7
_TYPO_ALIKE = 0.8
_MOST_VARIANTS = 4
_MOST_TERMS = 48
# A term in more than about a fifth of all passages tells little and costs the most to look up.
_COMMON = 1.6
# Long questions are mostly talk; their rarest terms find what all of them find, for less.
_MOST_LOOKED_UP = 12
# A name that only sounds like the question's is nearly as good as the name itself.
_VARIANT_CREDIT = 0.8
_UNTOLD = 0.15
_SHORTEST_NAME = 3
_SHORTEST_MISTYPED = 5


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
        self._names: list[str] = []
        self._names_held: dict[str, int] = {}
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
        variants = self._variants(word, name_like)
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

    def _variants(self, word: Word, name_like: bool) -> tuple[str, ...]:
        """Terms like this one: among names for a name, among all words for an unknown word."""
        term = word.term
        if len(term) < _SHORTEST_NAME or not term.isascii():
            return ()
        known = term in self._known()
        found = self._alike(term, self._names, _ALIKE) if name_like or not known else []
        if not known and not found and len(term) >= _SHORTEST_MISTYPED:
            found = self._alike(term, list(self._known()), _TYPO_ALIKE)
        return tuple(found[:_MOST_VARIANTS])

    def _alike(self, term: str, choices: Sequence[str], least: float) -> list[str]:
        matches = process.extract(
            term,
            choices,
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=least,
            limit=_MOST_VARIANTS * 2,
        )
        return [m[0] for m in matches if m[0] != term and _same_start(term, m[0])]

    def _known(self) -> dict[str, int]:
        """Every term with the number of passages that hold it."""
        if self._vocabulary is None:
            rows = self._db.execute("SELECT term, col, doc FROM vocabulary").fetchall()
            self._vocabulary = {}
            for term, column, held in rows:
                if column != "names":
                    self._vocabulary[term] = max(held, self._vocabulary.get(term, 0))
            self._names_held = {term: held for term, column, held in rows if column == "names"}
            self._names = list(self._names_held)
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


def _same_start(a: str, b: str) -> bool:
    """Misheard and mistyped names keep their first sound; digits never stand for one another."""
    digits = [c for c in a if c.isdigit()] == [c for c in b if c.isdigit()]
    return digits and (a[0] == b[0] or fuzz.ratio(a[:3], b[:3]) > 60)  # noqa: PLR2004 - two of three letters
