"""Short ways to have a page read, and to look at what came out."""

from pathlib import Path

from retrieval.models import Document, Segment
from retrieval.readers import document_from
from retrieval.readers.base import Entry, Raw

SAVED = Path(__file__).parent / "saved"


def saved(name: str, entry: Entry | None = None) -> Document:
    """The document that a saved page of ours becomes."""
    path = SAVED / f"{name}.html"
    return document_from(str(path), Raw(path.name, path.read_bytes()), entry)


def page(markup: str, entry: Entry | None = None) -> Document:
    """The document that a page with this body becomes."""
    text = f"<!DOCTYPE html><html><head><title>A page</title></head><body>{markup}</body></html>"
    return document_from("page", Raw("page", text.encode()), entry)


def words(document: Document, segment: Segment) -> str:
    """What a segment says."""
    return document.text[segment.start : segment.end]


def said(document: Document) -> list[tuple[str | None, str]]:
    """Who says what."""
    return [(s.voice.speaker, words(document, s)) for s in document.segments]


def answers(document: Document) -> list[tuple[str | None, str | None]]:
    """Who answers whom, once for each comment or post."""
    pairs = [((s.at, s.voice.speaker), s.voice.replying_to) for s in document.segments]
    return [(key[1], whom) for key, whom in dict.fromkeys(pairs)]


def quoted(document: Document) -> list[tuple[str | None, str]]:
    """Whom a quotation is put down to, and what it says."""
    return [
        (s.voice.quoted_speaker, words(document, s)) for s in document.segments if s.voice.quotation
    ]


def links(document: Document) -> list[tuple[str | None, str | None]]:
    """Each comment's or post's own address and date."""
    return list(dict.fromkeys((s.at.url, s.at.published) for s in document.segments))
