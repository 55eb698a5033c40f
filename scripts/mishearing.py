"""Ways in which a name comes out wrong: misheard, mistyped, split in two, written as one.

Made for measuring, so it shares nothing with how retrieval/variants.py matches names: here
spellings are rewritten by tables and chance; nothing is compared, scored or reduced to a key.
"""

import re
from collections.abc import Callable
from random import Random

# Spellings that English gives to one sound or to neighbouring sounds, longest first. `^` and `$`
# are the word's ends. Written from the usual spelling-to-sound correspondences of English.
_SPELLINGS: dict[str, tuple[str, ...]] = {
    "tion": ("shun",),
    "ough": ("oe", "off"),
    "eigh": ("ay",),
    "^hua": ("wah", "hwa"),
    "sch": ("sh", "sk"),
    "tch": ("ch",),
    "igh": ("y", "ie"),
    "^kn": ("n",),
    "^ps": ("s",),
    "^wh": ("w",),
    "^wr": ("r",),
    "ia$": ("ea", "ya"),
    "er$": ("a", "or", "ur"),
    "or$": ("er",),
    "an$": ("en", "in", "on"),
    "en$": ("an", "in"),
    "on$": ("en", "un"),
    "ck": ("k",),
    "ch": ("sh", "tch", "k"),
    "sh": ("ch",),
    "th": ("t", "d"),
    "ph": ("f",),
    "gh": ("g", ""),
    "qu": ("kw",),
    "qw": ("qu", "kw"),
    "ee": ("ea", "i"),
    "ea": ("ee", "ia"),
    "ai": ("ay", "ei"),
    "ay": ("ai", "ey"),
    "ei": ("ai", "ie"),
    "ie": ("y", "ee"),
    "oo": ("u", "ou"),
    "ou": ("ow", "oo"),
    "ow": ("ou", "o"),
    "au": ("o", "aw"),
    "aw": ("au", "or"),
    "eu": ("oy", "you"),
    "ce": ("se", "ss"),
    "ci": ("si",),
    "ge": ("je",),
    "gi": ("ji",),
    "ss": ("s",),
    "rr": ("r",),
    "ll": ("l",),
    "tt": ("t",),
    "nn": ("n",),
    "^x": ("z", "sh"),
    "a$": ("er", "ah"),
    "o$": ("oh", "ow"),
    "y$": ("ie", "ee"),
    "e$": ("",),
    "k$": ("que", "ck"),
    "c": ("k",),
    "k": ("c",),
    "q": ("k",),
    "x": ("ks", "cs"),
    "j": ("g", "y"),
    "z": ("s",),
    "s": ("z",),
    "f": ("ph",),
    "v": ("w",),
    "w": ("v",),
    "h": ("",),
    "i": ("e", "y"),
    "y": ("i",),
    "e": ("i", "a"),
    "a": ("e", "u"),
    "o": ("u", "a"),
    "u": ("oo", "a"),
}
_SPELLING = re.compile("|".join(key.replace("$", r"\b").replace("^", r"\b") for key in _SPELLINGS))
_PARTNERS = dict(zip("bpdtkgszmnvf", "pbtdgkzsnmfv", strict=True))
_VOWELS = "aeiou"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LETTERS_A_RESPELLING = 4
_SHORTEST_SPLIT = 4

Garbling = Callable[[str, Random], str]


def edited(count: int) -> Garbling:
    """`count` times one letter of the name replaced, dropped, doubled or swapped with the next."""

    def garble(name: str, chance: Random) -> str:
        word = name
        while _plain(word) == _plain(name):
            word = name
            for _ in range(count):
                word = _edit(word, chance)
        return _as_name(word)

    return garble


def respelled(name: str, chance: Random) -> str:
    """One spelling in every four letters by another of the same sound: "Qwen", "Quen"."""
    word = name.lower()
    places = list(_SPELLING.finditer(word))
    count = min(len(places), max(1, len(word) // _LETTERS_A_RESPELLING))
    for match in sorted(chance.sample(places, count), key=lambda m: -m.start()):
        choices = _SPELLINGS[_key(match, len(word))]
        word = word[: match.start()] + chance.choice(choices) + word[match.end() :]
    return _as_name(word)


def revoiced(name: str, chance: Random) -> str:
    """One or two consonants by their voiced or voiceless partner: b/p, d/t, k/g, s/z, m/n, v/f."""
    word = name.lower()
    places = [n for n, letter in enumerate(word) if letter in _PARTNERS]
    for place in chance.sample(places, min(len(places), chance.choice((1, 2)))):
        word = word[:place] + _PARTNERS[word[place]] + word[place + 1 :]
    return _as_name(word)


def revowelled(name: str, chance: Random) -> str:
    """A vowel inside the name is lost, or one comes between two consonants or beside a vowel."""
    word = name.lower()
    inside = range(1, len(word) - 1)
    vowels = [n for n in inside if word[n] in _VOWELS]
    if vowels and chance.random() < 0.5:  # noqa: PLR2004 - as often lost as added
        place = chance.choice(vowels)
        return _as_name(word[:place] + word[place + 1 :])
    place = chance.choice(inside)
    return _as_name(word[:place] + chance.choice(_VOWELS) + word[place:])


def split(name: str, chance: Random) -> str:
    """The name as two words: "Hua way", "Deep Seek", "hua way"."""
    if len(name) < _SHORTEST_SPLIT:
        return name
    places = range(2, len(name) - 1)
    between = [n for n in places if (name[n - 1] in _VOWELS) != (name[n] in _VOWELS)]
    place = chance.choice(between or places)
    first, second = name[:place], name[place:].lower()
    return chance.choice(
        (f"{first} {second}", f"{first} {second.title()}", f"{first} {second}".lower())
    )


def misheard(name: str, chance: Random) -> str:
    """Respelled and split: "Huawei", "Wah Way"."""
    return split(respelled(name, chance), chance)


def lower(name: str, chance: Random) -> str:
    """Respelled, and not written like a name at all."""
    return respelled(name, chance).lower()


def joined(name: str, chance: Random) -> str:
    """The words of the name as one: "Open AI", "OpenAI" or "Openai"."""
    first, *rest = name.split()
    if chance.random() < 0.5:  # noqa: PLR2004 - one as often as the other
        return first + "".join(rest)
    return first + "".join(rest).lower()


def _edit(word: str, chance: Random) -> str:
    places = [n for n, letter in enumerate(word) if letter.isalpha()]
    if not places:
        return word
    place = chance.choice(places)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    return chance.choice(
        (
            before + chance.choice(_LETTERS) + after,
            before + after,
            before + letter + letter + after,
            before + after[:1] + letter + after[1:],
        )
    )


def _key(match: re.Match[str], length: int) -> str:
    """The row of the table that `match` came from: one bound to an end of the word, if any."""
    spelt = match[0]
    at_start, at_end = match.start() == 0, match.end() == length
    keys = [f"^{spelt}"] * at_start + [f"{spelt}$"] * at_end + [spelt]
    return next(key for key in keys if key in _SPELLINGS)


def _plain(word: str) -> str:
    return word.casefold()


def _as_name(word: str) -> str:
    return word[:1].upper() + word[1:].lower()
