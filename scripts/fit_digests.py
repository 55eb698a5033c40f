"""Fits what a digest's lines are chosen by: scripts/run.py scripts/fit_digests.py FOLDER.

FOLDER holds `qmsum.jsonl.gz`, meetings with queries, the spans of turns that answer each, and a
person's summary. Fitted are three logistic models: whether a line belongs to what is said on the
query (the spans), and whether the summary uses a word, and a pair of words. Written to
retrieval/digests.json. `--folds N` first measures: each Nth of the meetings by what the others
teach. Needs requirements-dev.lock.
"""

import argparse
import gzip
import hashlib
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from fitting import Floats, write_fitted
from numpy.typing import NDArray
from scipy.optimize import minimize

from retrieval import Library, LibrarySettings, open_library
from retrieval.digest_evaluation import MOST_WORDS, Digested, rouge_scores
from retrieval.digests.chances import (
    GRAMMAR,
    PAIR_EVIDENCE,
    TIMES,
    WORD_EVIDENCE,
    Judged,
    pair_evidence,
    word_evidence,
)
from retrieval.digests.choosing import Material, choose
from retrieval.digests.fitted import Logistic, fitted_from, logistic_from
from retrieval.digests.salience import EVIDENCE, evidence, relevance
from retrieval.evaluating import place_for
from retrieval.evaluation import index
from retrieval.meetings import document_of
from retrieval.words import running_terms

# What keeps weights of evidence that says nearly the same from growing against each other. Words
# are many more than lines.
_PENALTY, _PENALTY_OF_LINES = 1e-6, 1e-2
# Pairs that no summary uses are many: one of so many is learned from.
_EVERY_PAIR = 8
# How sure we are, in summaries, of how seldom a grammar word is used before any is seen.
_PRIOR, _PRIOR_OF = 0.5, 50
_FEWEST_SUMMARIES = 5
# Marks and clitics stand apart in this set: "Yeah , it 's".
_LOOSE = (
    (re.compile(r"\s+([.,?!;:])"), r"\1"),
    (re.compile(r"\s+('(?:s|re|m|ll|ve|d|t|em)\b)", re.IGNORECASE), r"\1"),
    (re.compile(r"(\w) - (\w)"), r"\1-\2"),
    (re.compile(r"\b(\w+) n't\b"), r"\1n't"),
    (re.compile(r'" ([^"]*?) "'), r'"\1"'),
    (re.compile(r"\( (.*?) \)"), r"(\1)"),
    (re.compile(r"\$ (\d)"), r"$\1"),
)
Floats32 = NDArray[np.float32]
Record = dict[str, Any]  # as the file has them


@dataclass(frozen=True, slots=True)
class Example:
    """A query: what its digest is chosen from, which lines answer it (lines,), and its summary."""

    meeting: int
    material: Material
    answers: Floats
    summary: str


