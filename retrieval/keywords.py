"""The lexical index: passages that hold the question's words, or names that sound like them.

Every passage's terms stand in the catalogue's file, written in the transaction that writes the
passage. The index over them is built in memory when something is first searched, and follows at the
next search after a change. docs/keyword-engines.md tells why no search engine does it.
"""

import json
import math
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import structlog

from retrieval.analysis import Analyser, Vocabulary
from retrieval.catalogue import Catalogue
from retrieval.postings import AS_NAME, SAID, Floats, Integers, Postings, Row, TermNumbers
from retrieval.terms import PassageTerms, QueryTerm
from retrieval.words import (
    TERMS_VERSION,
    compounds_of,
    parts_of,
    split_names_of,
    term_of,
    words_of,
)

# The first two are what earlier versions searched.
_SCHEMA = """
DROP TABLE IF EXISTS vocabulary;
DROP TABLE IF EXISTS keywords;
CREATE TABLE IF NOT EXISTS passage_terms (
    passage_id INTEGER PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE,
    said TEXT NOT NULL, around TEXT NOT NULL, names TEXT NOT NULL
) STRICT;
"""
_ROWS = "SELECT passage_id, said, around, names FROM passage_terms"
_AMONG = "WHERE passage_id IN (SELECT value FROM json_each(?))"
_LACKING = "SELECT id FROM passages EXCEPT SELECT passage_id FROM passage_terms"
_VERSION = "terms"
_BATCH = 500
# Up to so many changes are indexed apart, in no time; beyond them everything is indexed anew.
_MOST_CHANGES = 4096
# A term in more than about a fifth of all passages tells little.
_COMMON = 1.6
# Long questions are mostly talk; their rarest terms find what all of them find.
_MOST_LOOKED_UP = 12
# A word so seldom in the language is hardly one of it; few short ones are.
_STRANGE, _STRANGE_IF_SHORT, _SHORT = 0.8, 0.55, 3
log = structlog.get_logger(__name__)


class KeywordIndex:
    """The terms of every passage."""

    def __init__(self, catalogue: Catalogue, rarity: Callable[[str], float]) -> None:
        """Use (and if need be make) the terms in the catalogue's file.

        `rarity` tells how seldom a word is in the language, near 0 to 1.
        """
        self._catalogue = catalogue
        self._db = catalogue.connection
        self._rarity_in_language = rarity
        self._db.executescript(_SCHEMA)
        if catalogue.meta(_VERSION) != TERMS_VERSION:
            with catalogue.transaction():
                self._db.execute("DELETE FROM passage_terms")
                catalogue.set_meta(_VERSION, TERMS_VERSION)
        self._numbers = TermNumbers()
        # Everything as it was when it was last indexed, and what came since.
        self._base: Postings | None = None
        self._recent = Postings((), self._numbers)
        # Passages that came or went since then, unless their transaction was undone.
        self._changed: set[int] = set()
        self._mean_length = 1.0
        self._known = Vocabulary({}, {}, {}, 0)
        self._analyser = Analyser(self._known, rarity)

    def add(self, number: int, text: str, context: str) -> None:
        """Keep the terms of a passage's text and of what surrounds it. Inside a transaction."""
        self.put(row_of(number, text, context, self._is_strange))

    def put(self, row: Row) -> None:
        """Keep a passage's terms as they are given. Inside a transaction."""
        self._db.execute("INSERT INTO passage_terms VALUES (?,?,?,?)", row)
        self._changed.add(row[0])

    def remove(self, ids: Iterable[int]) -> None:
        """Forget passages. Inside a transaction."""
        gone = list(ids)
        self._db.execute(f"DELETE FROM passage_terms {_AMONG}", (json.dumps(gone),))
        self._changed.update(gone)

    def terms(self, ids: Sequence[int]) -> dict[int, PassageTerms]:
        """The terms of these passages, by id."""
        return {
            number: PassageTerms(frozenset(said.split()), frozenset(around.split()))
            for number, said, around, _ in self._rows(ids)
        }

    def is_ordinary(self, word: str) -> bool:
        """Whether the library's texts use a word, and mostly not as a name."""
        self._follow()
        return self._known.is_ordinary(word)

    def knows(self, word: str) -> bool:
        """Whether any passage, or what surrounds it, holds a word."""
        self._follow()
        return term_of(word) in self._known.held

    def surprise(self, terms: Iterable[str]) -> list[float]:
        """How seldom each term is said here: minus the logarithm of its share of all words.

        Taken from how many passages say it, so that it counts once in each.
        """
        self._follow()
        said = self._known.said
        words = self._known.total * self._mean_length + 1
        return [math.log(words / (said.get(term, 0) + 0.5)) for term in terms]

    def analyse(self, question: str) -> list[QueryTerm]:
        """The question's terms, without grammar words, rarest first."""
        self._follow()
        return self._analyser.analyse(question)

    def search(
        self, terms: Sequence[QueryTerm], count: int, permitted: frozenset[int] | None = None
    ) -> list[tuple[int, float]]:
        """The `count` best passages for these terms by BM25 (k1 1.2, b .75): ids and scores.

        Only those of `permitted`, where it is given.
        """
        parts = self._follow()
        weights = {
            term: worth * self._known.rarity(term) for term, worth in looked_up(terms).items()
        }
        ids = np.concatenate([part.ids for part in parts])
        scores = np.concatenate([part.scores(weights, self._mean_length) for part in parts])
        if permitted is not None:
            scores[~np.isin(ids, list(permitted))] = 0
        return _best(ids, scores, count)

    def _is_strange(self, word: str) -> bool:
        least = _STRANGE_IF_SHORT if len(word) <= _SHORT else _STRANGE
        return self._rarity_in_language(word) >= least

    def _follow(self) -> tuple[Postings, Postings]:
        """What is searched, in step with the catalogue."""
        if self._base is None or len(self._changed) + len(self._recent.ids) > _MOST_CHANGES:
            self._make_good()
            self._base, self._recent = self._index(0), Postings((), self._numbers)
            self._take_stock(self._base, self._recent)
        elif self._changed:
            kept = {number for number, *_ in self._rows(self._changed)}
            self._base.forget(self._changed - kept)
            self._recent = self._index(self._base.last)
            self._take_stock(self._base, self._recent)
        return self._base, self._recent

    def _index(self, after: int) -> Postings:
        """The postings of all passages with ids above `after`."""
        rows = self._db.execute(f"{_ROWS} WHERE passage_id > ? ORDER BY passage_id", (after,))
        return Postings(rows, self._numbers)

    def _take_stock(self, *parts: Postings) -> None:
        """Count what is searched now."""
        self._changed.clear()
        lengths = np.concatenate([part.lengths[part.alive] for part in parts])
        self._mean_length = float(lengths.mean()) if len(lengths) else 1.0
        self._known = vocabulary_of(self._numbers, parts)
        self._analyser = Analyser(self._known, self._rarity_in_language)

    def _rows(self, ids: Iterable[int]) -> list[Row]:
        return self._db.execute(f"{_ROWS} {_AMONG}", (json.dumps(list(ids)),)).fetchall()

    def _make_good(self) -> None:
        """Give every passage its terms that an earlier version, or none, gave it."""
        lacking = [row[0] for row in self._db.execute(_LACKING)]
        if not lacking:
            return
        log.warning("The terms of passages were missing and are made anew.", passages=len(lacking))
        with self._catalogue.transaction():
            for start in range(0, len(lacking), _BATCH):
                for stored in self._catalogue.passages(lacking[start : start + _BATCH]):
                    self.add(stored.id, stored.text, stored.surroundings)


