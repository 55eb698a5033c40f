"""Terms of a library that are likely a question's name, misheard or mistyped."""

from collections.abc import Collection, Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

# Half of a short name's letters may not differ: "Qwen" and "QEN" are .75 alike, "Xi" and "Xu" .5.
_ALIKE = 0.7
_TYPO_ALIKE = 0.8
_MOST_VARIANTS = 4
_SHORTEST_NAME = 3
_SHORTEST_MISTYPED = 5


class VariantFinder:
    """Knows a library's terms, and which of them are names."""

    def __init__(self, known: Collection[str], names: Collection[str]) -> None:
        """`known` are all terms; `names` those that some text writes like a name."""
        self._known = known
        self._choices = list(known)
        self._names = list(names)

    def find(self, term: str, *, name_like: bool) -> tuple[str, ...]:
        """Terms like this one: among names for a name, among all words for an unknown word."""
        if len(term) < _SHORTEST_NAME or not term.isascii():
            return ()
        known = term in self._known
        found = _alike(term, self._names, _ALIKE) if name_like or not known else []
        if not known and not found and len(term) >= _SHORTEST_MISTYPED:
            found = _alike(term, self._choices, _TYPO_ALIKE)
        return tuple(found[:_MOST_VARIANTS])


def _alike(term: str, choices: Sequence[str], least: float) -> list[str]:
    matches = process.extract(
        term,
        choices,
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=least,
        limit=_MOST_VARIANTS * 2,
    )
    return [m[0] for m in matches if m[0] != term and _same_start(term, m[0])]


def _same_start(a: str, b: str) -> bool:
    """Misheard and mistyped names keep their first sound; digits never stand for one another."""
    digits = [c for c in a if c.isdigit()] == [c for c in b if c.isdigit()]
    return digits and (a[0] == b[0] or fuzz.ratio(a[:3], b[:3]) > 60)  # noqa: PLR2004 - two of three letters