def main() -> int:
    """Fit, and write the models with their provenance."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--folds", type=int, metavar="N", default=0)
    options = parser.parse_args()
    examples = list(read_examples(options.folder / "qmsum.jsonl.gz"))
    if options.folds:
        print(held_out(examples, options.folds))
    write_fitted("digests", fit(examples))
    return 0


def held_out(examples: Sequence[Example], folds: int) -> dict[str, float]:
    """ROUGE of digests of meetings that nothing was learned from, each fold by the others."""
    made = []
    for fold in range(folds):
        models = fitted_from(fit([e for e in examples if e.meeting % folds != fold]))
        for example in examples:
            if example.meeting % folds == fold:
                lines = choose(example.material, MOST_WORDS, models)
                made.append(Digested(example.summary, {"": tuple(line.text for line in lines)}))
    return rouge_scores(made)


def fit(examples: Sequence[Example]) -> dict[str, Any]:
    """The three models, and what summaries are like, as `fitted_from` reads them."""
    summaries = [running_terms(example.summary) for example in examples]
    found: dict[str, Any] = {
        "relevance": _relevance(examples),
        "plain": _plain(summaries),
        "plain_pairs": _plain_pairs(summaries),
        "length": round(float(np.mean([len(terms) for terms in summaries])), 1),
    }
    model = logistic_from(found["relevance"])
    judged = [_judged(example.material, model) for example in examples]
    found["words"] = _words(examples, judged, found["plain"])
    found["pairs"] = _pairs(examples, judged, found)
    return found | {
        "fitted_on": f"{len(examples)} queries of qmsum.jsonl.gz",
        "made_by": "scripts/fit_digests.py",
    }


def _relevance(examples: Sequence[Example]) -> Record:
    """Whether a line is in the spans; every query counts alike."""
    x = np.concatenate([evidence(e.material.pool, e.material.asked) for e in examples])
    y = np.concatenate([e.answers for e in examples])
    weights = np.concatenate([np.full(len(e.answers), 1 / len(e.answers)) for e in examples])
    return _logistic(EVIDENCE, x, y, weights, _PENALTY_OF_LINES)


def _plain(summaries: Sequence[Sequence[str]]) -> dict[str, list[float]]:
    """The log odds that a summary says each grammar word once, twice, ..."""
    counts = [Counter(summary) for summary in summaries]
    return {
        term: [_odds(sum(c[term] > time for c in counts), len(counts)) for time in range(TIMES)]
        for term in sorted(GRAMMAR)
    }


def _plain_pairs(summaries: Sequence[Sequence[str]]) -> dict[str, float]:
    """The log odds that a summary says two grammar words side by side, of the pairs of some."""
    held = Counter(pair for summary in summaries for pair in set(pairwise(summary)))
    plain = sorted(p for p, n in held.items() if GRAMMAR.issuperset(p) and n >= _FEWEST_SUMMARIES)
    return {" ".join(pair): _odds(held[pair], len(summaries)) for pair in plain}


def _odds(count: int, of: int) -> float:
    share = (count + _PRIOR) / (of + _PRIOR_OF)
    return round(math.log(share / (1 - share)), 3)


def _judged(found: Material, model: Logistic) -> Judged:
    judged = relevance(found.pool, found.asked, model)
    return Judged(found.pool, found.asked, judged, found.rarity)


def _words(examples: Sequence[Example], judged: Sequence[Judged], plain: Record) -> Record:
    """Whether the summary uses each word that is said, once, twice, ..."""
    rows = [_word_rows(e.summary, j, plain) for e, j in zip(examples, judged, strict=True)]
    x, y = map(np.concatenate, zip(*rows, strict=True))
    return _logistic(WORD_EVIDENCE, x, y)


def _word_rows(summary: str, judged: Judged, plain: Record) -> tuple[Floats32, Floats32]:
    words = judged.pool.words
    often = np.bincount(words.term, minlength=len(words.terms))
    said = Counter(running_terms(summary))
    used = np.array([said[term] for term in words.terms])
    x = word_evidence(judged, plain)
    possible = often[:, None] > np.arange(TIMES)
    again = (used[:, None] > np.arange(TIMES))[possible]
    return x[possible].astype(np.float32), again.astype(np.float32)


def _pairs(examples: Sequence[Example], judged: Sequence[Judged], found: Record) -> Record:
    """Whether the summary uses each pair that is said."""
    words = logistic_from(found["words"])
    rows = [_pair_rows(e.summary, j, words, found) for e, j in zip(examples, judged, strict=True)]
    x, y, weights = map(np.concatenate, zip(*rows, strict=True))
    return _logistic(PAIR_EVIDENCE, x, y, weights)


def _pair_rows(
    summary: str, judged: Judged, model: Logistic, found: Record
) -> tuple[Floats32, Floats32, Floats]:
    words = judged.pool.words
    likely = model.probability(word_evidence(judged, found["plain"])[:, 0])
    x = pair_evidence(judged, likely, found["plain_pairs"])
    said = set(pairwise(running_terms(summary)))
    used = np.array([(words.terms[a], words.terms[b]) in said for a, b in words.pairs])
    kept = used | (np.arange(len(used)) % _EVERY_PAIR == 0)
    weights = np.where(used, 1.0, _EVERY_PAIR)
    return x[kept].astype(np.float32), used[kept].astype(np.float32), weights[kept]


def _logistic(
    names: Sequence[str],
    x: Floats | Floats32,
    y: Floats | Floats32,
    weights: Floats | None = None,
    penalty: float = _PENALTY,
) -> Record:
    """Logistic regression over evidence `x` (examples, features) of `y` (examples,), 0 or 1."""
    share = np.ones(len(y)) if weights is None else weights
    share = share / share.sum()
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-9
    z = (x - mean) / scale

    def loss(b: Floats) -> tuple[float, Floats]:
        logits = z @ b[:-1] + b[-1]
        off = share * (1 / (1 + np.exp(-logits)) - y)
        cost = (share * (np.logaddexp(0, logits) - y * logits)).sum() + _PENALTY * (
            b[:-1] ** 2
        ).sum()
        return float(cost), np.append(z.T @ off + 2 * penalty * b[:-1], off.sum())

    found = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B").x
    slopes = found[:-1] / scale
    named = {n: round(float(w), 4) for n, w in zip(names, slopes, strict=True)}
    return {"weights": named, "intercept": round(float(found[-1] - mean @ slopes), 4)}


def read_examples(path: Path) -> Iterator[Example]:
    """Every query of the meetings in `path`, which are kept as a library like other sets."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [_restored(json.loads(line)) for line in file]
    documents = [document_of(row) for row in rows]
    digest = hashlib.sha256("".join(d.source + d.digest for d in documents).encode()).hexdigest()
    settings = LibrarySettings()
    place = place_for(digest, settings)
    with open_library(settings.model_copy(update={"library": place}), create=True) as library:
        index(library, documents, place)
        for number, row in enumerate(rows):
            yield from _of_meeting(number, row, library)


def _of_meeting(number: int, row: Record, library: Library) -> Iterator[Example]:
    found = library.materials([query["query"] for query in row["queries"]], row["id"])
    turns = [n for n, turn in enumerate(row["turns"]) if turn["text"]]
    lines = found[0].pool.lines
    said_in = [turns[line.stored.passage.sentences[line.first].segment] for line in lines]
    for query, material in zip(row["queries"], found, strict=True):
        spans = [range(int(first), int(last) + 1) for first, last in query["spans"]]
        answers = np.array([float(any(n in span for span in spans)) for n in said_in])
        yield Example(number, material, answers, query["summary"])


def _restored(row: Record) -> Record:
    """A meeting whose turns are written as others write."""
    turns = [{**turn, "text": _written(turn["text"])} for turn in row["turns"]]
    return {**row, "turns": turns}


def _written(text: str) -> str:
    for loose, close in _LOOSE:
        text = loose.sub(close, text)
    return text.strip()


if __name__ == "__main__":
    sys.exit(main())
