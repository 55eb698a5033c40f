"""What a question asks for and what a passage holds, as terms; how much of one the other has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """A term of the question.

    `weight` is its rarity (inverse document frequency, BM25's form) in this library.
    `variants` are terms of the library that are likely the same name, misheard or mistyped, and
    what it is worth (0 to 1) to hold them in its place.
    """

    term: str
    weight: float
    name_like: bool
    variants: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PassageTerms:
    """The terms that a passage says, and those of its surroundings (title, voice, heading)."""

    said: frozenset[str]
    around: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Both together."""
        return self.said | self.around


def coverage(terms: Sequence[QueryTerm], held: frozenset[str]) -> float:
    """The share (0 to 1) of `terms`, weighted by rarity, that `held` has; 1 of no terms."""
    total = covered = 0.0
    for term in terms:
        total += term.weight
        covered += term.weight * _credit(term, held)
    return covered / total if total else 1.0


def _credit(term: QueryTerm, held: frozenset[str]) -> float:
    if term.term in held:
        return 1.0
    if not term.variants:
        return 0.0
    return max((worth for t, worth in term.variants.items() if t in held), default=0.0)
