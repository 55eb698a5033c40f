"""How documents and passages are written into the catalogue's tables, and read back."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from retrieval.models import Kind, LeftOut, Locator, Passage, Role, Sentence, Voice, Work
from retrieval.reports import SourceSummary

# Notes about the library: which model made its vectors (identity.py), and how long they are.
EMBEDDER, DIMENSIONS = "embedder", "dimensions"
Vectors = NDArray[np.float32]
# A sentence, where in its source it stands, and its vector as it is stored.
SentenceRow = tuple[Sentence, Locator, bytes]

# Version 1; migrations.py brings it up to this one.
SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL UNIQUE, form TEXT NOT NULL,
    text TEXT NOT NULL, digest TEXT NOT NULL, fingerprint TEXT NOT NULL,
    title TEXT, publisher TEXT, published TEXT, url TEXT, audience TEXT NOT NULL, description TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL,
    heading TEXT, lead_in TEXT NOT NULL,
    kind TEXT NOT NULL, speaker TEXT, quotation INTEGER NOT NULL, quoted_speaker TEXT,
    quoted_in TEXT, remark TEXT, vector BLOB NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS passages_by_document ON passages (document_id);
CREATE INDEX IF NOT EXISTS passages_by_voice
    ON passages (speaker, quoted_speaker, kind, document_id);
CREATE TABLE IF NOT EXISTS sentences (
    passage_id INTEGER NOT NULL REFERENCES passages (id) ON DELETE CASCADE,
    number INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    segment INTEGER NOT NULL, timestamp REAL, vector BLOB NOT NULL,
    PRIMARY KEY (passage_id, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outbox (passage_id INTEGER PRIMARY KEY, removed INTEGER NOT NULL) STRICT;
"""
# What is known of a document d, in the order of `Work`.
WORK_COLUMNS: Final = (
    "d.title, d.publisher, d.published, d.url, d.audience, d.description, d.language, d.media,"
    " d.duration"
)
# What `stored_from` reads: of passages p, then of documents d.
PASSAGE_COLUMNS: Final = (
    "p.id, document_id, p.start, p.end, heading, p.language, lead_in, p.text, kind, speaker,"
    f" quotation, quoted_speaker, quoted_in, remark, role, replying_to, member, source,"
    f" {WORK_COLUMNS}"
)
# What `summary_from` reads, of documents d and their passages p.
SUMMARY_COLUMNS: Final = (
    "source, form, title, publisher, published, url, audience, count(p.id),"
    " json_group_array(DISTINCT speaker) FILTER (WHERE speaker IS NOT NULL), origin, left_out,"
    " description"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage as it will be stored: with its vectors and the words that lead to it.

    `vector` is (dimensions,), `sentence_vectors` (sentences, dimensions), rows of unit length.
    `lead_in` is the sentence before a quotation: it is searched, and never quoted with it. `at`
    tells of each sentence where in its source it stands.
    """

    passage: Passage
    lead_in: str
    vector: Vectors
    sentence_vectors: Vectors
    at: tuple[Locator, ...]


@dataclass(frozen=True, slots=True)
class Stored:
    """A passage as it is stored, with the document that it stands in (without its text)."""

    id: int
    document_id: int
    source: str
    work: Work
    passage: Passage
    lead_in: str
    text: str
    at: tuple[Locator, ...]
    sentence_vectors: Vectors

    @property
    def sentences(self) -> list[str]:
        """Its sentences' words, as they stand in the document."""
        first = self.passage.start
        return [self.text[s.start - first : s.end - first] for s in self.passage.sentences]

    @property
    def surroundings(self) -> str:
        """The words around it that are searched with it: heading, voices, title, lead-in."""
        return surroundings_of(self.passage, self.work, self.lead_in)


def surroundings_of(passage: Passage, work: Work, lead_in: str) -> str:
    """The words around a passage that are searched with it, as `Stored.surroundings` has them."""
    voice = passage.voice
    parts = (
        passage.heading,
        voice.speaker,
        voice.quoted_speaker,
        voice.quoted_in,
        work.title,
        lead_in,
    )
    return "\n".join(part for part in parts if part)


def stored_from(row: Sequence[Any], sentences: Sequence[SentenceRow]) -> Stored:
    """The passage that a row of `PASSAGE_COLUMNS` and the rows of its sentences stand for."""
    number, document_id, start, end, heading, language, lead_in, text = row[:8]
    source, *work = row[17:]
    sentences_alone = tuple(sentence for sentence, _, _ in sentences)
    return Stored(
        id=number,
        document_id=document_id,
        source=source,
        work=Work(*work),
        passage=Passage(start, end, sentences_alone, voice_from(*row[8:17]), heading, language),
        lead_in=lead_in,
        text=text,
        at=tuple(at for _, at, _ in sentences),
        sentence_vectors=np.frombuffer(b"".join(vector for _, _, vector in sentences), np.float16)
        .reshape(len(sentences), -1)
        .astype(np.float32),
    )


def voice_from(kind: str, speaker: str | None, quotation: int, *more: str | None) -> Voice:
    """The voice that these columns of a passage stand for."""
    quoted_speaker, quoted_in, remark, role, replying_to, member = more
    part = Role(role) if role else None
    cited = bool(quotation), quoted_speaker, quoted_in
    return Voice(Kind(kind), speaker, *cited, remark, part, replying_to, member)


def summary_from(*row: Any) -> SourceSummary:
    """The summary that a row of `SUMMARY_COLUMNS` stands for."""
    source, form, title, publisher, published, url, audience, passages, *more = row
    voices, origin, left_out, description = more
    known = source, form, title, publisher, published, url, audience, passages
    noted = tuple(json.loads(voices)), origin, LeftOut(*json.loads(left_out)), description
    return SourceSummary(*known, *noted)


def moment_of(seconds: float | None) -> datetime | None:
    """The time that is stored as seconds since 1970; None where none is."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def centroid(vectors: Vectors) -> Vectors:
    """The mean of vectors (n, dimensions), at length 1: (dimensions,)."""
    mean = vectors.mean(axis=0)
    middle: Vectors = mean / max(float(np.linalg.norm(mean)), 1e-9)
    return middle


def blob(vector: Vectors) -> bytes:
    """A vector as it is stored, in full precision."""
    return vector.astype(np.float32).tobytes()


def half(vector: Vectors) -> bytes:
    """A vector as it is stored, in half precision."""
    # Half precision is plenty for a cosine (error below 0.001) and halves the largest table.
    return vector.astype(np.float16).tobytes()
