"""What misheard names cost: scripts/run.py scripts/garbled_names.py FOLDER OUT.

From a question set in BEIR's layout this makes OUT/clean, and for each kind of mishearing (see
mishearing.py) OUT/KIND: the same questions over a corpus in which the names that a question and
its passage share are garbled, in texts and titles, everywhere alike (or, for `inconsistent`, in
each row anew). Kind `question` garbles the question instead. A name is a word that the corpus
always writes with a capital or with digits, and that few rows hold. With --bare, each question is
only "What is said about NAME?", so that nothing but the name can find the few rows that say it.

Then each folder is scored as `python -m retrieval evaluate` scores, and recall@5 is printed for
the clean text, the garbled text, and the loss. Needs requirements-dev.lock.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import mishearing
from mishearing import Garbling
from rich.progress import Progress

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from retrieval import LibrarySettings  # noqa: E402 - the path above has to come first
from retrieval.beir import Row, read_question_set, rows_of  # noqa: E402
from retrieval.evaluating import evaluate  # noqa: E402

KINDS: dict[str, Garbling] = {
    "edit-1": mishearing.edited(1),
    "edit-2": mishearing.edited(2),
    "respelled": mishearing.respelled,
    "revoiced": mishearing.revoiced,
    "revowelled": mishearing.revowelled,
    "split": mishearing.split,
    "misheard": mishearing.misheard,
    "lower-case": mishearing.lower,
    "inconsistent": mishearing.respelled,
    "question": mishearing.respelled,
    "joined": mishearing.joined,
}
_WORD = re.compile(r"[^\W_]+")
# Written with a capital or a digit where no sentence begins.
_INSIDE = re.compile(r"(?<=[a-z,] )(?:[^\W\d_a-z]|[^\W_]+\d)[^\W_]+")
_PAIR = re.compile(r"(?=\b([^\W_]+ [^\W_]+)\b)")
_SHORTEST = 4
# A name that more than this share of the rows hold says little, and is rarely misheard.
_MOST_HELD = 0.02
_TRIES = 20
_MOST_ROWS = 3  # that answer a bare question


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the names to garble (as written), and the rows that answer it, with grades."""

    row: Row
    names: tuple[str, ...]
    relevant: Mapping[str, int]


class Corpus:
    """The rows of a corpus by id, and its names with the ids of the rows that hold each."""

    def __init__(self, folder: Path) -> None:
        self.rows = {str(row["_id"]): row for row in rows_of(folder, "corpus")}
        held: dict[str, set[str]] = {}
        for number, row in self.rows.items():
            for word in set(_WORD.findall(row["text"])):
                held.setdefault(word, set()).add(number)
        most = max(_MOST_ROWS, _MOST_HELD * len(self.rows))
        inside = {word for row in self.rows.values() for word in _INSIDE.findall(row["text"])}
        self.names = {
            word: rows
            for word, rows in held.items()
            if len(word) >= _SHORTEST
            and word in inside
            and not word.isdigit()
            and not {word.lower(), word.lower().removesuffix("s")} & held.keys()
            and len(rows) <= most
        }

    def shared(self, question: str, relevant: Iterable[str], *, pairs: bool) -> tuple[str, ...]:
        """The names (or pairs of words with a name) that a question shares with each row."""
        found = _PAIR.findall(question) if pairs else _WORD.findall(question)
        names = [n for n in dict.fromkeys(found) if self._is_name(n)]
        texts = [str(self.rows[row]["text"]) for row in relevant]
        return tuple(n for n in names if all(re.search(rf"\b{n}\b", text) for text in texts))

    def _is_name(self, words: str) -> bool:
        parts = words.split()
        return any(p in self.names for p in parts) and all(p[0].isupper() for p in parts)


