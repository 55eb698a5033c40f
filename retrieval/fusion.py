"""Two rankings to one, and what the candidates around a passage tell of it."""

from collections.abc import Mapping
from dataclasses import dataclass

# How many each ranking gives.
CANDIDATES = 100
_KEYWORD_WEIGHT = 0.5
_VECTOR_WEIGHT = 0.5
Scores = Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Fused:
    """Candidates by id: `keyword` is BM25 scaled to 0 to 1, `total` (0 to 1) the fused score.

    `works` names the work that each stands in; `best_of_work` is the best total in each.
    """

    keyword: Scores
    total: Scores
    works: Mapping[int, object]
    best_of_work: Mapping[object, float]

    def order(self) -> list[int]:
        """All ids, the best first; equal ones in the order of ingestion."""
        return sorted(self.total, key=lambda number: (-self.total[number], number))

    def of_its_work(self, number: int) -> float:
        """How good the best candidate is in the same work: where a topic is talked about."""
        return self.best_of_work[self.works[number]]

    def before(self, number: int) -> float:
        """How good the passage just before it is, if that is a candidate: a talk goes on."""
        last = number - 1
        same = last in self.total and self.works[last] == self.works[number]
        return self.total[last] if same else 0.0


def fuse(keyword: Scores, dense: Scores, works: Mapping[int, object]) -> Fused:
    """Fuse BM25 scores and cosines, each by passage id.

    Both are min-max scaled over their candidates and summed: convex fusion, after Bruch, Gai and
    Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval" (2023).
    """
    scaled, near = _scaled(keyword), _scaled(dense)
    total = {
        number: _KEYWORD_WEIGHT * scaled.get(number, 0.0) + _VECTOR_WEIGHT * near.get(number, 0.0)
        for number in keyword.keys() | dense.keys()
    }
    return Fused(scaled, total, works, _best_of_each(works, total))


def _best_of_each(works: Mapping[int, object], total: Scores) -> dict[object, float]:
    best: dict[object, float] = {}
    for number, score in total.items():
        work = works[number]
        best[work] = max(score, best.get(work, 0.0))
    return best


def _scaled(scores: Scores) -> dict[int, float]:
    """Scores scaled so that the best is 1, and 0 what is no candidate or the worst of many.

    Where there are few, the worst is still better than any that is none.
    """
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    if len(scores) < CANDIDATES:
        low = min(low, 0.0)
    span = high - low
    return {i: (s - low) / span if span else 1.0 for i, s in scores.items()}
