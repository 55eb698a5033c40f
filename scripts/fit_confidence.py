"""Fits the model that decides between answer and silence: scripts/run.py scripts/fit_confidence.py.

Takes folders in BEIR's layout and writes retrieval/confidence.json. Every candidate passage of
every query is one example: relevant or not. Each answerable query is used a second time without its
relevant passages, as a question that the library nearly answers. It is fitted twice, with the
re-scorer and without. Needs requirements-dev.lock.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from fitting import Floats, examinations, write_fitted
from scipy.optimize import minimize

from retrieval import LibrarySettings
from retrieval.answering import Considered
from retrieval.confidence import FEATURES, RESCORED
from retrieval.embedding import load_embedder
from retrieval.identity import described, identity_of

_CANDIDATES = 6
_PENALTY = 1e-4
# The re-scorer learned from text of the kind that is fitted on, and is less sure of talk and of
# loose wording than a fit would trust it to be: this is about half of what the fit would give it.
_MOST_FOR_RESCORER = 0.25
# Shares of answerable questions to answer; what is set between two of them is interpolated.
_SHARES = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.925, 0.95, 0.965, 0.98, 0.99, 0.995)


@dataclass(frozen=True, slots=True)
class Example:
    """One query with its best candidates: their features and whether each is relevant."""

    features: Floats
    relevant: Floats
    answerable: bool


def main() -> int:
    """Fit, and write the coefficients and thresholds with their provenance."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    folders = parser.parse_args().folders
    write_fitted(
        "confidence",
        {
            "plain": _fitted(folders, FEATURES),
            "rescored": _fitted(folders, RESCORED),
            "thresholds_mean": "the share of answerable questions answered, and the probability",
            "embedding": _model_in_words(),
            "fitted_on": [folder.resolve().name for folder in folders],
            "made_by": "scripts/fit_confidence.py",
        },
    )
    return 0


def _fitted(folders: Sequence[Path], names: Sequence[str]) -> dict[str, object]:
    rescore = len(names) > len(FEATURES)
    examples = [e for folder in folders for e in _examples(folder, rescore=rescore)]
    weights, intercept = _fit(examples, names)
    held = [_confidence(e, weights, intercept) for e in examples if e.answerable]
    thresholds = [float(np.quantile(held, 1 - share, method="lower")) for share in _SHARES]
    return {
        "weights": {n: round(float(w), 4) for n, w in zip(names, weights, strict=True)},
        "intercept": round(intercept, 4),
        "thresholds": [[s, round(t, 4)] for s, t in zip(_SHARES, thresholds, strict=True)],
        "examples": len(examples),
    }


def _model_in_words() -> str:
    settings = LibrarySettings()
    embedder = load_embedder(settings.model, settings.model_cache)
    return described(identity_of(embedder.name, embedder.config))


def _examples(folder: Path, *, rescore: bool) -> Iterator[Example]:
    for query, examined in examinations(folder, rescore=rescore):
        found = examined.considered
        rest = [c for c in found if c.candidate.stored.source not in query.relevant]
        yield from _example(found, set(query.relevant))
        if query.relevant:
            yield from _example(rest, set())


def _example(found: Sequence[Considered], relevant: set[str]) -> Iterator[Example]:
    best = found[:_CANDIDATES]
    if best:
        labels = [float(c.candidate.stored.source in relevant) for c in best]
        yield Example(np.array([c.features for c in best]), np.array(labels), bool(relevant))


def _fit(examples: Sequence[Example], names: Sequence[str]) -> tuple[Floats, float]:
    """Logistic regression with weights of at least 0, so that more evidence never hurts.

    Relevant passages, the fewer, together weigh half as much as the others.
    """
    x = np.concatenate([e.features for e in examples])
    y = np.concatenate([e.relevant for e in examples])
    share = np.where(y == 1, (y == 0).sum() / y.sum() / 2, 1.0)
    share /= share.sum()

    def loss(b: Floats) -> tuple[float, Floats]:
        z = x @ b[:-1] + b[-1]
        p = 1 / (1 + np.exp(-z))
        cost = (share * (np.logaddexp(0, z) - y * z)).sum() + _PENALTY * (b[:-1] ** 2).sum()
        slope = np.append(x.T @ (share * (p - y)) + 2 * _PENALTY * b[:-1], (share * (p - y)).sum())
        return float(cost), slope

    most = [_MOST_FOR_RESCORER if name == RESCORED[-1] else None for name in names]
    bounds = [*((0, bound) for bound in most), (None, None)]
    found = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=bounds)
    return found.x[:-1], float(found.x[-1])


def _confidence(example: Example, weights: Floats, intercept: float) -> float:
    return float((1 / (1 + np.exp(-(example.features @ weights + intercept)))).max())


if __name__ == "__main__":
    sys.exit(main())
