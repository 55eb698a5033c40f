"""The lexical index: passages that hold the question's words, or names that sound like them.

Every passage's terms stand in the catalogue's file, written in the transaction that writes the
passage. The index over them is built in memory when something is first searched, and follows at the
next search after a change. docs/keyword-engines.md tells why no search engine does it.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

import structlog

from retrieval.catalogue import Catalogue
from retrieval.lexicon import Lexicon
from retrieval.mending import mended
from retrieval.postings import Postings, Row, TermNumbers
from retrieval.terms import PassageTerms, QueryTerm
from retrieval.turns import Turn, paged
from retrieval.words import TERMS_VERSION, compounds_of, parts_of, split_names_of, words_of

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
_HELD = "SELECT id FROM passages WHERE id IN (SELECT value FROM json_each(?))"
_PAGED = f"{_ROWS} WHERE passage_id > ? ORDER BY passage_id LIMIT ?"
_LACKING = "SELECT id FROM passages EXCEPT SELECT passage_id FROM passage_terms"
_VERSION = "terms"
_BATCH = 500
# So many passages' terms are read in about 30 ms.
_PAGE = 1000
# Up to so many changes are indexed apart, in no time; beyond them everything is indexed anew.
_MOST_CHANGES = 4096
# A word so seldom in the language is hardly one of it; few short ones are.
_STRANGE, _STRANGE_IF_SHORT, _SHORT = 0.8, 0.55, 3
log = structlog.get_logger(__name__)


class Keywords(ABC):
    """The terms of passages, to be searched; used by one thread at a time."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._db = catalogue.connection

    @property
    @abstractmethod
    def lexicon(self) -> Lexicon:
        """What is searched, in step with the catalogue."""

    @abstractmethod
    def renew(self, turn: Turn) -> None:
        """Bring in step what is searched, beside whoever searches."""

    def terms(self, ids: Sequence[int]) -> dict[int, PassageTerms]:
        """The terms of these passages, by id."""
        return {
            number: PassageTerms(frozenset(said.split()), frozenset(around.split()))
            for number, said, around, _ in self._rows(ids)
        }

    def is_ordinary(self, word: str) -> bool:
        """Whether the texts use a word, and mostly not as a name."""
        return self.lexicon.is_ordinary(word)

    def knows(self, word: str) -> bool:
        """Whether any passage, or what surrounds it, holds a word."""
        return self.lexicon.knows(word)

    def knows_any(self, text: str) -> bool:
        """Whether any word of a text is known, as `Lexicon.knows_any`."""
        return self.lexicon.knows_any(text)

    def says(self, words: str) -> bool:
        """Whether any passage, or what surrounds it, holds each of these words."""
        return self.lexicon.says(words)

    def says_rather(self, words: str, others: str) -> bool:
        """Whether the texts say these words more often than others, each by its rarest."""
        return self.lexicon.says_rather(words, others)

    def surprise(self, terms: Iterable[str]) -> list[float]:
        """How seldom each term is said here, as `Lexicon.surprise`."""
        return self.lexicon.surprise(terms)

    def analyse(self, question: str) -> list[QueryTerm]:
        """The question's terms, without grammar words, rarest first."""
        return self.lexicon.analyse(question)

    def search(
        self, terms: Sequence[QueryTerm], count: int, permitted: frozenset[int] | None = None
    ) -> list[tuple[int, float]]:
        """The `count` best passages for these terms by BM25 (k1 1.2, b .75): ids and scores.

        Only those of `permitted`, where it is given.
        """
        found = self.lexicon.search(terms, count, permitted)
        # It may not have been counted yet that a passage is gone.
        held = self._held(number for number, _ in found)
        return [(number, score) for number, score in found if number in held]

    def _held(self, ids: Iterable[int]) -> set[int]:
        """Those of these passages that there are."""
        given = (json.dumps(list(ids)),)
        return {row[0] for row in self._db.execute(_HELD, given)}

    def _rows(self, ids: Iterable[int]) -> list[Row]:
        return self._db.execute(f"{_ROWS} {_AMONG}", (json.dumps(list(ids)),)).fetchall()


