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

from babel import Locale

from retrieval.tongues.inflecting import GENDERED, forms
from retrieval.tongues.tongue import UNSPACED, WORDS, tongue

_CODE: Final = 2
# Shorter names of languages and countries are mostly other words, too.
_SHORTEST_NAME: Final = 4
_COLUMNS: Final = ("de", "es", "ja", "zh")
# Before the English of a verb.
_TO: Final = "to "
# What joins the parts of a German compound.
_JOINTS: Final = ("", "s", "es", "n", "en", "e")
_SHORTEST_PART: Final = 3
_SHORTEST_COMPOUND: Final = 8
_MARK: Final = re.compile(r"\s+")


class Dictionary:
    """One language's words in their forms."""

    def __init__(self, language: str, entries: Mapping[str, str]) -> None:
        """`entries` are words as they are written, names and German nouns with a capital."""
        self._language = language
        self._grammar = tongue(language).words
        self._entries = entries
        folded = {word.casefold(): english for word, english in entries.items()}
        # "china" is Chinese in Spanish, "China" a country.
        self._folded = folded | {w: english for w, english in entries.items() if w == w.casefold()}
        known = chain(self._entries, self._grammar)
        self.longest = max(map(len if language in UNSPACED else _words, known))

    def function(self, words: str) -> str | None:
        """A function word in English; None where it is none."""
        # "macht" makes, "Macht" is power.
        noun = self._language == "de" and words[0].isupper() and words in self._entries
        return None if noun else self._grammar.get(words.casefold())

    def meaning(self, words: str) -> str | None:
        """What words mean in English; None where that is not known."""
        return self._entry(words) or self._hyphened(words) or self._compound(words)

    def _entry(self, words: str) -> str | None:
        return self._entries.get(words) or self._folded.get(words.casefold())

    def _hyphened(self, words: str) -> str | None:
        """The parts of "KI-Entwicklung"; one of them has to be known."""
        parts = words.split("-")
        if len(parts) == 1 or " " in words or self._language in UNSPACED:
            return None
        known = [self._entry(part) or self._compound(part) for part in parts]
        if not any(known):
            return None
        return " ".join(english or part for part, english in zip(parts, known, strict=True))

    def _compound(self, word: str) -> str | None:
        """Both parts of a German word that are known: "Exportkontrollen"."""
        if self._language != "de" or not word.isalpha() or len(word) < _SHORTEST_COMPOUND:
            return None
        for cut in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
            tail = self._entry(word[cut:])
            head = next(filter(None, self._heads(word[:cut])), None) if tail else None
            if head and tail:
                return f"{head} {tail}"
        return None

    def _heads(self, part: str) -> Iterator[str | None]:
        for joint in _JOINTS:
            if part.endswith(joint) and len(part) - len(joint) >= _SHORTEST_PART:
                yield self._entry(part[: len(part) - len(joint)])


@cache
def dictionary(language: str) -> Dictionary:
    """The words of a language; read when it is first asked in."""
    return Dictionary(language, _names(language) | _common(language))


def _common(language: str) -> dict[str, str]:
    column = _COLUMNS.index(language) + 1
    found: dict[str, str] = {}
    listed: dict[str, str] = {}
    for line in (WORDS / "common.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            cells = line.split("\t")
            english = cells[0].removeprefix(_TO)
            for word in filter(None, cells[column].split("|")):
                made = forms(word, language, verb=cells[0].startswith(_TO))
                found.update((form, english) for form in made if form not in found)
                listed.setdefault(word.removesuffix(GENDERED), english)
    # What stands there itself goes before a form of another word.
    return found | listed


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
                if language == "de":
                    # "Chinas Modelle".
                    found[f"{name}s"] = told[code]
    if language not in UNSPACED:
        months = english.months["format"]["wide"]
        for form in ("format", "stand-alone"):
            found |= {name: months[n] for n, name in own.months[form]["wide"].items()}
    return found


def _words(key: str) -> int:
    return len(_MARK.split(key))
