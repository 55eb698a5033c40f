"""Text to search terms: what makes two spellings of a word the same word."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import regex
import Stemmer

_DENIALS = (
    *("not", "no", "never", "none", "nobody", "nothing"),
    *("neither", "nor", "cannot", "hardly"),
)
# Raised when the same text gives other terms than before: libraries make theirs anew.
TERMS_VERSION = "5"
# Scripts that put no space between words, as a part of a pattern.
CJK = (
    r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af"
    r"\u0e00-\u0e7f\U00020000-\U0003ffff"
)
# Python's own `re` breaks Indic words at their vowel signs.
_TOKEN = regex.compile(rf"[{CJK}]+|[^\W_{CJK}]+(?:['’][^\W_{CJK}]+)*")
# "C++", "C#", ".NET": the sign is said as a word.
_SIGNED = re.compile(r"(?<!\w)(?:([A-Za-z])(\+\+|#)|\.(NET)\b)(?!\w)")
_SIGNS = {"++": "plusplus", "#": "sharp"}
_IS_CJK = re.compile(rf"[{CJK}]")
# "GPT-4", "R2-D2", "open-source", "snake_case", "Z.ai": joined parts are also one word.
# It begins where a word does: tried from each letter, a long word would take its length's square.
_COMPOUND = re.compile(rf"(?<![^\W{CJK}])[^\W{CJK}]+(?:[-_.+/#‐‑–][^\W{CJK}]+)+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")
# Two words with nothing but a space between them.
_NEIGHBOURS = re.compile(rf"(?<![\w'’])(?=([^\W_{CJK}]+) ([^\W_{CJK}]+)(?!\w))")
_LONGEST_NAME = 16
# What a term begins with that the text does not say, but may mean.
SPLIT = "+"
_POSSESSIVE = re.compile(r"['’]s?$")
_stemmer = Stemmer.Stemmer("english", 0)
# Scripts whose words are most often of one language, by the name of its stemmer.
_SCRIPTS = {
    "russian": re.compile(r"[\u0400-\u04ff]"),
    "greek": re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]"),
    "arabic": re.compile(r"[\u0600-\u06ff]"),
    "hindi": re.compile(r"[\u0900-\u097f]"),
}
_of_script = {name: Stemmer.Stemmer(name, 0) for name in _SCRIPTS}
# Combining classes below this are parts of letters: nukta, virama, voiced kana.
_LEAST_ACCENT = 10

# Else a pronoun.
_A_COUNTRY = "US"

# Words that carry the question's grammar and not its topic.
STOPWORDS = frozenset(
    re.findall(
        r"\S+",
        """
        a about after again all also am an and any are as at be because been before being both but
        by can could did do does doing don down during each few for from further had has have
        having he her here hers him his how i if in into is it its itself just let me more most my
        no nor not now of off on once only or other our out over own same say says said she should
        so some such tell than that the their them then there these they thing things this those
        through to too under until up us very was we were what when where which while who whom
        whose why will with would you your talk talked talking speak spoke mention mentioned
        mentions think thinks thought explain anyone anybody someone somebody something anything
        everything according please ever many much i'm it's don't doesn't didn't isn't aren't
        wasn't weren't can't won't what's who's there's they're we're you're i've we've they've
        i'd i'll everyone everybody hello hi hey hiya thanks thank ok okay yes bye goodbye
        """,
    )
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its search term, and whether it is written like a name."""

    term: str
    surface: str
    name_like: bool


def words_of(text: str) -> list[Word]:
    """The words of `text` with their terms, folded by NFKC and case, stemmed by Snowball.

    Runs of CJK are cut into pairs of characters, so that a word is found inside a longer run.
    """
    flat = unicodedata.normalize("NFKC", text)
    return [
        word for match in _TOKEN.finditer(flat) for word in _words(match[0], flat, match.start())
    ]


def compounds_of(text: str) -> list[str]:
    """Terms of words written in one with a joint or a change of case, as one term each.

    "open-source" gives "opensource", "GPT-4" "gpt4", so that "GPT4" and "GPT-4" meet.
    """
    return _compounds(unicodedata.normalize("NFKC", text))


def parts_of(text: str) -> list[str]:
    """Terms of the parts of words such as "DeepSeek", "GPT4" and "camelCase"."""
    tokens = _TOKEN.findall(unicodedata.normalize("NFKC", text))
    return [part for token in tokens if not _is_plain(token) for part in _parts(token)]


def denial(*more: str) -> re.Pattern[str]:
    """What finds words that deny, and `more` that are to count as such."""
    words = "|".join((*_DENIALS, *more))
    return re.compile(rf"\b(?:{words})\b|n['’]t\b", re.IGNORECASE)