def main() -> int:
    """Make the folders, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--count", type=int, default=200, help="questions of each kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--bare", action="store_true", help="ask for the name alone")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS))
    options = parser.parse_args()
    corpus = Corpus(options.folder)
    chosen: dict[str, list[Asked]] = {}
    for kind in options.kinds:
        pairs = kind == "joined"
        found = bare(corpus, pairs=pairs) if options.bare else asked(options.folder, corpus, pairs)
        chance = Random(f"{options.seed} {kind}")  # noqa: S311 - a seed must give the same again
        chosen[kind] = chance.sample(found, min(options.count, len(found)))
        rows, heard = garbled(kind, corpus, chosen[kind], options.seed)
        write(options.out / kind, rows, {kind: heard})
    write(options.out / "clean", corpus.rows.values(), chosen)
    measure(options.out, options.kinds)
    return 0


def asked(folder: Path, corpus: Corpus, pairs: bool) -> list[Asked]:
    """The questions of a folder that share a name with every row that answers them."""
    texts = {row["_id"]: row for row in rows_of(folder, "queries")}
    return [
        Asked(texts[query.id], names, query.relevant)
        for query in read_question_set(folder).queries
        if query.relevant and (names := corpus.shared(query.text, query.relevant, pairs=pairs))
    ]


def bare(corpus: Corpus, *, pairs: bool) -> list[Asked]:
    """A question for each name that few rows say, and for nothing else."""
    wanted = _pairs(corpus) if pairs else corpus.names
    return [
        Asked(
            {"_id": f"bare-{name}", "text": f"What is said about {name}?"},
            (name,),
            dict.fromkeys(sorted(rows), 1),
        )
        for name, rows in sorted(wanted.items())
        if len(rows) <= _MOST_ROWS
    ]


def _pairs(corpus: Corpus) -> dict[str, set[str]]:
    held: dict[str, set[str]] = {}
    for number, row in corpus.rows.items():
        for pair in corpus.shared(row["text"], [number], pairs=True):
            held.setdefault(pair, set()).add(number)
    return held


def garbled(
    kind: str, corpus: Corpus, chosen: Sequence[Asked], seed: int
) -> tuple[list[Row], list[Asked]]:
    """Corpus and questions with the names garbled: in the one or in the other."""
    names = {name for question in chosen for name in question.names}
    heard = Hearing(kind, names, seed)
    if kind == "question":
        texts = (heard.text(q.row["text"]) for q in chosen)
        return list(corpus.rows.values()), [
            replace(q, row={**q.row, "text": text}) for q, text in zip(chosen, texts, strict=True)
        ]
    return [heard.row(row) for row in corpus.rows.values()], list(chosen)


class Hearing:
    """How each of some names is heard."""

    def __init__(self, kind: str, names: Iterable[str], seed: int) -> None:
        self._kind, self._seed = kind, seed
        longest = sorted(names, key=lambda name: (-len(name), name))
        self._name = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b")

    def row(self, row: Row) -> Row:
        """A row of the corpus as heard."""
        here = row["_id"] if self._kind == "inconsistent" else ""
        return {**row, "text": self.text(row["text"], here), "title": self.text(row["title"], here)}

    def text(self, text: str, here: str = "") -> str:
        """A text as heard `here`."""
        return self._name.sub(lambda match: self._heard(match[0], here), text)

    def _heard(self, name: str, here: str) -> str:
        chance = Random(f"{self._seed} {self._kind} {name} {here}")  # noqa: S311 - as above
        tries = (KINDS[self._kind](name, chance) for _ in range(_TRIES))
        return next((heard for heard in tries if heard != name), name)


def write(folder: Path, rows: Iterable[Row], splits: Mapping[str, Sequence[Asked]]) -> None:
    """Write a folder in BEIR's layout, with the questions of each split."""
    (folder / "qrels").mkdir(parents=True, exist_ok=True)
    for split, chosen in splits.items():
        lines = [f"{q.row['_id']}\t{row}\t{g}" for q in chosen for row, g in q.relevant.items()]
        text = "\n".join(["query-id\tcorpus-id\tscore", *lines])
        (folder / "qrels" / f"{split}.tsv").write_text(text + "\n", "utf-8")
    _write_rows(folder / "corpus.jsonl", rows)
    questions = {q.row["_id"]: q.row for chosen in splits.values() for q in chosen}
    _write_rows(folder / "queries.jsonl", questions.values())


def _write_rows(path: Path, rows: Iterable[Row]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def measure(out: Path, kinds: Sequence[str]) -> None:
    """Print recall@5 on clean and on garbled text, and what was lost, a line for each kind."""
    print("| kind | questions | clean | garbled | lost |\n|---|---|---|---|---|")
    for kind in kinds:
        clean, heard = (_scores(out / name, kind) for name in ("clean", kind))
        before, after = clean["recall@5"], heard["recall@5"]
        print(
            f"| {kind} | {clean['queries']} | {before:.3f} | {after:.3f} | {before - after:.3f} |",
            flush=True,
        )


def _scores(folder: Path, split: str) -> dict[str, Any]:
    with Progress(disable=True) as bar:
        return evaluate(folder, split, LibrarySettings(), bar)


if __name__ == "__main__":
    sys.exit(main())
