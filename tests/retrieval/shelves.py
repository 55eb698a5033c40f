"""Folders of small texts to ingest, and a look behind the library's door."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval import Answer, Kind, Library, Quote
from retrieval.models import PUBLIC, Document, Locator, Segment, Voice, Work
from retrieval.places import CATALOGUE
from retrieval.rows import SCHEMA

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

BOATS = "Boats float on salt water. Rope holds them at the pier. Tar keeps the planks dry."
KITES = "Kites fly in steady wind. String holds them in the hand. Paper keeps them light."


def write(folder: Path, **texts: str) -> Path:
    """Write each text to `folder`, as the file of its name; the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_bytes(text.encode("utf-8"))
    return folder


def chapters(word: str, count: int) -> str:
    """A text of `count` paragraphs that tell of `word`; some thirty of them fill two passages."""
    return "\n\n".join(f"The {word} of chapter {n} was a fine one indeed." for n in range(count))


def contents(folder: Path) -> dict[str, tuple[int, str]]:
    """When each file below `folder` was last written, and the digest of what it holds."""
    return {
        path.relative_to(folder).as_posix(): (
            path.stat().st_mtime_ns,
            hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def passages_of(library: Library) -> dict[int, str]:
    """Every passage by its id, as the catalogue has it."""
    catalogue = library._catalogue
    return {stored.id: stored.text for stored in catalogue.passages(catalogue.passage_ids())}


def in_step(library: Library) -> bool:
    """Whether Chroma and the keyword index hold the catalogue's passages and nothing else."""
    passages = passages_of(library)
    return (
        dict(library._store.texts()) == passages
        and indexed_by(library) == sorted(passages)
        and library._catalogue.outbox() == ([], [])
    )


def in_chroma(library: Library) -> "Collection":
    """What everybody's passages are searched in by their vectors, opened."""
    library._store.open()
    return library._store._ready.of(PUBLIC)


def indexed_by(library: Library) -> list[int]:
    """The ids that the keyword index holds, in order."""
    base, recent = library._keywords.lexicon.parts
    return [*base.ids[base.alive].tolist(), *recent.ids[recent.alive].tolist()]


def words_known_to(library: Library) -> set[str]:
    """Every term of the keyword index."""
    return set(library._keywords.lexicon.terms)


def said(answer: Answer) -> tuple[bool, float, tuple[Quote, ...]]:
    """What an answer says, without how long it took."""
    return answer.answered, answer.confidence, answer.quotes


def transcript(
    name: str, *turns: tuple[str | None, str], work: Work, kind: Kind = Kind.TRANSCRIPT
) -> Document:
    """A document of turns, each by a voice, in the file `name`; a turn "1:30|words" has a time."""
    text, segments = "", []
    for speaker, said in turns:
        time, _, words = said.rpartition("|")
        minutes, _, seconds = time.partition(":")
        at = 60.0 * int(minutes) + int(seconds) if time else None
        start = len(text)
        text += f"{words}\n\n"
        segments.append(Segment(start, start + len(words), Voice(kind, speaker), at=Locator(at)))
    mark = hashlib.sha256(f"{text}{work}{segments}".encode()).hexdigest()
    return Document(f"/shelf/{name}", "text", text, tuple(segments), work, mark, mark)


def as_version_one(folder: Path) -> None:
    """Make the library in `folder` one of the first version: its tables, and what fits in them."""
    path, later = folder / CATALOGUE, folder / "later"
    path.rename(later)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript(SCHEMA)
        db.execute("ATTACH ? AS later", (str(later),))
        for table in ("meta", "documents", "passages", "sentences", "outbox"):
            columns = db.execute(f"PRAGMA main.table_info({table})")
            names = ", ".join(f'"{name}"' for _, name, *_ in columns)
            db.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM later.{table}")  # noqa: S608 - the names are SQLite's
        db.execute("UPDATE meta SET value = '1' WHERE key = 'schema'")
    later.unlink()
