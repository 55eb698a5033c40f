"""Fits the weights of the evidence by which passages are ordered: scripts/fit_ranking.py FOLDER...

Takes folders in BEIR's layout and writes retrieval/ranking.json. Each query's candidates are one
choice among many: the weights are those under which the relevant ones are likeliest chosen (a
softmax over the candidates: ListNet, Cao et al., "Learning to Rank", 2007), every folder counting
alike, no weight below 0. `--rescorer FOLDER...` then fits what the re-scorer's logit is worth, on
questions that it was not trained on. Needs requirements-dev.lock.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from fitting import Floats, examinations, write_fitted
from scipy.optimize import minimize

from retrieval.answering import Examination
from retrieval.beir import Query
from retrieval.weights import EVIDENCE

_PENALTY = 1e-3
# Queries of a folder, so that a large one does not take all day.
_MOST = 1000


@dataclass(frozen=True, slots=True)
class Choice:
    """A query's candidates: features `(candidates, features)`, targets that sum to 1, weight."""

    features: Floats
    targets: Floats
    weight: float


def main() -> int:
    """Fit, and write the weights with their provenance."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--rescorer", nargs="+", type=Path, metavar="FOLDER", default=[])
    options = parser.parse_args()
    evidence = fit([c for f in options.folders for c in _choices(f, _evidence, rescore=False)])
    weights = dict(zip(EVIDENCE, np.round(evidence, 4).tolist(), strict=True))
    choices = [c for f in options.rescorer for c in _choices(f, _read, rescore=True)]
    rescorer = fit(choices) if choices else np.array([1.0, 0.0])
    write_fitted(
        "ranking",
        {
            "weights": weights,
            # Relative to a ranking score that counts as it is.
            "rescorer": round(float(rescorer[1] / rescorer[0]), 4),
            "fitted_on": [folder.resolve().name for folder in options.folders],
            "rescorer_fitted_on": [folder.resolve().name for folder in options.rescorer],
            "made_by": "scripts/fit_ranking.py",
        },
    )
    return 0


def fit(choices: Sequence[Choice]) -> Floats:
    """The weights `(features,)`, none below 0, under which the targets are likeliest chosen."""
    width = choices[0].features.shape[1]

    def loss(b: Floats) -> tuple[float, Floats]:
        cost, slope = _PENALTY * float(b @ b), 2 * _PENALTY * b
        for choice in choices:
            logits = choice.features @ b
            chances = np.exp(logits - logits.max())
            chances /= chances.sum()
            cost -= choice.weight * float(choice.targets @ np.log(chances + 1e-12))
            slope = slope + choice.weight * (choice.features.T @ (chances - choice.targets))
        return cost, slope

    found = minimize(loss, np.ones(width), jac=True, method="L-BFGS-B", bounds=[(0, None)] * width)
    return np.asarray(found.x)


def _evidence(found: Examination) -> Floats:
    return np.array([c.evidence for c in found.ranking])


def _read(found: Examination) -> Floats:
    """The ranking score and the re-scorer's logit of each quote that was read."""
    return np.array([(c.candidate.score, c.features[-1]) for c in found.considered])


def _choices(
    folder: Path, features: Callable[[Examination], Floats], *, rescore: bool
) -> list[Choice]:
    found = []
    for query, examined in examinations(folder, rescore=rescore, most=_MOST):
        values = features(examined)
        relevant = _relevant(query, examined)[: len(values)]
        if 0 < relevant.sum() < len(relevant):
            found.append((values, relevant / relevant.sum()))
    return [Choice(values, targets, 1 / len(found)) for values, targets in found]


def _relevant(query: Query, examined: Examination) -> Floats:
    return np.array([float(c.stored.source in query.relevant) for c in examined.ranking])


if __name__ == "__main__":
    sys.exit(main())
