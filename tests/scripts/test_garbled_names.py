"""Whether a question set with misheard names is the old one in all but the names."""

import json
from pathlib import Path
from typing import Any

import pytest
from garbled_names import KINDS, Corpus, asked, bare, garbled, write

from retrieval.beir import read_question_set

ROWS = [
    {"_id": "a", "title": "Ports", "text": "The old port of Valdoria Bay sells salt to Kestrel."},
    {"_id": "b", "title": "Valdoria", "text": "Nobody in Valdoria sells bread. The bay is wide."},
    {"_id": "c", "title": "Bread", "text": "Bread rises when yeast breathes out gas."},
]
QUESTIONS = [
    {"_id": "q1", "text": "What does Valdoria Bay sell?"},
    {"_id": "q2", "text": "What makes Bread rise?"},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "dev.tsv").write_text("query-id\tcorpus-id\tscore\nq1\ta\t1\nq2\tc\t1\n")
    for name, rows in (("corpus", ROWS), ("queries", QUESTIONS)):
        text = "".join(json.dumps(row) + "\n" for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(text)
    return tmp_path


def heard(folder: Path, kind: str) -> tuple[list[dict[str, Any]], str]:
    """The corpus as heard, and the first question."""
    corpus = Corpus(folder)
    rows, chosen = garbled(kind, corpus, asked(folder, corpus, pairs=kind == "joined"), seed=0)
    return rows, chosen[0].row["text"]


def test_only_questions_with_a_name_that_their_passage_says_are_chosen(folder: Path) -> None:
    chosen = asked(folder, Corpus(folder), pairs=False)

    assert [(q.row["_id"], q.names) for q in chosen] == [("q1", ("Valdoria",))]


@pytest.mark.parametrize("kind", KINDS)
def test_the_name_is_garbled_on_one_side_and_all_else_stays(folder: Path, kind: str) -> None:
    rows, question = heard(folder, kind)

    name = "Valdoria Bay" if kind == "joined" else "Valdoria"
    assert (name in rows[0]["text"]) == (kind == "question")
    assert (name in question) == (kind != "question")
    assert rows[0]["text"].startswith("The old port of ")
    assert rows[0]["text"].endswith(" sells salt to Kestrel.")
    assert rows[2] == ROWS[2]


def test_a_name_is_heard_alike_everywhere_and_again(folder: Path) -> None:
    rows, _ = heard(folder, "respelled")

    assert rows[1]["text"] == f"Nobody in {rows[1]['title']} sells bread. The bay is wide."
    assert heard(folder, "respelled")[0] == rows


def test_a_bare_question_is_answered_by_the_rows_that_say_the_name(folder: Path) -> None:
    questions = {
        q.names: (q.row["text"], set(q.relevant)) for q in bare(Corpus(folder), pairs=False)
    }

    assert questions["Valdoria",] == ("What is said about Valdoria?", {"a", "b"})
    assert questions["Kestrel",] == ("What is said about Kestrel?", {"a"})


def test_what_is_written_is_a_question_set(folder: Path, tmp_path: Path) -> None:
    corpus = Corpus(folder)
    chosen = asked(folder, corpus, pairs=False)

    write(tmp_path / "out", corpus.rows.values(), {"split": chosen, "edit-1": chosen})

    found = read_question_set(tmp_path / "out", "split")
    assert [(q.id, dict(q.relevant)) for q in found.queries] == [("q1", {"a": 1})]
    assert [d.source for d in found.documents] == ["a", "b", "c"]
