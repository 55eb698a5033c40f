"""Fits the model that decides between answer and silence: scripts/run.py scripts/fit_confidence.py.

Takes folders in BEIR's layout and writes retrieval/confidence.json, for the embedding model that is
set. Every candidate passage of every query is one example: relevant or not. Each answerable query
is used a second time without its relevant passages, as a question that the library nearly answers.
Needs requirements-dev.lock.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from retrieval import LibrarySettings, open_library  # noqa: E402 - the path above has to come first
from retrieval.answering import Considered  # noqa: E402
from retrieval.beir import read_question_set  # noqa: E402
from retrieval.confidence import FEATURES  # noqa: E402
from retrieval.embedding import load_embedder  # noqa: E402
from retrieval.evaluating import place_for  # noqa: E402
from retrieval.evaluation import index  # noqa: E402
from retrieval.identity import described, identity_of  # noqa: E402

_CANDIDATES = 6
_PENALTY = 1e-4
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One query with its best candidates: their features and whether each is relevant."""

    features: Floats
    relevant: Floats
    answerable: bool


def main() -> int:
    """Fit, say how well it separates, and write the coefficients with their provenance."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--answers", type=float, default=0.98, help="share of answerables answered")
    options = parser.parse_args()
    examples = [example for folder in options.folders for example in _examples(folder)]
    weights, intercept = _fit(examples)
    held = [_confidence(e, weights, intercept) for e in examples if e.answerable]
    threshold = float(np.quantile(held, 1 - options.answers, method="lower"))
    _write(
        {
            "weights": {n: round(float(w), 4) for n, w in zip(FEATURES, weights, strict=True)},
            "intercept": round(intercept, 4),
            "threshold": round(threshold, 4),
            "threshold_means": f"answers {options.answers:.0%} of what these sets can answer",
            "embedding": _model_in_words(),
            "fitted_on": [folder.resolve().name for folder in options.folders],
            "examples": len(examples),
            "made_by": "scripts/fit_confidence.py",
        }
    )
    return 0


def _model_in_words() -> str:
    settings = LibrarySettings()
    embedder = load_embedder(settings.model, settings.model_cache)
    return described(identity_of(embedder.name, embedder.config))


def _examples(folder: Path) -> Iterator[Example]:
    questions = read_question_set(folder)
    settings = LibrarySettings()
    place = place_for(questions, settings)
    with open_library(settings.model_copy(update={"library": place}), create=True) as library:
        index(library, questions.documents, place)
        for query in questions.queries:
            found = library.examine(query.text).considered
            rest = [c for c in found if c.candidate.stored.source not in query.relevant]
            yield from _example(found, set(query.relevant))
            if query.relevant:
                yield from _example(rest, set())


def _example(found: Sequence[Considered], relevant: set[str]) -> Iterator[Example]:
    best = found[:_CANDIDATES]
    if best:
        labels = [float(c.candidate.stored.source in relevant) for c in best]
        yield Example(np.array([c.features for c in best]), np.array(labels), bool(relevant))


def _fit(examples: Sequence[Example]) -> tuple[Floats, float]:
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

    bounds = [(0, None)] * len(FEATURES) + [(None, None)]
    found = minimize(loss, np.zeros(len(FEATURES) + 1), jac=True, method="L-BFGS-B", bounds=bounds)
    return found.x[:-1], float(found.x[-1])


def _confidence(example: Example, weights: Floats, intercept: float) -> float:
    return float((1 / (1 + np.exp(-(example.features @ weights + intercept)))).max())


def _write(data: dict[str, object]) -> None:
    path = ROOT / "retrieval" / "confidence.json"
    path.write_text(json.dumps(data, indent=2) + "\n", "utf-8")
    print(path.read_text("utf-8"))


if __name__ == "__main__":
    sys.exit(main())
