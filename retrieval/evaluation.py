"""Question sets in, scores out: how often the right passage, the right words, or silence.

What is scored is what members get: the ranking is the one from which quotes are taken, before the
silence threshold, the spreading over voices and the cut to four.
"""

import json
import re
import time
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median, quantiles

import numpy as np

from retrieval.answering import choose
from retrieval.beir import Query, QuestionSet
from retrieval.errors import EvaluationError
from retrieval.library import Library
from retrieval.models import Document

_MEASURES = {
    "recall@1": "R@1",
    "recall@5": "R@5",
    "recall@10": "R@10",
    "success@10": "Success@10",
    "mrr@10": "RR@10",
    "ndcg@10": "nDCG@10",
}
_ANSWERED_SHARE = 0.1
_RATE = "evaluation-rate.json"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the library made of one query: ranked row ids, would-be quotes, confidence, seconds."""

    query: Query
    ranking: tuple[str, ...]
    quotes: tuple[str, ...]
    confidence: float
    seconds: float


def index(library: Library, documents: Sequence[Document], folder: Path) -> float:
    """Ingest a corpus that is not yet in `library`; rows a second, remembered in `folder`."""
    remembered = folder / _RATE
    if remembered.exists():
        return float(json.loads(remembered.read_text("utf-8")))
    began = time.perf_counter()
    library.ingest_documents(documents)
    rate = len(documents) / (time.perf_counter() - began)
    remembered.write_text(json.dumps(rate), "utf-8")
    return rate


def run(library: Library, questions: QuestionSet, tick: Callable[[], None]) -> list[Outcome]:
    """Put every query to the library; `tick` is called after each."""
    library.warm_up()
    outcomes = []
    for query in questions.queries:
        outcomes.append(put(library, query))
        tick()
    return outcomes


def put(library: Library, query: Query) -> Outcome:
    """Put one query to the library."""
    began = time.perf_counter()
    found = library.examine(query.text)
    seconds = time.perf_counter() - began
    ranking = tuple(dict.fromkeys(c.stored.source for c in found.ranking))
    quotes = tuple(c.quote.text for c in choose(found.considered))
    return Outcome(query, ranking, quotes, found.confidence, seconds)


def scores(outcomes: Sequence[Outcome], rate: float) -> dict[str, object]:
    """Every measure by its name; None for what does not apply to these questions."""
    answerable = [o for o in outcomes if o.query.relevant]
    taken = [o.seconds * 1000 for o in outcomes]
    return {
        "queries": len(outcomes),
        **_ranking_scores(answerable),
        **_quote_scores([o for o in answerable if o.query.answers]),
        **_silence_scores(outcomes),
        "latency_ms": {"p50": _rounded(median(taken)), "p95": _rounded(_p95(taken))},
        "index_rows_per_s": _rounded(rate),
    }


def _ranking_scores(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    """Means over the answerable queries, by ir-measures (trec_eval's definitions)."""
    if not outcomes:
        return dict.fromkeys(_MEASURES)
    try:
        import ir_measures  # noqa: PLC0415 - only whoever measures needs it
    except ImportError as error:
        raise EvaluationError(
            "Measuring needs the package ir-measures; install requirements-dev.lock."
        ) from error
    measures = {name: ir_measures.parse_measure(code) for name, code in _MEASURES.items()}
    judged = {o.query.id: dict(o.query.relevant) for o in outcomes}
    # Scores only have to fall from rank to rank; a query that finds nothing still counts.
    ranked = {
        o.query.id: {row: -float(place) for place, row in enumerate(o.ranking)} for o in outcomes
    }
    found = ir_measures.calc_aggregate(list(measures.values()), judged, ranked)
    return {name: _rounded(found[measure]) for name, measure in measures.items()}


def _quote_scores(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    if not outcomes:
        return {"quote_hit@1": None, "quote_hit@3": None, "quote_words@1": None}
    return {
        "quote_hit@1": _rounded(fmean(_hits(o, 1) for o in outcomes)),
        "quote_hit@3": _rounded(fmean(_hits(o, 3) for o in outcomes)),
        "quote_words@1": _rounded(fmean(len(q.split()) for o in outcomes for q in o.quotes[:1])),
    }


def _hits(outcome: Outcome, most: int) -> bool:
    return any(holds_answer(quote, outcome.query.answers) for quote in outcome.quotes[:most])


def holds_answer(text: str, answers: Sequence[str]) -> bool:
    """Whether one of the answers stands in a text, whatever its case and white space (NFKC)."""
    plain = _plain(text)
    return any(_plain(answer) in plain for answer in answers)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).casefold()


def _silence_scores(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    """Area under the ROC curve, and unanswerables answered where 90% of the rest are."""
    held = np.array([o.confidence for o in outcomes if o.query.relevant])
    absent = np.array([o.confidence for o in outcomes if not o.query.relevant])
    if not len(held) or not len(absent):
        return {"abstain_auc": None, "false_answers@90": None}
    above = (held[:, None] > absent).mean() + (held[:, None] == absent).mean() / 2
    threshold = np.quantile(held, _ANSWERED_SHARE, method="lower")
    return {
        "abstain_auc": _rounded(above),
        "false_answers@90": _rounded((absent >= threshold).mean()),
    }


def _p95(values: Sequence[float]) -> float:
    return quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def _rounded(value: float) -> float:
    return round(float(value), 4)
