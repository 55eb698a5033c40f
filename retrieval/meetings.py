"""Meetings with queries and a person's summary for each, to measure digests on.

The layout is `meetings.jsonl[.gz]`, a meeting a line, as in QMSum (Zhong et al. 2021,
https://github.com/Yale-LILY/QMSum): `id`, `turns` of `speaker` and `text`, and `queries` of `query`
and `summary`.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.beir import Row, rows_of
from retrieval.errors import EvaluationError
from retrieval.models import Document, Kind, Segment, Voice, Work

_NAME = "meetings"


@dataclass(frozen=True, slots=True)
class Summarised:
    """A query on a meeting, and what a person wrote as its summary."""

    query: str
    summary: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as a document, each turn a segment of its own, and the queries on it."""

    document: Document
    queries: tuple[Summarised, ...]


def read_meetings(folder: Path) -> list[Meeting]:
    """The meetings of a folder. Raises `EvaluationError` where it holds none that can be read."""
    if not any((folder / f"{_NAME}.jsonl{packed}").exists() for packed in ("", ".gz")):
        raise EvaluationError(
            f"{folder} holds no {_NAME}.jsonl.gz; digests are measured on meetings with summaries."
        )
    try:
        meetings = [_meeting(row) for row in rows_of(folder, _NAME)]
    except (KeyError, TypeError, AttributeError) as error:
        raise EvaluationError(
            f"{folder / _NAME}.jsonl.gz is of another layout; each line has to hold a meeting's "
            "id, turns (speaker, text) and queries (query, summary)."
        ) from error
    if not any(meeting.queries for meeting in meetings):
        raise EvaluationError(f"{folder / _NAME}.jsonl.gz holds no queries.")
    return meetings


def _meeting(row: Row) -> Meeting:
    queries = tuple(Summarised(str(q["query"]), str(q["summary"])) for q in row["queries"])
    return Meeting(document_of(row), queries)


def document_of(row: Row) -> Document:
    """A meeting's turns as a text, a turn a line; turns without a word are left out."""
    said = [(str(turn["speaker"]), str(turn["text"]).strip()) for turn in row["turns"]]
    turns = [(speaker, text) for speaker, text in said if text]
    digest = hashlib.sha256(json.dumps(turns).encode()).hexdigest()
    text = "\n".join(text for _, text in turns)
    return Document(str(row["id"]), _NAME, text, tuple(_segments(turns)), Work(), digest, digest)


def _segments(turns: Sequence[tuple[str, str]]) -> Iterator[Segment]:
    start = 0
    for speaker, text in turns:
        yield Segment(start, start + len(text), Voice(Kind.TRANSCRIPT, speaker))
        start += len(text) + 1
