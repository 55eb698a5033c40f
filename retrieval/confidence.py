"""Answer, or stay silent? The probability that a passage answers the question."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from retrieval.ranking import Candidate, Query

FEATURES = (
    "sentence_cosine",
    "passage_cosine",
    "coverage",
    "name_coverage",
    "keyword_share",
    "lead",
)


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model: one non-negative weight a feature, so that more evidence never hurts."""

    weights: tuple[float, ...]
    intercept: float
    threshold: float

    def probability(self, features: Sequence[float]) -> float:
        """The estimated probability (0 to 1) for features in the order of `FEATURES`."""
        z = self.intercept + math.fsum(w * x for w, x in zip(self.weights, features, strict=True))
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, z))))


@cache
def load_model() -> Model:
    """The fitted model that comes with the package (scripts/fit_confidence.py made it)."""
    data = json.loads((files("retrieval") / "confidence.json").read_text("utf-8"))
    weights = tuple(float(data["weights"][name]) for name in FEATURES)
    return Model(weights, float(data["intercept"]), float(data["threshold"]))


def features_of(query: Query, candidate: Candidate, others: Sequence[Candidate]) -> list[float]:
    """The evidence that `candidate` answers `query`, each feature in the order of `FEATURES`.

    `keyword_share` is BM25 as a share of the most that a passage of usual length could reach with
    these terms; `lead` is how far its best sentence stands above those of the `others`.
    """
    best = float(candidate.sentence_cosines.max())
    reachable = 2.2 * sum(term.weight for term in query.terms)
    rest = [float(c.sentence_cosines.max()) for c in others]
    typical = sum(rest) / len(rest) if rest else 0.0
    return [
        best,
        candidate.cosine,
        candidate.coverage,
        candidate.name_coverage,
        min(1.0, candidate.keyword / reachable) if reachable else 0.0,
        max(0.0, best - typical),
    ]
