"""Answer, or stay silent? The probability that a passage answers the question."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from retrieval.queries import Query
from retrieval.ranking import Candidate

FEATURES = (
    "sentence_cosine",
    "passage_cosine",
    "coverage",
    "name_coverage",
)
# What the re-scorer adds.
RESCORED = (*FEATURES, "rescorer")
# Logits, which have no bounds, are told apart between these.
_LEAST, _MOST = -8.0, 8.0
_NEAR_ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model: one non-negative weight a feature, so that more evidence never hurts."""

    weights: tuple[float, ...]
    intercept: float
    threshold: float

    def probability(self, features: Sequence[float], lost: float = 0.0) -> float:
        """The estimated probability (0 to 1) for features in the order of `FEATURES`.

        `lost` are log odds by which it is less likely than these tell.
        """
        seen = math.fsum(w * x for w, x in zip(self.weights, features, strict=True))
        z = self.intercept + seen - lost
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, z))))


@cache
def _data() -> dict[str, Any]:  # as scripts/fit_confidence.py wrote it
    found: dict[str, Any] = json.loads((files("retrieval") / "confidence.json").read_text("utf-8"))
    return found


@cache
def load_model(answers: float, *, rescored: bool) -> Model:
    """The fitted model that comes with the package (scripts/fit_confidence.py made it).

    `answers` (0 to 1) is the share of answerable questions that its threshold lets through;
    `rescored` tells whether the re-scorer's logit is among the features.
    """
    fitted = _data()["rescored" if rescored else "plain"]
    weights = tuple(float(fitted["weights"][n]) for n in (RESCORED if rescored else FEATURES))
    shares, thresholds = zip(*sorted(fitted["thresholds"]), strict=True)
    threshold = float(np.interp(answers, shares, thresholds))
    return Model(weights, float(fitted["intercept"]), threshold)


def fitted_for() -> str:
    """The embedding model, in words (identity.py), with whose cosines the model was fitted."""
    return str(_data()["embedding"])


def features_of(query: Query, candidate: Candidate, logit: float | None) -> tuple[float, ...]:
    """The evidence that `candidate` answers `query`, in the order of `FEATURES` or `RESCORED`.

    `logit` is what the re-scorer makes of its quote, None where there is no re-scorer. Where the
    question asks for a voice and nothing else ("What did she say?"), whatever that voice says is
    near enough.
    """
    least, doubt = 0.0, _LEAST
    if candidate.asked_for and not query.terms_for(candidate.stored):
        least, doubt = _NEAR_ENOUGH, 0.0
    features = (
        max(least, candidate.nearest),
        max(least, candidate.cosine),
        candidate.coverage,
        candidate.name_coverage,
    )
    return features if logit is None else (*features, min(_MOST, max(doubt, logit)))
