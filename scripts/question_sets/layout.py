"""A question set as rows, and its files: BEIR's layout, as `retrieval.beir` reads it."""

import gzip
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

SPLIT = "dev"


class NotFetched(Exception):
    """A set cannot be fetched or kept; the message is one plain sentence."""


@dataclass(frozen=True, slots=True)
class Row:
    """A document: its id, title and text, and who speaks where that is known."""

    id: str
    title: str
    text: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the ids of the rows that answer it (none where nothing does), and its answers."""

    id: str
    text: str
    relevant: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowSet:
    """A corpus and its questions."""

    corpus: Sequence[Row]
    questions: Sequence[Question]


def write(rows: RowSet, folder: Path) -> None:
    """Make `folder` with all its files, or not at all. Raises `NotFetched`."""
    if not rows.corpus or not any(question.relevant for question in rows.questions):
        raise NotFetched("No question with its answer was found; the source's format has changed.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder.parent) as scratch:
            made = Path(scratch, "made")
            _write(rows, made)
            made.rename(folder)  # refuses where a folder with files already stands there
    except OSError as error:
        raise NotFetched(f"{folder} cannot be made ({error.strerror}); name another.") from error


def _write(rows: RowSet, folder: Path) -> None:
    (folder / "qrels").mkdir(parents=True)
    _pack(folder / "corpus.jsonl.gz", (_document(row) for row in rows.corpus))
    _pack(folder / "queries.jsonl.gz", (_query(question) for question in rows.questions))
    judged = [f"{q.id}\t{row}\t1" for q in rows.questions for row in q.relevant]
    lines = ["query-id\tcorpus-id\tscore", *judged, ""]
    (folder / "qrels" / f"{SPLIT}.tsv").write_text("\n".join(lines), "utf-8", newline="\n")


def _document(row: Row) -> dict[str, object]:
    metadata = {"metadata": {"speaker": row.speaker}} if row.speaker else {}
    return {"_id": row.id, "title": row.title, "text": row.text, **metadata}


def _query(question: Question) -> dict[str, object]:
    metadata = {"metadata": {"answers": question.answers}} if question.answers else {}
    return {"_id": question.id, "text": question.text, **metadata}


def _pack(path: Path, rows: Iterable[dict[str, object]]) -> None:
    text = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
    # Without a time in it, the same set is the same file.
    path.write_bytes(gzip.compress(text.encode(), mtime=0))
