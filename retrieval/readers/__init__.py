"""Bytes on disk to documents: one reader for each form of source, the first that fits reads."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from retrieval.errors import (
    DocumentEmpty,
    DocumentMissing,
    DocumentTooLarge,
    DocumentUnreadable,
    SidecarError,
)
from retrieval.models import PUBLIC, Document, Segment, Work
from retrieval.readers.audio_page import AudioPageReader
from retrieval.readers.base import MOST_SEGMENTS, Entry, Raw, Reader, Reading
from retrieval.readers.captions import SubRipReader, WebVttReader
from retrieval.readers.chat_export import ChatExportReader
from retrieval.readers.comments import CommentsReader
from retrieval.readers.episode_page import EpisodePageReader
from retrieval.readers.epub import EpubReader
from retrieval.readers.forum_thread import ForumThreadReader
from retrieval.readers.languages import with_languages
from retrieval.readers.markdown import MarkdownReader
from retrieval.readers.pdf import PdfReader
from retrieval.readers.plain import PlainReader
from retrieval.readers.sidecar import SIDECAR_NAME, read_sidecar
from retrieval.readers.speaker_page import SpeakerPageReader
from retrieval.readers.speech_json import SpeechJsonReader
from retrieval.readers.timed_lines import TimedLinesReader
from retrieval.readers.transcript import TranscriptReader
from retrieval.readers.web_pages import WebReader
from retrieval.readers.well_formed import well_formed, well_formed_reading
from retrieval.sources.secrets import Guard, names_key

# Part of every fingerprint: raise it when a reader or the cutting changes, and ingest reads anew.
READING_VERSION = "6"
READERS: tuple[Reader, ...] = (
    PdfReader(),
    EpubReader(),
    # Before whatever reads text: a page may be in any encoding.
    WebReader("web-thread"),
    WebReader("web-comments"),
    WebReader("web-page"),
    WebVttReader(),
    SubRipReader(),
    SpeechJsonReader(),
    ChatExportReader(),
    EpisodePageReader(),
    AudioPageReader(),
    CommentsReader(),
    SpeakerPageReader(),
    TimedLinesReader(),
    TranscriptReader(),
    MarkdownReader(),
    ForumThreadReader(),
    PlainReader(),
)


__all__ = [
    "READING_VERSION",
    "SIDECAR_NAME",
    "document_from",
    "fingerprint_of",
    "read_bytes",
    "read_document",
    "read_sidecar",
]


def read_bytes(path: Path) -> bytes:
    """The file's bytes; `DocumentMissing` or `DocumentUnreadable` where they cannot be had."""
    try:
        # A pipe or a device might never end, and a folder is here only if it cannot be listed.
        if path.exists() and not path.is_file():
            raise DocumentUnreadable(
                "{name}: it cannot be read (it is no ordinary file).", name=str(path)
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentMissing("{name}: there is no such file.", name=str(path)) from error
    except OSError as error:
        raise DocumentUnreadable(
            "{name}: it cannot be read ({detail}).", name=str(path), detail=str(error.strerror)
        ) from error


def read_document(path: Path, entry: Entry | None = None) -> Document:
    """The document at `path`, as `entry` (its sidecar row) and its own content describe it.

    Raises a `DocumentError` that names the file and what is wrong with it.
    """
    _check_name(path)
    source = os.path.abspath(path)  # noqa: PTH100 - resolve() would follow links to another name
    return document_from(source, Raw(str(path), read_bytes(path)), entry)


def document_from(source: str, raw: Raw, entry: Entry | None = None) -> Document:
    """The document of these bytes, to be known as `source`, as `entry` and itself describe it.

    The canonical text of a text file is its decoded bytes, untouched; other forms bring their own.
    Raises a `DocumentError` that calls it by `raw.name` and says what is wrong with it.
    """
    entry = _with_chapters(entry or Entry(), raw)
    told = well_formed(entry)
    if not raw.data.strip():
        raise DocumentEmpty("{name}: there is no text in it.", name=raw.name)
    reader = _reader_for(raw, entry)
    reading = _guarded(_read(reader, raw, told), raw.guard)
    text = raw.text if reading.text is None else reading.text
    given = entry.work.language
    declared = reading.work.language or entry.otherwise.language
    segments, language = with_languages(text, reading.segments, given=given, declared=declared)
    return Document(
        source=source,
        form=reader.form,
        text=text,
        segments=segments,
        work=replace(_shown(_work(told, reading), raw.guard.hides), language=language),
        digest=raw.digest,
        fingerprint=fingerprint_of(raw, reader.form, entry),
        left_out=reading.left_out,
    )


def _read(reader: Reader, raw: Raw, entry: Entry) -> Reading:
    reading = reader.read(raw, entry)
    if len(reading.segments) > MOST_SEGMENTS:
        raise DocumentTooLarge(
            "{name}: it has more than {count} parts; split it up.",
            name=raw.name,
            count=MOST_SEGMENTS,
        )
    return well_formed_reading(reading)


def _work(entry: Entry, reading: Reading) -> Work:
    """What is known of a document: from outside first, from itself, else what is taken."""
    work = entry.work.filled(reading.work).filled(entry.otherwise)
    return replace(work, audience=_audience(entry, reading))


def _audience(entry: Entry, reading: Reading) -> str:
    """Who may read a document: its own word may narrow what is said of it, and never widen it."""
    if entry.audience in {None, PUBLIC}:
        return reading.audience or PUBLIC
    return entry.audience or PUBLIC


def _guarded(reading: Reading, guard: Guard) -> Reading:
    """A reading without the links that would let in whoever sees them: what it says of itself."""

    def hides(link: str) -> bool:
        return guard.hides(link) or names_key(link)

    def kept(segment: Segment) -> Segment:
        if not segment.at.url or not hides(segment.at.url):
            return segment
        return replace(segment, at=replace(segment.at, url=None))

    segments = tuple(map(kept, reading.segments))
    return replace(reading, segments=segments, work=_shown(reading.work, hides))


def _shown(work: Work, hides: Callable[[str], bool]) -> Work:
    """A work without those of its links that are to be hidden."""
    url, media = (link if link and not hides(link) else None for link in (work.url, work.media))
    return replace(work, url=url, media=media)


def _with_chapters(entry: Entry, raw: Raw) -> Entry:
    return replace(entry, chapters=entry.chapters or raw.chapters)


def _check_name(path: Path) -> None:
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError as error:
        shown = str(path).encode("utf-8", "replace").decode("utf-8")
        raise DocumentUnreadable("{name}: its name is not UTF-8; rename it.", name=shown) from error


def _reader_for(raw: Raw, entry: Entry) -> Reader:
    if entry.form is None:
        for reader in READERS:
            if reader.recognises(raw):
                return reader
        raise DocumentEmpty("{name}: there is no text in it.", name=raw.name)
    for reader in READERS:
        if reader.form == entry.form:
            return reader
    known = ", ".join(reader.form for reader in READERS)
    raise SidecarError(
        "{file} names the form {form}; known forms are {known}.",
        file=SIDECAR_NAME,
        form=repr(entry.form),
        known=known,
    )


def fingerprint_of(raw: Raw, form: str, entry: Entry) -> str:
    """The fingerprint of a document that is read as this form: the same, and nothing differs."""
    parts = (READING_VERSION, raw.digest, form, repr(_with_chapters(entry, raw)))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
