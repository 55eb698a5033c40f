"""Which forms does a word of the dictionary take? Regular endings only; the others are listed.

A stem would not do: Snowball's is the same for "libre" (free) and "libro" (book), for "Lehre" and
"Lehrer". So the forms of each listed word are made, and no other word is taken for it.
"""

import re
from collections.abc import Iterator
from itertools import chain, product
from typing import Final

# "caro/a": an adjective, or somebody of either sex.
GENDERED: Final = "/a"
_VOWELS: Final = "aeiouáéíóú"
_UNACCENTED: Final = str.maketrans("áéíóú", "aeiou")
_SPANISH_VERBS: Final = {
    "ar": "ar o as a amos an é aste ó aron aba aban "
    "ado ada ados adas ando ará arán aría arían e en",
    "er": "er o es e emos en í iste ió ieron ía ían "
    "ido ida idos idas iendo erá erán ería erían a an",
    "ir": "ir o es e imos en í iste ió ieron ía ían "
    "ido ida idos idas iendo irá irán iría irían a an",
}
# "entrenado"; "comienza" is listed.
_GERMAN_VERBS: Final = ("e", "st", "t", "te", "ten", "en", "end")
_AFTER_DENTAL: Final = ("e", "est", "et", "ete", "eten", "en", "end")
# -er makes another noun: "Spiel", "Spieler". Plurals in -er are listed.
_GERMAN_NOUNS: Final = ("", "e", "en", "n", "s", "es", "nen")
_GERMAN_ADJECTIVES: Final = (
    *("", "e", "en", "er", "es", "em", "ere", "eren", "erer", "eres"),
    *("ste", "sten", "ster", "stes"),
)
_MOST_WORDS: Final = 3


def forms(written: str, language: str, *, verb: bool = False) -> Iterator[str]:
    """A word or a few words of the dictionary in all their forms, as they are written."""
    words = written.split()
    if language not in ("de", "es") or len(words) > _MOST_WORDS:
        yield written.removesuffix(GENDERED)
        return
    inflected = _german if language == "de" else _spanish
    for each in product(*(inflected(word, verb=verb) for word in words)):
        yield " ".join(each)


def _german(word: str, *, verb: bool) -> list[str]:
    if verb and (stem := re.fullmatch(r"(.+?)e?n", word)):
        endings = _AFTER_DENTAL if stem[1].endswith(("d", "t")) else _GERMAN_VERBS
        made = [f"{stem[1]}{ending}" for ending in endings]
        return [word, *made, f"ge{made[2]}"]
    if word[0].isupper():
        return [f"{word}{ending}" for ending in _GERMAN_NOUNS]
    stem_ends = word.removesuffix("e")
    return [word, *(f"{stem_ends}{ending}" for ending in _GERMAN_ADJECTIVES if ending)]


def _spanish(word: str, *, verb: bool) -> list[str]:
    if verb and word[-2:] in _SPANISH_VERBS:
        return [word[:-2] + ending for ending in _SPANISH_VERBS[word[-2:]].split()]
    if not word.endswith(GENDERED):
        return [word, _plural(word)]
    man = word.removesuffix(GENDERED)
    woman = f"{man[:-1]}a" if man.endswith("o") else f"{man.translate(_UNACCENTED)}a"
    return list(chain.from_iterable((each, _plural(each)) for each in (man, woman)))


def _plural(word: str) -> str:
    """The plural of a Spanish noun or adjective: "chips", "países", "razones", "veces"."""
    if word[-1] in _VOWELS:
        return f"{word}s"
    if word.endswith("z"):
        return f"{word[:-1]}ces"
    if re.search(r"[áéíóú][ns]$", word):
        return f"{word[:-2]}{word[-2].translate(_UNACCENTED)}{word[-1]}es"
    return word if word.endswith("s") else f"{word}es"
