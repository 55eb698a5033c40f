"""Which spellings are one person's, and whom does a name mean that is written in another way.

Spellings are one person's only where nothing but writing parts them: case, accents, hyphens, order
("Lambert, Nathan"), titles. Whoever is asked for may be written much more freely.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Final

from nicknames import NickNamer
from rapidfuzz import fuzz, process

from retrieval.mending import mended
from retrieval.naming import Names, folded
from retrieval.variants import sounds_of

_ASIDE: Final = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_JOINT: Final = re.compile(r"(?<=\w)['’‘`.‐‑-](?=\w)|(?<=\w)\.")
# What stands with a name and is none; not "Jr." and "III", by which father and son are told apart.
_TITLES: Final = frozenset(
    ("dr", "prof", "professor", "mr", "mrs", "ms", "mx", "sir", "dame", "phd", "md", "dphil", "esq")
)
_FULL: Final = 2
# Nobody's name is longer, in characters and in words.
_LONGEST: Final = 200
_MOST_WORDS: Final = 6
# Names of two or more words that are so much alike (0 to 100) may be one person's, or two.
_ALIKE: Final = 86
_NEAREST: Final = 3
# A name as it was heard: every word sounds like this of the bearer's, and is written at least so.
_SOUNDS_LIKE, _WRITTEN_LIKE = 80, 60
# Whoever has not even one word this much like one of a name is not meant by it.
_AT_ALL_LIKE: Final = 70
_SHORTEST_START: Final = 3
# What transcripts set in a speaker's place without knowing who it is, or where nobody speaks.
_NOBODYS: Final = frozenset(
    re.findall(
        r"\w+",
        """
        speaker audience member voice unknown unidentified anonymous host guest cohost interviewer
        interviewee moderator narrator announcer participant caller panelist attendee listener
        question questioner answer crowd group all both everyone male female man woman
        break music intro outro ad ads advert advertisement sponsor commercial jingle laughter
        applause silence clip recording transcript the a an from of in and 1 2 3 4 5 6 7 8 9
        """,
    )
)


def is_nobody(voice: str) -> bool:
    """Whether a voice is a role or a mark, and no name: "Audience member", "Break"."""
    words = folded(voice).split()
    return bool(words) and _NOBODYS.issuperset(words)


class People:
    """The voices of a library, each person once, found by whatever name they go by."""

    def __init__(self, voices: Mapping[str, int]) -> None:
        """`voices` are names as the sources write them, and how often each is heard."""
        spellings: dict[str, list[str]] = {}
        for voice in sorted(voices, key=lambda voice: (-voices[voice], voice)):
            spellings.setdefault(_key(voice), []).append(voice)
        # The spelling that is heard most is the person's name.
        self._spellings = {each[0]: tuple(each) for each in spellings.values()}
        self._words = {word for voice in voices for word in folded(voice).split()}
        bearers = {voice: name for name, each in self._spellings.items() for voice in each}
        plain = {_plain(voice): name for voice, name in bearers.items()}
        every = plain | bearers
        ordered = {voice: every[voice] for voice in sorted(every)}
        persons = {name for name in self._spellings if not is_nobody(name)}
        self._names = Names(ordered, hidden=ordered.keys() - persons)
        self._by_letters: dict[str, set[str]] = {}
        for voice, name in ordered.items():
            self._by_letters.setdefault(_letters(voice), set()).add(name)

    def named(self, value: str) -> list[str]:
        """Whom `value` names, each by the spelling that is heard most; several share a part."""
        cut = value[:_LONGEST]
        for reading in _readings(cut):
            if found := self._names.find(reading):
                return sorted(found)
        nicknamed = {name for reading in _by_nickname(cut) for name in self._whole(reading)}
        return sorted(nicknamed or self._by_letters.get(_letters(cut), set()) or self._heard(cut))

    def _heard(self, value: str) -> set[str]:
        """The one person whose full name sounds like this, word by word: "Kris Bensen"."""
        words = folded(_plain(value)).split()
        if not _FULL <= len(words) <= _MOST_WORDS:
            return set()
        found = {name for name in self._spellings if _sound_alike(words, folded(name).split())}
        return found if len(found) == 1 else set()

    def _whole(self, reading: str) -> list[str]:
        """The people who have every word of a name, as it is written."""
        wanted = set(folded(reading).split())
        return [name for name in self._names.find(reading) if wanted <= set(folded(name).split())]

    def find(self, value: str) -> frozenset[str]:
        """Every spelling in the sources of whoever `value` names."""
        return frozenset(voice for name in self.named(value) for voice in self._spellings[name])

    def spellings(self, name: str) -> tuple[str, ...]:
        """How the sources write a person, the most usual spelling, which is `name`, first."""
        return self._spellings[name]

    def name_of(self, voice: str | None) -> str | None:
        """The name of whoever the sources call `voice`; None of an unknown voice."""
        return next(iter(self._names.find(voice)), voice) if voice else None

    def alike(self, name: str) -> list[str]:
        """Further people whose names are so much like `name` that they may be the same person."""
        others = [other for other in self._spellings if other != name]
        if not _is_full(name):
            return [other for other in others if folded(name) in folded(other).split()][:_NEAREST]
        full = [other for other in others if _is_full(other)]
        found = process.extract(
            name,
            full,
            scorer=fuzz.ratio,
            processor=folded,
            score_cutoff=_ALIKE,
            limit=_NEAREST,
        )
        return [other for other, _, _ in found]

    def is_name(self, phrase: str) -> bool:
        """Whether a phrase is written like a name, and all its words are of people's names."""
        return phrase[:1].isupper() and self._words.issuperset(folded(phrase).split())

    def nearest(self, value: str, count: int = _NEAREST) -> list[str]:
        """The people whose names are most like `value`, at most `count`."""
        return self._names.nearest(value[:_LONGEST], count)

    def perhaps(self, value: str) -> list[str]:
        """The nearest people who have at least one word like one of `value`."""
        words = folded(value[:_LONGEST]).split()[:_MOST_WORDS]
        return [name for name in self.nearest(value) if _is_at_all_like(words, name)]

    def beginning(self, typed: str, count: int) -> list[str]:
        """At most `count` people whose names somebody may be about to type."""
        return self._names.beginning(typed, count)