class KeywordIndex(Keywords):
    """The terms of every passage."""

    def __init__(self, catalogue: Catalogue, rarity: Callable[[str], float]) -> None:
        """Use (and if need be make) the terms in the catalogue's file.

        `rarity` tells how seldom a word is in the language, near 0 to 1.
        """
        super().__init__(catalogue)
        self._catalogue = catalogue
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
        # How many need not have it counted at once what comes and goes.
        self._lagging = 0
        self._lexicon = Lexicon(self._numbers, (self._recent,), rarity)

    def add(self, number: int, text: str, context: str) -> None:
        """Keep the terms of a passage's text and of what surrounds it. Inside a transaction."""
        self.put(row_of(number, text, context, self._is_strange))

    def row_of(self, text: str, context: str) -> Row:
        """What `add` would keep of a passage, with 0 for its id; may be asked by any thread."""
        return row_of(0, text, context, self._is_strange)

    def put(self, row: Row) -> None:
        """Keep a passage's terms as they are given. Inside a transaction."""
        self._db.execute("INSERT INTO passage_terms VALUES (?,?,?,?)", row)
        self._changed.add(row[0])

    def remove(self, ids: Iterable[int]) -> None:
        """Forget passages. Inside a transaction."""
        gone = list(ids)
        self._db.execute(f"DELETE FROM passage_terms {_AMONG}", (json.dumps(gone),))
        self._changed.update(gone)

    @contextmanager
    def lagging(self) -> Iterator[None]:
        """Until this ends, what comes is not searched for words, and what goes is still counted.

        To count the words anew takes the longer the larger a library is, and whoever asks next
        would wait for it, after each of many documents. What has gone is not found, in any case.
        """
        self._lagging += 1
        try:
            yield
        finally:
            self._lagging -= 1

    @property
    def lags(self) -> bool:
        """Whether what is searched may be as it was a while ago."""
        return self._lagging > 0

    def renew(self, turn: Turn) -> None:
        """As `Keywords.renew`, while this lags; one thread at a time."""
        with turn():
            numbers, base, many = self._numbers, self._base, self._has_many
            if base and not many:
                self._follow(base)
            recent = self._recent
            self._changed.clear()
        if base is None:
            return
        if many:
            numbers = TermNumbers()
            base, recent = Postings(paged(self._page, turn), numbers), Postings((), numbers)
        lexicon = Lexicon(numbers, (base, recent), self._rarity_in_language)
        lexicon.warm_up()
        with turn():
            self._numbers, self._base, self._recent = numbers, base, recent
            self._lexicon = lexicon

    def strays(self) -> list[int]:
        """What is searched and whose terms are not kept: nothing, if all is well."""
        self._catch_up()
        ids = [number for part in self._lexicon.parts for number in part.ids[part.alive].tolist()]
        kept = {row[0] for row in self._rows(ids)}
        return [number for number in ids if number not in kept]

    def _is_strange(self, word: str) -> bool:
        least = _STRANGE_IF_SHORT if len(word) <= _SHORT else _STRANGE
        return self._rarity_in_language(word) >= least

    @property
    def lexicon(self) -> Lexicon:
        """What is searched; made when it is first asked for, and anew after a change."""
        if self._base is None or not self._lagging:
            self._catch_up()
        return self._lexicon

    @property
    def _has_many(self) -> bool:
        """Whether so much has changed that everything is to be indexed anew."""
        return len(self._changed) + len(self._recent.ids) > _MOST_CHANGES

    def _catch_up(self) -> None:
        if self._base is None or self._has_many:
            self._make_good()
            self._base, self._recent = self._index(0), Postings((), self._numbers)
            self._take_stock(self._base)
        elif self._changed:
            self._follow(self._base)
            self._take_stock(self._base)

    def _follow(self, base: Postings) -> None:
        """Index what came, and forget what went."""
        kept = {number for number, *_ in self._rows(self._changed)}
        base.forget(self._changed - kept)
        self._recent = self._index(base.last)

    def _page(self, after: int) -> list[Row]:
        return self._db.execute(_PAGED, (after, _PAGE)).fetchall()

    def _index(self, after: int) -> Postings:
        """The postings of all passages with ids above `after`."""
        rows = self._db.execute(f"{_ROWS} WHERE passage_id > ? ORDER BY passage_id", (after,))
        return Postings(rows, self._numbers)

    def _take_stock(self, base: Postings) -> None:
        """Count what is searched now."""
        self._changed.clear()
        parts = (base, self._recent)
        self._lexicon = Lexicon(self._numbers, parts, self._rarity_in_language)

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

    `is_strange` tells whether a word is hardly one of the language. Mojibake is mended, or nobody
    who writes the word itself would find it.
    """
    text, context = mended(text), mended(context)
    said = [*_all_terms(text), *split_names_of(text, is_strange)]
    names = (word.term for word in words_of(text) if word.name_like)
    return number, " ".join(said), " ".join(_all_terms(context)), " ".join(names)


def _all_terms(text: str) -> list[str]:
    """The terms of a text with repeats, also those of words joined and parted."""
    return [*(word.term for word in words_of(text)), *compounds_of(text), *parts_of(text)]