def row_of(number: int, text: str, context: str, is_strange: Callable[[str], bool]) -> Row:
    """What is kept of a passage with this id, text, and words around it.

    `is_strange` tells whether a word is hardly one of the language.
    """
    said = [*_all_terms(text), *split_names_of(text, is_strange)]
    names = (word.term for word in words_of(text) if word.name_like)
    return number, " ".join(said), " ".join(_all_terms(context)), " ".join(names)


def looked_up(terms: Sequence[QueryTerm]) -> dict[str, float]:
    """Those of a question's terms by which passages are found, and variants: what each is worth."""
    telling = ([t for t in terms if t.weight >= _COMMON] or list(terms))[:_MOST_LOOKED_UP]
    worths: dict[str, float] = {}
    for wanted in telling:
        for term, worth in {**wanted.variants, wanted.term: 1.0}.items():
            worths[term] = max(worths.get(term, 0.0), worth)
    return worths


def _all_terms(text: str) -> list[str]:
    """The terms of a text with repeats, also those of words joined and parted."""
    return [*(word.term for word in words_of(text)), *compounds_of(text), *parts_of(text)]


def vocabulary_of(numbers: TermNumbers, parts: Sequence[Postings]) -> Vocabulary:
    """Which terms the passages of `parts`, which share `numbers`, hold, and in how many."""

    def counted(mark: int = 0) -> dict[str, int]:
        held = np.sum([part.held(mark) for part in parts], axis=0).tolist()
        return {term: count for term, count in zip(numbers, held, strict=True) if count}

    total = sum(int(part.alive.sum()) for part in parts)
    return Vocabulary(counted(), counted(SAID), counted(AS_NAME), total)


def _best(ids: Integers, scores: Floats, count: int) -> list[tuple[int, float]]:
    """The best `count` that score at all, best first, of equal ones the earlier."""
    found = np.flatnonzero(scores)
    if len(found) > count:
        least = np.partition(scores[found], -count)[-count]
        found = found[scores[found] >= least]
    order = found[np.lexsort((ids[found], -scores[found]))][:count]
    return list(zip(ids[order].tolist(), scores[order].tolist(), strict=True))
