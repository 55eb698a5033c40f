"""Who says the opposite of a statement? What denies it, or weighs the other way."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from retrieval.digests.light_words import is_light
from retrieval.digests.statements import Statement
from retrieval.words import denial, term_of

_DENIES = denial("unlikely", "without")
# A denial within so many words before turns a side round; one that is farther off, but within the
# second number, makes it doubtful which side is meant.
_DENIAL_REACHES, _DENIAL_MAY_REACH = 4, 9
# Words that weigh one way and the other, whatever they are said of. (Not "open": that is source
# code, a question or a door; nor "need", of which "unnecessary" denies another thing.)
_SIDES = tuple(
    tuple(re.compile(side, re.IGNORECASE) for side in sides)
    for sides in (
        (r"help(s|ed|ful)?|benefits?|improv\w+", r"harm(s|ful)?|hurts?|damag\w+|hinder\w*"),
        (r"increas\w+|grow(s|ing|n)?|rising", r"decreas\w+|shrink\w*|declin\w+|falling"),
        (r"ahead|leading|leads|dominan\w+", r"lag(s|ged|ging)?|trailing"),
        (r"easy|easier|simple|simpler|effortless", r"hard|harder|difficult|challenging"),
        (r"cheap(er)?|affordable|inexpensive", r"expensive|costly|unaffordable"),
        (r"safe(r|ly)?|secure|trustworthy", r"dangerous|unsafe|risky|harmful"),
        (r"enough|plenty|abundant|sufficient", r"shortage|scarce|lack(s|ing)?|crunch"),
        (
            r"impressive|excellent|amazing|excited",
            r"disappoint\w+|terrible|awful|worried|overhyped",
        ),
        (r"agree[sd]?|support(s|ed)?", r"oppos\w+|against|reject\w*"),
        (r"optimis\w+|hopeful|opportunit\w+", r"pessimis\w+|fear(s|ed)?|threat\w*"),
        (r"succeed\w*|success\w*|effective", r"fail(s|ed|ures?)?|ineffective|useless"),
        (r"replac\w+", r"augment(s|ed|ing)?|assist(s|ed|ing)?|complement(s|ed|ing)?"),
        (r"important|crucial|essential|necessary", r"unimportant|unnecessary|overrated"),
        (r"accelerat\w+|fast(er)?|quick(er|ly)?", r"delay\w*|slow(s|ed|er|ing)?"),
    )
)
# They must be about one thing: as near as this, with a telling word in common, and what
# weighs must stand within so many words of one of these.
_NEAR, _TOO_NEAR = 0.46, 0.95
_WINDOW = 30
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class _Weight:
    """A word that weighs: which pair of sides it is of, 1 or -1 for the side, and its place."""

    pair: int
    side: int
    place: int


@dataclass(frozen=True, slots=True)
class _Stance:
    """What of a text weighs, and where its other words stand, by their terms."""

    weights: tuple[_Weight, ...]
    places: Mapping[str, Sequence[int]]

    def sides(self, about: Collection[str]) -> dict[int, int]:
        """The side that it is on for each pair, of which it says only one near these terms."""
        near = [place for term in about for place in self.places.get(term, ())]
        found: dict[int, set[int]] = {}
        for weight in self.weights:
            if any(abs(weight.place - place) <= _WINDOW for place in near):
                found.setdefault(weight.pair, set()).add(weight.side)
        return {pair: sides.pop() for pair, sides in found.items() if len(sides) == 1}


def opposes(one: Statement, other: Statement) -> float:
    """How sure (0: not at all) it is that two people hold opposite views of one thing."""
    if one.voice == other.voice or not _NEAR <= one.likeness(other) <= _TOO_NEAR:
        return 0.0
    shared = {term for term in one.terms & other.terms if not is_light(term)}
    first, second = (_stance(s.quote.text).sides(shared) for s in (one, other))
    apart = sum(second.get(pair, side) != side for pair, side in first.items())
    return one.likeness(other) * apart


def opposite_of(statement: Statement, pool: Sequence[Statement]) -> Statement | None:
    """The statement of the pool that is most surely opposite to this one, if any is."""
    best = max(pool, key=lambda other: opposes(statement, other), default=None)
    return best if best and opposes(statement, best) else None


@lru_cache(maxsize=1024)
def _stance(text: str) -> _Stance:
    words = _WORD.findall(text)
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        places.setdefault(term_of(word), []).append(place)
    weights = (
        _Weight(pair, -side if _is_denied(words, place, _DENIAL_REACHES) else side, place)
        for place, word in enumerate(words)
        for pair, side in _sides_of(word.casefold())
        if not _is_doubtful(words, place)
    )
    return _Stance(tuple(weights), places)


@lru_cache(maxsize=65536)
def _sides_of(word: str) -> tuple[tuple[int, int], ...]:
    """The pairs that a word is of, and its side in each."""
    return tuple(
        (pair, side)
        for pair, sides in enumerate(_SIDES)
        for side, pattern in zip((1, -1), sides, strict=True)
        if pattern.fullmatch(word)
    )


def _is_denied(words: Sequence[str], at: int, reach: int) -> bool:
    """Whether a denial stands within `reach` words before."""
    return bool(_DENIES.search(" ".join(words[max(0, at - reach) : at])))


def _is_doubtful(words: Sequence[str], at: int) -> bool:
    """Whether a denial before may reach as far as this word, and may not."""
    near = _is_denied(words, at, _DENIAL_REACHES)
    return not near and _is_denied(words, at, _DENIAL_MAY_REACH)
