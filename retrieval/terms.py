"""What a question asks for and what a passage holds, as terms; how much of one the other has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """A term of the question.

    `weight` is its rarity (inverse document frequency, BM25's form) in this library.
    `variants` are terms of the library that are likely the same name, misheard or mistyped, and
    what it is worth (0 to 1) to hold them in its place. `parts` are the terms of a name with a
    number ("GPT-5"), which may be written apart.
    """

    term: str
    weight: float
    name_like: bool
    variants: Mapping[str, float] = field(default_factory=dict)
    parts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PassageTerms:
    """The terms that a passage says, and those of its surroundings (title, voice, heading)."""

    said: frozenset[str]
    around: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Both together."""
        return self.said | self.around


# A name that is worth less in another's place is as likely another: "Deepset" for "DeepSeek".
LEAST_TOLD: Final = 0.7
# A shorter word in small letters that the library lacks is as likely a common one.
_SHORTEST_NAME: Final = 4


def coverage(terms: Sequence[QueryTerm], held: frozenset[str], least: float = 0.0) -> float:
    """The share (0 to 1) of `terms`, weighted by rarity, that `held` has; 1 of no terms.

    Variants of what may be a name count for nothing where they are worth less than `least`.
    """
    total = covered = 0.0
    for term in terms:
        total += term.weight
        covered += term.weight * _credit(term, held, least)
    return covered / total if total else 1.0


def read_as(term: QueryTerm, held: frozenset[str]) -> str | None:
    """The variant by which `held` has a term that it has not itself, the worthiest."""
    if says(term, held):
        return None
    found = [t for t in term.variants if t in held]
    return max(found, key=lambda t: term.variants[t], default=None)


def says(term: QueryTerm, held: frozenset[str]) -> bool:
    """Whether `held` has a term itself, be it in parts."""
    return term.term in held or (bool(term.parts) and term.parts <= held)


def may_be_a_name(term: QueryTerm) -> bool:
    """Whether a term is written like a name, or long enough to be one in small letters."""
    return term.name_like or len(term.term) >= _SHORTEST_NAME


def _credit(term: QueryTerm, held: frozenset[str], least: float) -> float:
    if says(term, held):
        return 1.0
    variant = read_as(term, held) if term.variants else None
    worth = term.variants[variant] if variant else 0.0
    return worth if worth >= least or not may_be_a_name(term) else 0.0
