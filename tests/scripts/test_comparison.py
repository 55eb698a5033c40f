"""Whether the comparison is a fair one: the same passages, the same measures, the right ranks.

What is compared has an environment of its own, which scripts/compare.py makes; where its packages
are missing, the tests that need them are left out.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from comparison.chroma import ChromaQuery, filled
from comparison.systems import Found, Passage, passages_in, searched
from comparison.table import Comparison, table, with_table

from retrieval import LibrarySettings
from retrieval.beir import Query
from tests.retrieval.fakes import HashEmbedder, opened
from tests.retrieval.shelves import BOATS, KITES, write

PAGE = Path(__file__).parents[2] / "docs" / "comparison.md"
TEXTS = ("salt boats float", "red kites fly", "boats sink")


class Fixed:
    """A system that finds the same places whatever it is asked."""

    name = "fixed"

    def __init__(self, *places: int) -> None:
        self._places = places

    def search(self, question: str) -> Found:  # noqa: ARG002 - it does not listen
        return Found(self._places, 0.7)


def held(texts: Sequence[str]) -> list[Passage]:
    """Passages of a row each, "row0" and so on."""
    vectors = HashEmbedder().embed(texts)
    return [Passage(f"row{n}", text, vectors[n]) for n, text in enumerate(texts)]


def measures(**given: float | None) -> Mapping[str, object]:
    """Every measure as None, but for those given; `recall` stands for recall@1."""
    names = ("recall@1", "recall@5", "mrr@10", "ndcg@10", "success@10", "quote_hit@1")
    more = ("quote_words@1", "abstain_auc", "false_answers@90")
    nothing = dict.fromkeys((*names, *more))
    return {**nothing, **given, "latency_ms": {"p50": 1.26, "p95": 20.0}}


def test_a_document_ranks_where_its_first_passage_does_and_quotes_are_whole_passages() -> None:
    vectors = HashEmbedder().embed(["one", "two", "three", "four"])
    passages = [Passage(row, row * 3, vector) for row, vector in zip("abac", vectors, strict=True)]

    outcome = searched(Fixed(1, 2, 0, 3), passages, Query("q", "?", (), {"a": 1}))

    assert outcome.ranking == ("b", "a", "c")
    assert outcome.quotes == ("bbb", "aaa", "aaa")
    assert outcome.confidence == 0.7


def test_the_passages_compared_are_those_that_the_library_holds(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as library:
        library.ingest([write(tmp_path / "texts", boats=BOATS, kites=KITES)])
        passages = passages_in(tmp_path / "library" / "catalogue.sqlite")

    assert [(Path(p.source).stem, p.text) for p in passages] == [("boats", BOATS), ("kites", KITES)]
    assert passages[0].vector == pytest.approx(HashEmbedder().embed([BOATS])[0])


def test_chroma_finds_the_nearest_first_and_its_score_is_the_cosine() -> None:
    passages = held(TEXTS)

    with filled(passages) as client:
        found = ChromaQuery(client, HashEmbedder()).search("red kites fly")

    assert found.places[0] == 1
    assert sorted(found.places) == [0, 1, 2]
    assert found.score == pytest.approx(1.0, abs=1e-5)


def test_bm25_finds_passages_with_a_word_of_the_question_in_any_of_its_forms() -> None:
    pytest.importorskip("bm25s")
    from comparison.bm25 import Bm25  # noqa: PLC0415 - what it imports may be missing

    bm25 = Bm25(held(TEXTS))

    assert bm25.search("Does the boat sink?").places == (2, 0)
    assert bm25.search("Is the yeast alive?") == Found((), 0.0)


def test_the_ensemble_fuses_both_by_the_sum_of_reciprocal_ranks() -> None:
    pytest.importorskip("langchain_classic")
    from comparison.ensemble import Ensemble  # noqa: PLC0415 - what it imports may be missing

    passages, embedder, question = held(TEXTS), HashEmbedder(), "red kites fly boats"
    with filled(passages) as client:
        by_vectors = ChromaQuery(client, embedder).search(question)
        found = Ensemble(client, embedder, passages, Fixed(0, 2)).search(question)

    assert by_vectors.places == (1, 0, 2)
    # .5/61 + .5/62 for the first, .5/62 + .5/63 for the second, .5/61 for the third.
    assert found.places == (0, 2, 1)
    assert math.isnan(found.score)


def test_every_system_is_measured_on_a_set(
    tmp_path: Path,
    model_cache: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    pytest.importorskip("bm25s")
    pytest.importorskip("langchain_classic")
    from comparison.__main__ import main  # noqa: PLC0415 - what it imports may be missing

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PULLQUOTE_MODEL_CACHE", str(model_cache))
    assert LibrarySettings().model_cache == model_cache
    rows = [{"_id": "boats", "text": BOATS}, {"_id": "kites", "text": KITES}]
    asked = [
        {"_id": "q1", "text": "What holds boats at the pier?", "metadata": {"answers": ["rope"]}},
        {"_id": "q2", "text": "Who won the chess championship?"},
    ]
    folder = tmp_path / "tiny"
    (folder / "qrels").mkdir(parents=True)
    (folder / "corpus.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    (folder / "queries.jsonl").write_text("\n".join(json.dumps(row) for row in asked))
    (folder / "qrels" / "dev.tsv").write_text("query-id\tcorpus-id\tscore\nq1\tboats\t1\n")

    assert main([str(folder)]) == 0

    lines = [re.split(r"\s*\|\s*", line) for line in capsys.readouterr().out.splitlines()]
    found = {cells[2]: cells for cells in lines if len(cells) > 3}
    for system in ("Pullquote", "Chroma's own query", "BM25", "LangChain ensemble (RRF)"):
        assert found[system][3] == "1.000"
    assert found["BM25"][8:12] == ["1.000", "16.0", "1.000", "0.000"]
    assert found["LangChain ensemble (RRF)"][10:12] == ["–", "–"]


def test_a_folder_that_is_no_set_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("bm25s")
    pytest.importorskip("langchain_classic")
    from comparison.__main__ import main  # noqa: PLC0415 - what it imports may be missing

    assert main([str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_table_names_a_set_once_with_its_size_and_dashes_what_does_not_apply() -> None:
    of = {"A": measures(**{"recall@1": 0.5, "quote_words@1": 90.04}), "B": measures()}

    made = table([Comparison("squad", 1000, 1426, of)], {"chromadb": "1.5.9"}).splitlines()

    assert made[2].startswith("| squad (1,426 passages, 1,000 questions) | A | 0.500 | – |")
    assert made[2].endswith("| 90.0 | – | – | 1.3 / 20.0 |")
    assert made[3].startswith("|  | B | – |")
    assert made[-1] == "Compared: chromadb 1.5.9."


def test_the_page_keeps_everything_around_its_table() -> None:
    page = PAGE.read_text("utf-8")
    before, after = page.split("<!-- made by scripts/compare.py -->")
    after = after.split("<!-- up to here -->")[1]

    once = with_table(page, "| a |")

    assert once.startswith(before)
    assert once.endswith(after)
    assert with_table(once, "| b |") == once.replace("| a |", "| b |")


def test_the_page_names_the_licence_of_every_set_in_its_table() -> None:
    page = PAGE.read_text("utf-8")
    compared = re.findall(r"^\| (\S+) \([\d,]+ passages", page, re.MULTILINE)

    described = re.findall(r"^\| (\S+) \| .* \| (?:CC|MIT)", page, re.MULTILINE)

    assert compared
    assert set(compared) <= set(described)
