"""Bytes on disk to documents: one reader for each form of source, the first that fits reads."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from retrieval.errors import (
    DocumentEmpty,
    DocumentEncoding,
    DocumentMissing,
    DocumentNotText,
    DocumentUnreadable,
    SidecarError,
)
from retrieval.models import Document
from retrieval.readers.audio_page import AudioPageReader
from retrieval.readers.base import Entry, Line, Reader, lines_of
from retrieval.readers.comments import CommentsReader
from retrieval.readers.episode_page import EpisodePageReader
from retrieval.readers.forum_thread import ForumThreadReader
from retrieval.readers.plain import PlainReader
from retrieval.readers.sidecar import SIDECAR_NAME, read_sidecar
from retrieval.readers.speaker_page import SpeakerPageReader

# Part of every fingerprint: raise it when a reader or the cutting changes, and ingest reads anew.
READING_VERSION = "1"
READERS: tuple[Reader, ...] = (
    EpisodePageReader(),
    AudioPageReader(),
    CommentsReader(),
    SpeakerPageReader(),
    ForumThreadReader(),
    PlainReader(),
)

__all__ = ["SIDECAR_NAME", "files_under", "read_bytes", "read_document", "read_sidecar"]


def files_under(path: Path) -> Iterator[Path]:
    """The files that `path` stands for, in name order: itself, or all below it.

    Hidden files and sidecars are left out, and so is a link to a folder that it stands in. What
    cannot be opened is among the files, so that reading it says why. Raises `DocumentMissing`
    where there is nothing, `DocumentUnreadable` where the system does not let us look.
    """
    try:
        there = path.exists()
    except OSError as error:
        raise DocumentUnreadable(f"{path}: it cannot be read ({error.strerror}).") from error
    if not there:
        raise DocumentMissing(f"{path}: there is no such file or folder.")
    if path.name != SIDECAR_NAME:
        yield from _below(path, ())


def _below(path: Path, above: tuple[Path, ...]) -> Iterator[Path]:
    if not path.is_dir() or (children := _children(path)) is None:
        yield path
        return
    here = path.resolve()
    if here not in above:
        for child in children:
            yield from _below(child, (*above, here))


def _children(folder: Path) -> list[Path] | None:
    try:
        found = sorted(folder.iterdir())
    except OSError:
        return None
    return [c for c in found if not c.name.startswith(".") and c.name != SIDECAR_NAME]


def read_bytes(path: Path) -> bytes:
    """The file's bytes; `DocumentMissing` or `DocumentUnreadable` where they cannot be had."""
    try:
        # A pipe or a device might never end, and a folder is here only if it cannot be listed.
        if path.exists() and not path.is_file():
            raise DocumentUnreadable(f"{path}: it cannot be read (it is no ordinary file).")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentMissing(f"{path}: there is no such file.") from error
    except OSError as error:
        raise DocumentUnreadable(f"{path}: it cannot be read ({error.strerror}).") from error


def read_document(path: Path, entry: Entry | None = None) -> Document:
    """The document at `path`, as `entry` (its sidecar row) and its own text describe it.

    The canonical text of a text file is its decoded bytes, untouched.
    Raises a `DocumentError` that names the file and what is wrong with it.
    """
    entry = entry or Entry()
    _check_name(path)
    raw = read_bytes(path)
    text = _decoded(path, raw)
    lines = lines_of(text)
    if not lines:
        raise DocumentEmpty(f"{path}: there is no text in it.")
    reader = _reader_for(lines, entry)
    reading = reader.read(text, lines, entry)
    digest = hashlib.sha256(raw).hexdigest()
    return Document(
        source=os.path.abspath(path),  # noqa: PTH100 - resolve() would follow links to another name
        form=reader.form,
        text=text,
        segments=reading.segments,
        work=replace(
            entry.work,
            title=entry.work.title or reading.title,
            description=entry.work.description or reading.description,
        ),
        digest=digest,
        fingerprint=_fingerprint(digest, reader, entry),
    )


def _check_name(path: Path) -> None:
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError as error:
        shown = str(path).encode("utf-8", "replace").decode("utf-8")
        raise DocumentUnreadable(f"{shown}: its name is not UTF-8; rename it.") from error


def _decoded(path: Path, raw: bytes) -> str:
    if b"\0" in raw:
        raise DocumentNotText(f"{path}: it is not a text file.")
    try:
        # Not utf-8-sig: a byte-order mark is character 0 of the text, and offsets count it.
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DocumentEncoding(
            f"{path}: it is not UTF-8 text (byte {error.start}); save it as UTF-8."
        ) from error


def _reader_for(lines: list[Line], entry: Entry) -> Reader:
    if entry.form is None:
        return next(reader for reader in READERS if reader.recognises(lines))
    for reader in READERS:
        if reader.form == entry.form:
            return reader
    known = ", ".join(reader.form for reader in READERS)
    raise SidecarError(f"{SIDECAR_NAME} names the form {entry.form!r}; known forms are {known}.")


def _fingerprint(digest: str, reader: Reader, entry: Entry) -> str:
    parts: Iterable[str] = (READING_VERSION, digest, reader.form, repr(entry))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
