"""Short ways to have a text read, and to look at what came out."""

from pathlib import Path

from retrieval.models import Document, Segment
from retrieval.readers import READERS, read_document
from retrieval.readers.base import Entry

# Forms that are no plain text: their offsets count in a text that is made of them.
_WEB = {"web-comments", "web-page", "web-thread"}
_OF_THEIR_OWN = {
    "chat-export",
    "epub",
    "pdf",
    "speech-json",
    "subrip",
    "timed-lines",
    "webvtt",
} | _WEB
TEXT_READERS = tuple(reader for reader in READERS if reader.form not in _OF_THEIR_OWN)


def read(folder: Path, text: str, entry: Entry | None = None) -> Document:
    """The document that a file with exactly this text becomes."""
    path = folder / "text.txt"
    path.write_bytes(text.encode("utf-8"))
    return read_document(path, entry)


def texts_of(document: Document) -> list[str]:
    """What each segment says."""
    return [text_of(document, segment) for segment in document.segments]


def text_of(document: Document, segment: Segment) -> str:
    """What one segment says."""
    return document.text[segment.start : segment.end]


def speakers_of(document: Document) -> list[str | None]:
    """Who says each segment."""
    return [segment.voice.speaker for segment in document.segments]


def quotations_of(document: Document) -> list[tuple[str, str | None]]:
    """Every quoted statement with the person it is put down to."""
    return [
        (text_of(document, segment), segment.voice.quoted_speaker)
        for segment in document.segments
        if segment.voice.quotation
    ]
