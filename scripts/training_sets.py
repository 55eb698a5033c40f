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
from pathlib import Path
from typing import Any

from question_sets.layout import NotFetched, Question, Row, RowSet, write

# A block of turns holds about as much as a passage does.
_BLOCK_WORDS = 115
# Every third meeting is plenty, and a third of the embedding.
_EVERY = 3
_LOOSE_MARK = re.compile(r"\s+([.,?!])")
Record = dict[str, Any]  # as the files have them


def main() -> int:
    """Convert the three files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("out", type=Path, metavar="OUT")
    options = parser.parse_args()
    for name, convert in {"squad": squad, "podcast": podcast, "qmsum": qmsum}.items():
        try:
            with gzip.open(options.folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
                rows = convert(json.loads(line) for line in file)
            write(rows, options.out / f"train-{name}")
        except (OSError, ValueError, NotFetched) as error:
            print(f"{name} cannot be converted: {error}", file=sys.stderr)
            return 1
        print(f"{name}: {len(rows.corpus)} rows, {len(rows.questions)} questions")
    return 0


def squad(records: Iterable[Record]) -> RowSet:
    """Paragraphs, and the questions on each."""
    corpus: dict[str, Row] = {}
    questions: list[Question] = []
    for record in records:
        text, title = record["passage"], record["article"].replace("_", " ")
        row = corpus.setdefault(text, Row(f"{record['article']}#{len(corpus)}", title, text))
        answers = tuple(record["answers"])
        questions.append(Question(record["id"], record["question"], (row.id,), answers))
    return RowSet(list(corpus.values()), questions)


def podcast(records: Iterable[Record]) -> RowSet:
    """Passages of answers, and the host's question before each answer."""
    corpus: list[Row] = []
    questions: list[Question] = []
    for n, record in enumerate(records):
        rows = [Row(f"p{n}.{m}", "", text) for m, text in enumerate(record["passages"])]
        corpus += rows
        questions.append(Question(f"q{n}", record["question"], tuple(row.id for row in rows)))
    return RowSet(corpus, questions)


def qmsum(records: Iterable[Record]) -> RowSet:
    """Blocks of whole turns; relevant is a block of which most lies in a query's spans."""
    corpus: list[Row] = []
    questions: list[Question] = []
    for n, record in list(enumerate(records))[::_EVERY]:
        blocks = list(_blocks(record["turns"]))
        for m, block in enumerate(blocks):
            text = "\n".join(turn for _, turn in block)
            corpus.append(Row(f"t{n}c{m}", f"Meeting {n}", text))
        for k, query in enumerate(record["queries"]):
            held = [m for m, block in enumerate(blocks) if _mostly_in(block, query["spans"])]
            if held:
                relevant = tuple(f"t{n}c{m}" for m in held)
                questions.append(Question(f"t{n}q{k}", query["query"], relevant))
    return RowSet(corpus, questions)


def _blocks(turns: list[Record]) -> Iterator[list[tuple[int, str]]]:
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
