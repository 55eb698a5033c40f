"""Makes question sets to learn from: scripts/training_sets.py FOLDER OUT.

FOLDER holds `squad.jsonl.gz` (article, question, passage, answers), `podcast.jsonl.gz` (question,
passages of its answer) and `qmsum.jsonl.gz` (turns with speakers, queries with spans of turns). OUT
gets one folder in BEIR's layout for each, for scripts/fit_ranking.py and train_rescorer.py to
read.
"""

import argparse
import gzip
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# A block of turns holds about as much as a passage does.
_BLOCK_WORDS = 115
# Every third meeting is plenty, and a third of the embedding.
_EVERY = 3
_LOOSE_MARK = re.compile(r"\s+([.,?!])")
Row = dict[str, Any]  # as the files have them


@dataclass
class QuestionRows:
    """Rows of a corpus, of queries, and pairs of a query's and a relevant row's id."""

    corpus: list[Row] = field(default_factory=list)
    queries: list[Row] = field(default_factory=list)
    relevant: list[tuple[str, str]] = field(default_factory=list)


def main() -> int:
    """Convert each of the three files that is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("out", type=Path, metavar="OUT")
    options = parser.parse_args()
    for name, convert in {"squad": squad, "podcast": podcast, "qmsum": qmsum}.items():
        source = options.folder / f"{name}.jsonl.gz"
        with gzip.open(source, "rt", encoding="utf-8") as file:
            rows = convert(json.loads(line) for line in file)
        write(options.out / f"train-{name}", rows)
        print(f"{name}: {len(rows.corpus)} rows, {len(rows.queries)} queries")
    return 0


def squad(rows: Iterable[Row]) -> QuestionRows:
    """Paragraphs, and the questions on each."""
    made = QuestionRows()
    numbers: dict[str, str] = {}
    for row in rows:
        if row["passage"] not in numbers:
            number = f"{row['article']}#{len(numbers)}"
            numbers[row["passage"]] = number
            title = row["article"].replace("_", " ")
            made.corpus.append({"_id": number, "title": title, "text": row["passage"]})
        metadata = {"answers": row["answers"]}
        made.queries.append({"_id": row["id"], "text": row["question"], "metadata": metadata})
        made.relevant.append((row["id"], numbers[row["passage"]]))
    return made


def podcast(rows: Iterable[Row]) -> QuestionRows:
    """Passages of answers, and the host's question before each answer."""
    made = QuestionRows()
    for n, row in enumerate(rows):
        made.queries.append({"_id": f"q{n}", "text": row["question"]})
        for m, text in enumerate(row["passages"]):
            made.corpus.append({"_id": f"p{n}.{m}", "title": "", "text": text})
            made.relevant.append((f"q{n}", f"p{n}.{m}"))
    return made


def qmsum(rows: Iterable[Row]) -> QuestionRows:
    """Blocks of whole turns; relevant is a block of which most lies in a query's spans."""
    made = QuestionRows()
    for n, row in list(enumerate(rows))[::_EVERY]:
        blocks = list(_blocks(row["turns"]))
        for m, block in enumerate(blocks):
            text = "\n".join(turn for _, turn in block)
            made.corpus.append({"_id": f"t{n}c{m}", "title": f"Meeting {n}", "text": text})
        for k, query in enumerate(row["queries"]):
            held = [m for m, block in enumerate(blocks) if _mostly_in(block, query["spans"])]
            if query["spans"]:
                made.queries.append({"_id": f"t{n}q{k}", "text": query["query"]})
            made.relevant += [(f"t{n}q{k}", f"t{n}c{m}") for m in held]
    return made


def write(folder: Path, rows: QuestionRows) -> None:
    """Write a set in BEIR's layout."""
    (folder / "qrels").mkdir(parents=True, exist_ok=True)
    for name, kind in (("corpus", rows.corpus), ("queries", rows.queries)):
        with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in kind)
    lines = ["query-id\tcorpus-id\tscore", *(f"{q}\t{d}\t1" for q, d in rows.relevant)]
    (folder / "qrels" / "train.tsv").write_text("\n".join(lines) + "\n", "utf-8")


def _blocks(turns: list[Row]) -> Iterator[list[tuple[int, str]]]:
    """Runs of turns with their numbers, a new one once the words would be too many."""
    block: list[tuple[int, str]] = []
    words = 0
    for number, turn in enumerate(turns):
        said = _LOOSE_MARK.sub(r"\1", turn["text"])
        text = f"{turn['speaker']}: {said}"
        length = len(text.split())
        if block and words + length > _BLOCK_WORDS:
            yield block
            block, words = [], 0
        block.append((number, text))
        words += length
    if block:
        yield block


def _mostly_in(block: list[tuple[int, str]], spans: list[list[str]]) -> bool:
    wanted = {n for first, last in spans for n in range(int(first), int(last) + 1)}
    inside = sum(len(text) for number, text in block if number in wanted)
    return inside > sum(len(text) for _, text in block) / 2


if __name__ == "__main__":
    sys.exit(main())
