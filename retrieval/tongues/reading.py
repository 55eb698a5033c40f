"""A question in another language as one in English: how it asks, and what it says as far as known.

No language model: a question's frame ("¿Qué dice … sobre …?") is told by patterns, as in the
early interfaces to databases (Androutsopoulos, Ritchie and Thanisch, 1995), and its words are
looked up, as in dictionary-based cross-language retrieval (Hull and Grefenstette, 1996). Names and
whatever a library says itself stay as they are written.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from retrieval.filters import Filters, parse
from retrieval.tongues.glossing import Said, glossed
from retrieval.tongues.telling import language_of, may_be_any
from retrieval.tongues.tongue import Tongue, tongue
from retrieval.words import CJK, is_stopword, terms_in, words_of

# A longer sentence tells a story; its words are looked up all the same.
_LONGEST: Final = 200
_FEWEST: Final = 3
# "About him", not "about he".
_OBJECTS: Final = {"he": "him", "she": "her", "they": "them"}
_OBJECT: Final = re.compile(r"(?<=\babout )(?:he|she|they)(?=\s*$)")
_SENTENCE: Final = re.compile(
    # "Z.ai", and "am 3. Juni".
    r"(?P<said>(?:[^.!?。！？…]|[.!?](?![\s\"”»)]|$)|(?<=[\s\d]\d)\.(?=\s\w))+)"
    r"(?P<mark>[.!?。！？…]*)"
)
_MARKS: Final = str.maketrans({"？": "?", "！": "!", "。": "."})
_AROUND: Final = ' \t,;、，；¿¡„“”"«»「」'
# Of whom a language says nothing: "¿Qué dice …?" The frames have such a person with a star.
_UNNAMED: Final = re.compile(r"\b(?:does|did) he\* (?P<verb>say|think)\b", re.IGNORECASE)
_NOBODY: Final = {"say": "is said", "think": "do you think"}
_NAMES_ONE: Final = re.compile(
    r"\b(?:does|did) (?!(?:he|she|they|it|you|anyone|one)\b).+? (?:say|think|mention|talk)\b"
    r"|\b(?i:who (?:is|was)|according to|by) [A-Z]|\bfrom:"
)
_SLOT: Final = re.compile(r"\{(?P<name>\w+)(?:\|(?P<otherwise>\w+))?\}")


class Reader:
    """Puts into English what is asked of a library."""

    def __init__(self, library: Said) -> None:
        """`library` tells which words it says as they are."""
        self._library = library

    def read(self, before: Sequence[str], question: str) -> tuple[list[str], str]:
        """Questions and the one behind them, with their filters, each in English.

        What is in no language that is known stays as it is; words that tell none ("Chips?") are in
        that of the question before.
        """
        language = None
        read: list[str] = []
        for written in (*before, question):
            text, filters = parse(written)
            language = language_of(text) or (language if may_be_any(text) else None)
            english = self._read(text, filters, language) if language else written
            read.append(_of_whom(english, [*read, english]))
        return read[:-1], read[-1]

    def _read(self, text: str, filters: Filters, language: str) -> str:
        told = tongue(language)
        lines = (" ".join(_sentences(line, told, self._library)) for line in text.split("\n"))
        english = "\n".join(lines)
        return f"{english} {filters}".strip()


def _of_whom(english: str, read: Sequence[str]) -> str:
    """A question with "he" for a person it leaves out, where it or one before names somebody."""
    named = len(read) == 1 or any(map(_NAMES_ONE.search, read))
    return _UNNAMED.sub(
        lambda of: of[0].replace("*", "") if named else _NOBODY[of["verb"]], english
    )


def says_more(english: str, written: str) -> bool:
    """Whether a question in English says words of a topic that what was written does not.

    Where some of them could not be put into English it tells a reader nothing.
    """
    if re.search(f"[{CJK}]", english):
        return False
    told = {word.term for word in words_of(english) if not is_stopword(word)}
    return not told <= terms_in(written)


def _sentences(line: str, told: Tongue, library: Said) -> Iterator[str]:
    for match in _SENTENCE.finditer(line):
        said = match["said"].strip(_AROUND)
        if not said:
            continue
        english = _sentence(said, told, library).strip()
        if english:
            mark = "" if english.endswith("!") else match["mark"].translate(_MARKS)
            yield f"{_begun(english)}{mark}"


def _begun(sentence: str) -> str:
    """A sentence with a capital, but for a word or two that are left of one."""
    whole = len(sentence.split()) >= _FEWEST
    return f"{sentence[0].upper()}{sentence[1:]}" if whole else sentence


def _sentence(said: str, told: Tongue, library: Said) -> str:
    if len(said) > _LONGEST:
        return glossed(said, told.language, library)
    # Without spaces what opens a sentence would be taken for a part of what it asks about.
    readers = (_framed, _opened) if told.spaced else (_opened, _framed)
    read = (reader(said, told, library) for reader in readers)
    return next(filter(None, read), None) or glossed(said, told.language, library)


def _opened(said: str, told: Tongue, library: Said) -> str | None:
    """A sentence behind what opens it: "und", "¡gracias!"."""
    for form, english in told.openers:
        opener = form.match(said)
        rest = said[opener.end() :] if opener else ""
        if opener and (not rest or not told.spaced or rest[0] in _AROUND):
            return f"{english} {_sentence(rest.lstrip(_AROUND), told, library)}".strip()
    return None


def _framed(said: str, told: Tongue, library: Said) -> str | None:
    """A sentence in one of the forms in which the language asks."""
    for form, english in told.frames:
        if match := form.fullmatch(said):
            return " ".join(_filled(english, match, told, library).split())
    return None


def _filled(english: str, match: re.Match[str], told: Tongue, library: Said) -> str:
    found = match.groupdict()

    def said(slot: re.Match[str]) -> str:
        name = f"g{slot['name']}" if slot["name"].isdigit() else slot["name"]
        words = found.get(name)
        return glossed(words, told.language, library) if words else slot["otherwise"] or ""

    return _OBJECT.sub(lambda led: _OBJECTS[led[0]], _SLOT.sub(said, english))
