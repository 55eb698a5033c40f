"""Every system on one question set: the product's passages, the product's measures, one run."""

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import cycle, permutations
from pathlib import Path

from comparison.bm25 import Bm25
from comparison.chroma import ChromaQuery, filled
from comparison.ensemble import Ensemble
from comparison.systems import System, passages_in, searched
from comparison.table import Comparison
from retrieval import LibrarySettings
from retrieval.beir import Query, QuestionSet, read_question_set
from retrieval.embedding import load_embedder
from retrieval.evaluating import place_for
from retrieval.evaluation import Outcome, index, put, scores
from retrieval.opening import open_library

PRODUCT = "Pullquote"
_NO_RATE = 0.0
Asked = Callable[[Query], Outcome]


def compare(
    folder: Path, split: str | None, settings: LibrarySettings, tell: Callable[[str], None]
) -> Comparison:
    """Score every system on the questions in `folder`, over the passages of its kept library.

    All are asked one question before the next, so that a busy moment of the machine is everyone's.
    Raises what `retrieval.evaluating.evaluate` raises.
    """
    questions = read_question_set(folder, split)
    name = folder.resolve().name
    tell(f"{name}: ingesting {len(questions.documents)} documents, unless that was done before ...")
    with _contenders(questions, settings) as (contenders, passages):
        tell(f"{name}: asking {len(questions.queries)} questions ...")
        outcomes = _outcomes(contenders, questions.queries)
    measures = {system: _measures(found) for system, found in outcomes.items()}
    return Comparison(name, len(questions.queries), passages, measures)


@contextmanager
def _contenders(
    questions: QuestionSet, settings: LibrarySettings
) -> Iterator[tuple[dict[str, Asked], int]]:
    """The product and the other systems over the same passages, and how many those are."""
    place = place_for(questions.digest, settings)
    embedder = load_embedder(settings.model, settings.model_cache)
    with open_library(settings.model_copy(update={"library": place}), create=True) as library:
        index(library, questions.documents, place)
        library.warm_up()
        passages = passages_in(place / "catalogue.sqlite")
        with filled(passages) as client:
            bm25 = Bm25(passages)
            ensemble = Ensemble(client, embedder, passages, bm25)
            systems: list[System] = [ChromaQuery(client, embedder), bm25, ensemble]
            others = {system.name: partial(searched, system, passages) for system in systems}
            yield {PRODUCT: partial(put, library), **others}, len(passages)


def _outcomes(contenders: dict[str, Asked], queries: Sequence[Query]) -> dict[str, list[Outcome]]:
    # Who goes before whom leaves its mark in the processor's caches, so every order has its turn.
    orders = cycle(permutations(contenders))
    found: dict[str, list[Outcome]] = {name: [] for name in contenders}
    for query, names in zip(queries, orders, strict=False):
        for name in names:
            found[name].append(contenders[name](query))
    return found


def _measures(outcomes: Sequence[Outcome]) -> dict[str, object]:
    found = scores(outcomes, _NO_RATE)
    if any(math.isnan(outcome.confidence) for outcome in outcomes):
        found |= dict.fromkeys(("abstain_auc", "false_answers@90"))
    return found
