"""Words of a language to English ones: names of countries, languages and months, and others.

The names are Babel's, from Unicode's Common Locale Data Repository. The others (words/common.tsv)
are common words of talk about technology, economy, politics and work, and names that are written
otherwise in other scripts; none is taken from any library.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Final

import Stemmer
from babel import Locale

from retrieval.tongues.tongue import UNSPACED, WORDS, tongue

_CODE: Final = 2
# Shorter names of languages and countries are mostly other words, too.
_SHORTEST_NAME: Final = 4
_COLUMNS: Final = ("de", "es", "ja", "zh")
_STEMMERS: Final = {"de": Stemmer.Stemmer("german", 0), "es": Stemmer.Stemmer("spanish", 0)}
# What joins the parts of a German compound.
_JOINTS: Final = ("", "s", "es", "n", "en", "e")
_SHORTEST_PART: Final = 3
_MARK: Final = re.compile(r"\s+")


class Dictionary:
    """One language's words; those that inflect go by their stems."""

    def __init__(self, language: str, entries: Mapping[str, str]) -> None:
        self._language = language
        self._grammar = tongue(language).words
        self._entries = {self._key(word): english for word, english in entries.items()}
        known = chain(self._entries, self._grammar)
        self.longest = max(map(len if language in UNSPACED else _words, known))

    def function(self, words: str) -> str | None:
        """A function word in English; None where it is none."""
        return self._grammar.get(words.casefold())

    def meaning(self, words: str) -> str | None:
        """What words mean in English; None where that is not known."""
        key = self._key(words)
        return self._entries.get(key) or self._compound(words)

    def _key(self, words: str) -> str:
        stemmer = _STEMMERS.get(self._language)
        folded = words.casefold()
        return " ".join(map(stemmer.stemWord, folded.split())) if stemmer else folded

    def _compound(self, word: str) -> str | None:
        """Both parts of a German word that are known: "Exportkontrollen"."""
        if self._language != "de" or not word.isalpha():
            return None
        for cut in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
            tail = self._entries.get(self._key(word[cut:]))
            head = next(filter(None, self._heads(word[:cut])), None) if tail else None
            if head and tail:
                return f"{head} {tail}"
        return None

    def _heads(self, part: str) -> Iterator[str | None]:
        for joint in _JOINTS:
            if part.endswith(joint) and len(part) - len(joint) >= _SHORTEST_PART:
                yield self._entries.get(self._key(part[: len(part) - len(joint)]))


@cache
def dictionary(language: str) -> Dictionary:
    """The words of a language; read when it is first asked in."""
    return Dictionary(language, _names(language) | _common(language))


def _common(language: str) -> dict[str, str]:
    column = _COLUMNS.index(language) + 1
    found = {}
    for line in (WORDS / "common.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            cells = line.split("\t")
            found.update(dict.fromkeys(filter(None, cells[column].split("|")), cells[0]))
    return found


def _names(language: str) -> dict[str, str]:
    own, english = Locale(language), Locale("en")
    shortest = _CODE if language in UNSPACED else _SHORTEST_NAME
    found = {}
    for names, told in ((own.languages, english.languages), (own.territories, english.territories)):
        for code, name in names.items():
            if (
                len(code) == _CODE
                and len(name) >= shortest + (names is own.languages)
                and code in told
            ):
                found[name] = told[code]
    if language not in UNSPACED:
        months = english.months["format"]["wide"]
        for form in ("format", "stand-alone"):
            found |= {name: months[n] for n, name in own.months[form]["wide"].items()}
    return found


def _words(key: str) -> int:
    return len(_MARK.split(key))
