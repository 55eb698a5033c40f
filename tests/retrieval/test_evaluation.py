"""Scores on question sets: worked out by hand, and by the product on a small set of its own."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from rich.progress import Progress

from retrieval import LibrarySettings, PullquoteError
from retrieval.beir import Query, read_question_set
from retrieval.evaluating import evaluate
from retrieval.evaluation import Outcome, index, run, scores
from retrieval.opening import open_library
from tests.retrieval.toys import ToyFunction

CORPUS = [
    {"_id": "boats", "title": "Boats", "text": "Wooden boats float because they push water away."},
    {"_id": "kites", "title": "Kites", "text": "Kites climb on the wind that they lean against."},
    {"_id": "bread", "title": "Bread", "text": "Bread rises when yeast breathes out gas."},
]
QUERIES: list[dict[str, Any]] = [  # rows of a data set
    {"_id": "q1", "text": "Why do boats float?", "metadata": {"answers": ["PUSH  water"]}},
    {"_id": "q2", "text": "What makes bread rise?", "metadata": {"answers": ["the moon"]}},
    {"_id": "q3", "text": "Who won the chess championship in Oslo?"},
    {"_id": "q4", "text": "What do kites lean against?"},
]


def outcome(name: str, relevant: dict[str, int], ranking: str, confidence: float) -> Outcome:
    query = Query(name, "?", ("ninety",), relevant)
    return Outcome(query, tuple(ranking), ("He is Ninety today.", "No."), confidence, 0.01)


def write_set(folder: Path, splits: dict[str, str]) -> Path:
    (folder / "qrels").mkdir(parents=True)
    packed = "\n".join(json.dumps(row) for row in CORPUS).encode()
    (folder / "corpus.jsonl.gz").write_bytes(gzip.compress(packed))
    (folder / "queries.jsonl").write_text("\n".join(json.dumps(row) for row in QUERIES))
    for name, rows in splits.items():
        (folder / "qrels" / f"{name}.tsv").write_text(f"query-id\tcorpus-id\tscore\n{rows}")
    return folder


def test_the_measures_agree_with_a_case_worked_by_hand() -> None:
    outcomes = [
        outcome("first", {"a": 1}, "abc", 0.9),
        outcome("second", {"b": 2, "c": 1}, "xbyc", 0.5),
        outcome("absent", {}, "abc", 0.6),
    ]

    found = scores(outcomes, 12.5)

    # Of `second`: gain 2 at rank 2 and 1 at rank 4, over 2 at rank 1 and 1 at rank 2.
    ndcg_of_second = (2 / 1.58496 + 1 / 2.32193) / (2 + 1 / 1.58496)
    assert found["queries"] == 3
    assert found["recall@1"] == 0.5
    assert found["recall@5"] == 1.0
    assert found["success@10"] == 1.0
    assert found["mrr@10"] == 0.75
    assert found["ndcg@10"] == pytest.approx((1 + ndcg_of_second) / 2, abs=1e-4)
    assert found["quote_hit@1"] == 1.0
    assert found["quote_words@1"] == 4.0
    assert found["abstain_auc"] == 0.5
    assert found["false_answers@90"] == 1.0
    assert found["index_rows_per_s"] == 12.5


def test_what_does_not_apply_is_none() -> None:
    found = scores([outcome("absent", {}, "abc", 0.6)], 1.0)

    names = ("recall@1", "ndcg@10", "quote_hit@1", "quote_words@1", "abstain_auc")
    assert [found[name] for name in names] == [None] * 5


def test_a_query_that_only_another_split_judges_is_left_out(tmp_path: Path) -> None:
    folder = write_set(tmp_path, {"dev": "q1\tboats\t1\nq2\tbread\t0\n", "test": "q4\tkites\t1\n"})

    found = read_question_set(folder, "dev")

    assert {q.id: dict(q.relevant) for q in found.queries} == {
        "q1": {"boats": 1},
        "q2": {},
        "q3": {},
    }


def test_several_splits_have_to_be_chosen_from(tmp_path: Path) -> None:
    folder = write_set(tmp_path, {"dev": "q1\tboats\t1\n", "test": "q4\tkites\t1\n"})

    with pytest.raises(PullquoteError, match="dev, test"):
        read_question_set(folder)


@pytest.mark.parametrize("missing", ["corpus.jsonl.gz", "queries.jsonl", "qrels/dev.tsv"])
def test_a_folder_that_is_no_question_set_is_a_named_error(tmp_path: Path, missing: str) -> None:
    folder = write_set(tmp_path, {"dev": "q1\tboats\t1\n"})
    (folder / missing).unlink()

    with pytest.raises(PullquoteError, match=str(tmp_path)):
        read_question_set(folder)


def test_the_product_is_scored_on_a_set_as_members_would_meet_it(
    tmp_path: Path, model_cache: Path
) -> None:
    judged = "q1\tboats\t1\nq2\tbread\t1\nq4\tkites\t1\n"
    questions = read_question_set(write_set(tmp_path / "set", {"dev": judged}))
    settings = LibrarySettings(library=tmp_path / "library", model_cache=model_cache)

    with open_library(settings, create=True) as library:
        rate = index(library, questions.documents, tmp_path)
        found = scores(run(library, questions, lambda: None), rate)

    assert found["queries"] == 4
    assert found["recall@1"] == 1.0
    assert found["quote_hit@1"] == 0.5
    assert found["abstain_auc"] == 1.0


def test_the_model_that_is_set_is_measured_in_a_library_of_its_own(
    tmp_path: Path, model_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_cache_path", lambda _: tmp_path / "cache")
    folder = write_set(tmp_path / "set", {"dev": "q1\tboats\t1\n"})
    quiet = Progress(disable=True)
    rates = []
    for name in ("minilm", "toy", "toy"):
        settings = LibrarySettings(model_cache=model_cache, embedding=name)
        rates.append(evaluate(folder, "dev", settings, quiet)["index_rows_per_s"])

    assert len(list((tmp_path / "cache" / "evaluations").iterdir())) == 2
    assert rates[1] == rates[2]
    assert ["Why do boats float?"] in ToyFunction.calls
