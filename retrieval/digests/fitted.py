"""What scripts/fit_digests.py fitted: logistic models, and how often summaries use plain words."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from retrieval.digests.pool import Floats


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic model: a weight (features,) for each piece of evidence, and a constant."""

    names: tuple[str, ...]
    weights: Floats
    intercept: float

    def probability(self, evidence: Floats) -> Floats:
        """The probability (0 to 1) for evidence (..., features): (...)."""
        logits = evidence @ self.weights + self.intercept
        return np.asarray(1 / (1 + np.exp(-np.clip(logits, -50, 50))))


@dataclass(frozen=True, slots=True)
class Fitted:
    """The models of digests.

    `relevance` judges lines, `words` and `pairs` judge words. `plain` holds, for each grammar
    word's term, the log odds that a summary says it once, twice, ..., `plain_pairs` the log odds
    that it says two of them side by side ("of the"); `length` is how many words summaries have.
    """

    relevance: Logistic
    words: Logistic
    pairs: Logistic
    plain: Mapping[str, Sequence[float]]
    plain_pairs: Mapping[str, float]
    length: float


@cache
def fitted() -> Fitted:
    """The models that come with the package."""
    data = json.loads((files("retrieval") / "digests.json").read_text("utf-8"))
    return fitted_from(data)


def fitted_from(data: Mapping[str, Any]) -> Fitted:  # as scripts/fit_digests.py writes it
    """The models that such a file holds."""
    return Fitted(
        relevance=logistic_from(data["relevance"]),
        words=logistic_from(data["words"]),
        pairs=logistic_from(data["pairs"]),
        plain=data["plain"],
        plain_pairs=data["plain_pairs"],
        length=float(data["length"]),
    )


def logistic_from(data: Mapping[str, Any]) -> Logistic:
    """The model that a part of such a file holds."""
    names, weights = zip(*data["weights"].items(), strict=True)
    return Logistic(names, np.array(weights, float), float(data["intercept"]))