def _key(voice: str) -> str:
    """What all spellings of a name have in common that differ in nothing but writing."""
    return folded(_plain(voice)) or voice


def _plain(name: str) -> str:
    """A name in the usual order, without titles, asides and marks inside of words."""
    bare = _ASIDE.sub(" ", mended(name))
    parts = [part for each in bare.split(",") if (part := _untitled(each))]
    if len(parts) == _FULL:
        parts.reverse()
    return _JOINT.sub("", " ".join(parts)) or name


def _letters(name: str) -> str:
    """A name as one word."""
    return folded(_plain(name)).replace(" ", "")


def _sound_alike(words: list[str], others: list[str]) -> bool:
    """Whether each word sounds and is written much like the one in its place."""
    if len(words) != len(others):
        return False
    sounds = zip(sounds_of(words), sounds_of(others), strict=True)
    return all(fuzz.ratio(a, b) >= _SOUNDS_LIKE for a, b in sounds) and all(
        fuzz.ratio(a, b) >= _WRITTEN_LIKE for a, b in zip(words, others, strict=True)
    )


def _is_at_all_like(words: list[str], name: str) -> bool:
    others = [*folded(name).split(), _letters(name)]
    return any(_is_like(a, b) for a in (*words, "".join(words)) for b in others)


def _is_like(word: str, other: str) -> bool:
    """Whether one word is spelt much like another, or begins with it."""
    shorter, longer = sorted((word, other), key=len)
    begun = len(shorter) >= _SHORTEST_START and longer.startswith(shorter)
    return begun or fuzz.ratio(word, other) >= _AT_ALL_LIKE


def _untitled(name: str) -> str:
    words = name.split()
    kept = [word for word in words if folded(_JOINT.sub("", word)) not in _TITLES]
    return " ".join(kept)


def _readings(value: str) -> Iterator[str]:
    """What may be meant by a name as it was typed, the most likely first."""
    yield value
    plain = _plain(value)
    yield plain
    words = plain.split()
    if not _FULL < len(words) <= _MOST_WORDS:
        return
    # "Jen Sen Huang" may be one name that was heard as two.
    for at, (first, second) in enumerate(pairwise(words)):
        yield " ".join((*words[:at], first + second, *words[at + 2 :]))
    yield f"{words[0]} {words[-1]}"


def _by_nickname(value: str) -> Iterator[str]:
    """A full name with its first name made short or long: "Bill Gates", "William Gates"."""
    first, _, rest = _plain(value).partition(" ")
    names = _nicknames()
    if rest:
        yield from (f"{other} {rest}" for other in sorted(names.nicknames_of(first)))
        yield from (f"{other} {rest}" for other in sorted(names.canonicals_of(first)))


def is_first_name(word: str) -> bool:
    """Whether a word is an English first name that has, or is, a short form: "Brian", "Bill"."""
    names = _nicknames()
    return bool(names.nicknames_of(word) or names.canonicals_of(word))


@cache
def _nicknames() -> NickNamer:
    return NickNamer()


def _is_full(name: str) -> bool:
    return len(folded(name).split()) >= _FULL
