"""Answer, or stay silent? The probability that a passage answers the question."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from retrieval.queries import Query
from retrieval.ranking import Candidate

FEATURES = (
    "sentence_cosine",
    "passage_cosine",
    "coverage",
    "name_coverage",
)
_NEAR_ENOUGH = 0.6


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


def fitted_for() -> str:
    """The embedding model, in words (identity.py), with whose cosines the model was fitted."""
    data = json.loads((files("retrieval") / "confidence.json").read_text("utf-8"))
    return str(data["embedding"])


def features_of(query: Query, candidate: Candidate) -> tuple[float, ...]:
    """The evidence that `candidate` answers `query`, each feature in the order of `FEATURES`.

    Where the question asks for a voice and nothing else ("What did she say?"), whatever that
    voice says is near enough.
    """
    least = 0.0
    if candidate.asked_for and not query.terms_for(candidate.stored):
        least = _NEAR_ENOUGH
    return (
        max(least, float(candidate.sentence_cosines.max())),
        max(least, candidate.cosine),
        candidate.coverage,
        candidate.name_coverage,
    )
