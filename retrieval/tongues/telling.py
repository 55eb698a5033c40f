"""Which language is a question in? Told by letters, or by words that no English question has."""

import re
from typing import Final

from retrieval.tongues.dictionary import dictionary
from retrieval.tongues.tongue import tongue

_KANA: Final = re.compile(r"[\u3041-\u309f\u30a1-\u30fa]")
_HAN: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_WORD: Final = re.compile(r"[^\W\d_]+")
# So many words that no English text has tell a language.
_SEVERAL: Final = 2
_SPANISH_MARK: Final = re.compile(r"¿")
# Words that no German or Spanish question has: "What does “und” mean?" is English.
_ENGLISH: Final = frozenset(
    re.findall(
        r"\S+",
        """
        the what who why when where how which is are were do does did the of and to for with
        about it this that these those they he you my your at on by from not or but if
        than as be been has have had can could would should say says said think thinks tho
        though please thanks tell any there their his its
        """,
    )
)


def language_of(text: str) -> str | None:
    """The code of the language that a question is in; None for English and all others."""
    if _KANA.search(text):
        return "ja"
    if _HAN.search(text):
        return "zh"
    words = _words(text)
    told = {each: len(words & tongue(each).telling) for each in ("de", "es")}
    likely = max(told, key=lambda each: told[each])
    if told["de"] == told["es"] and _SPANISH_MARK.search(text):
        likely = "es"
    if _SPANISH_MARK.search(text) and likely == "es":
        return likely
    if told[likely] > len(words & _ENGLISH):
        return likely
    return next((each for each in told if _is_known(text, each)), None)


def _is_known(text: str, language: str) -> bool:
    """Whether most of the words of a text are of a language, and none is English grammar."""
    words = _words(text)
    if words & _ENGLISH or len(words) < _SEVERAL:
        return False
    known = dictionary(language)
    foreign = [word for word in words if (known.meaning(word) or word).casefold() != word]
    return len(foreign) >= max(_SEVERAL, len(words) / 2)


def may_be_any(text: str) -> bool:
    """Whether nothing tells that words are English: a name, or a few words without grammar."""
    return not _words(text) & _ENGLISH


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}