def terms_in(text: str) -> frozenset[str]:
    """All search terms of a text."""
    flat = unicodedata.normalize("NFKC", text)
    terms = set(_compounds(flat))
    for token in _TOKEN.findall(flat):
        if _is_plain(token):
            terms.add(term_of(token))
        else:
            terms.update(_runs(token) if _IS_CJK.match(token) else [term_of(token)])
            terms.update(_parts(token))
    return frozenset(terms)


def running_terms(text: str) -> list[str]:
    """The search term of every word of a text, in order and with repeats."""
    tokens = _TOKEN.findall(unicodedata.normalize("NFKC", text))
    return [
        term
        for token in tokens
        for term in (_runs(token) if _IS_CJK.match(token) else [term_of(token)])
    ]


def split_names_of(text: str, is_strange: Callable[[str], bool]) -> list[str]:
    """Neighbouring words that may be one name heard as two: "Deep Seek" gives `SPLIT` + "deepseek".

    Either both are written with a capital, or one of them is no word of the language.
    """
    pairs = _NEIGHBOURS.findall(unicodedata.normalize("NFKC", text))
    return [SPLIT + term_of(a + b) for a, b in pairs if _may_be_one(a, b, is_strange)]


def adjacent_joins(words: list[Word]) -> list[str]:
    """Terms of neighbouring words written as one: "Deep Seek" gives "deepseek"."""
    return [term_of(a.surface + b.surface) for a, b in pairwise(words)]


@lru_cache(maxsize=65536)
def term_of(token: str) -> str:
    """The search term of one token."""
    folded = _POSSESSIVE.sub("", token.casefold()).replace("'", "").replace("’", "")
    return _stemmer.stemWord(folded) if folded.isascii() else _plain(folded)


def is_stopword(word: Word) -> bool:
    """Whether a word says nothing of a question's topic."""
    folded = word.surface.casefold().replace("’", "'")
    return folded in STOPWORDS and word.surface != _A_COUNTRY


def _may_be_one(first: str, second: str, is_strange: Callable[[str], bool]) -> bool:
    if len(first) + len(second) > _LONGEST_NAME:
        return False
    telling = [word for word in (first, second) if word.lower() not in STOPWORDS]
    if len(telling) == 1:
        # "she ldon", but not "the Qwen".
        return telling[0].islower() and is_strange(telling[0])
    capitals = first[0].isupper() and second[0].isupper()
    return bool(telling) and (capitals or any(map(is_strange, telling)))


def _plain(folded: str) -> str:
    """Without accents and points ("Bündnis" and "Bundnis" meet), stemmed as its script tells.

    Marks that are letters of their own, such as Indic vowel signs, stay.
    """
    parts = unicodedata.normalize("NFD", folded)
    bare = "".join(c for c in parts if unicodedata.combining(c) < _LEAST_ACCENT)
    bare = unicodedata.normalize("NFC", bare)
    if bare.isascii():
        return str(_stemmer.stemWord(bare))
    script = next((name for name, letters in _SCRIPTS.items() if letters.match(bare)), None)
    return str(_of_script[script].stemWord(bare)) if script else bare


def _is_plain(token: str) -> bool:
    """Whether a token is one word as most are, with nothing in it to part: told fast."""
    return token.isalpha() and token[1:].islower()


def _compounds(flat: str) -> list[str]:
    joined = [re.sub(r"[\W_]", "", match[0]) for match in _COMPOUND.finditer(flat)]
    signed = [
        f"{letter}{_SIGNS[sign]}" if letter else f"dot{net}"
        for letter, sign, net in _SIGNED.findall(flat)
    ]
    return [term_of(word) for word in (*joined, *signed)]


def _parts(token: str) -> list[str]:
    parts = [] if _IS_CJK.match(token) else _CAMEL.split(token)
    return [term_of(part) for part in parts] if len(parts) > 1 else []


def _runs(token: str) -> list[str]:
    """The terms of a run of CJK: its pairs of characters."""
    return [a + b for a, b in pairwise(token)] if len(token) > 1 else [token]


def _words(token: str, text: str, start: int) -> Iterator[Word]:
    if _is_plain(token):
        name_like = token[0].isupper() and not _starts_sentence(text, start)
        yield Word(term_of(token), token, name_like)
    elif _IS_CJK.match(token):
        yield from (Word(run, run, name_like=False) for run in _runs(token))
    else:
        yield Word(term_of(token), token, _is_name(token, text, start))


def _is_name(token: str, text: str, start: int) -> bool:
    if any(c.isdigit() for c in token) and any(c.isalpha() for c in token):
        return True
    if len(token) == 1 or not token[0].isupper():
        return False
    return not (token[1:].islower() and _starts_sentence(text, start))


def _starts_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 8) : start].rstrip(" \t\n\"'“‘([*->")
    return start == 0 or not before or before[-1] in ".!?:。！？"
