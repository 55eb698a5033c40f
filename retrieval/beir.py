"""Question sets in BEIR's layout: a corpus, queries, and which rows answer which query.

The layout is that of BEIR (Thakur et al. 2021, https://github.com/beir-cellar/beir):
`corpus.jsonl[.gz]`, `queries.jsonl[.gz]`, `qrels/*.tsv`.
"""

import csv
import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.errors import EvaluationError
from retrieval.models import Document, Work
from retrieval.readers.base import Entry, Raw
from retrieval.readers.plain import PlainReader

Row = dict[str, Any]  # one JSON object of a data set


@dataclass(frozen=True, slots=True)
class Query:
    """A question. `relevant` maps the ids of rows that answer it to their grades above 0."""

    id: str
    text: str
    answers: tuple[str, ...]
    relevant: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A corpus as documents, the queries of one split, and a digest of the corpus."""

    documents: tuple[Document, ...]
    queries: tuple[Query, ...]
    digest: str


def read_question_set(folder: Path, split: str | None = None) -> QuestionSet:
    """Read a folder in BEIR's layout; `split` names a file in `qrels/`.

    A query without a relevant row in any split counts as unanswerable; one that only another
    split judges is left out. Raises `EvaluationError` where the folder is not of that layout.
    """
    judged = _judgements(folder)
    chosen = judged[_split(folder, judged, split)]
    elsewhere = {q for rows in judged.values() for q in rows}
    queries = tuple(
        Query(row["_id"], row["text"], _answers(row), chosen.get(row["_id"], {}))
        for row in rows_of(folder, "queries")
        if row["_id"] in chosen or row["_id"] not in elsewhere
    )
    rows = list(rows_of(folder, "corpus"))
    digest = hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()
    return QuestionSet(tuple(_documents(rows)), queries, digest)


def _judgements(folder: Path) -> dict[str, dict[str, dict[str, int]]]:
    """For each split, for each query with any, its relevant rows and their grades."""
    found = {path.stem: _read_qrels(path) for path in sorted((folder / "qrels").glob("*.tsv"))}
    if not found:
        raise EvaluationError(f"{folder} holds no qrels/*.tsv; name a folder in BEIR's layout.")
    return found


def _read_qrels(path: Path) -> dict[str, dict[str, int]]:
    relevant: dict[str, dict[str, int]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            grade = _grade(row)
            if grade > 0:
                relevant.setdefault(row[0], {})[row[1]] = grade
    return relevant


def _grade(row: list[str]) -> int:
    """The grade of a row; 0 for the heading and for what is no judgement."""
    try:
        return int(row[2])
    except (IndexError, ValueError):
        return 0


def _split(folder: Path, judged: Mapping[str, object], wanted: str | None) -> str:
    if wanted is None and len(judged) == 1:
        return next(iter(judged))
    if wanted in judged and wanted is not None:
        return wanted
    names = ", ".join(judged)
    raise EvaluationError(f"{folder} has the splits {names}; choose one with --split NAME.")


def _answers(row: Row) -> tuple[str, ...]:
    return tuple((row.get("metadata") or {}).get("answers") or ())


def _documents(rows: list[Row]) -> Iterator[Document]:
    reader = PlainReader()
    for row in rows:
        raw = Raw(row["_id"], row["text"].encode("utf-8", "replace"))
        if not raw.lines:
            continue
        speaker = (row.get("metadata") or {}).get("speaker")
        entry = Entry(speaker=speaker, work=Work(title=row.get("title") or None))
        reading = reader.read(raw, entry)
        digest = hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()
        yield Document(
            row["_id"], reader.form, raw.text, reading.segments, entry.work, digest, digest
        )


def rows_of(folder: Path, name: str) -> Iterator[Row]:
    """The rows of `corpus` or `queries`. Raises `EvaluationError` where they cannot be read."""
    plain, packed = folder / f"{name}.jsonl", folder / f"{name}.jsonl.gz"
    try:
        raw = gzip.decompress(packed.read_bytes()) if packed.exists() else plain.read_bytes()
        yield from (json.loads(line) for line in raw.split(b"\n") if line.strip())
    except (OSError, ValueError) as error:
        raise EvaluationError(f"{plain}[.gz] cannot be read: {error}.") from error
