"""Whether stored passages still are what their documents say, and those what their files say."""

import hashlib
from pathlib import Path

from retrieval.catalogue import Catalogue
from retrieval.errors import DocumentMissing, DocumentUnreadable
from retrieval.models import Document
from retrieval.readers import read_bytes
from retrieval.reports import Verification
from retrieval.store import Store


def verify(catalogue: Catalogue, store: Store) -> Verification:
    """Compare Chroma's texts with the stored documents, and those with the files they came from.

    A file that has vanished is counted apart: its stored text still stands.
    """
    held = dict(store.texts())
    changed: list[str] = []
    vanished: list[str] = []
    differing: list[str] = []
    for number, document in catalogue.documents():
        state = _file_state(document)
        (changed if state == "changed" else vanished if state == "vanished" else []).append(
            document.source
        )
        differing.extend(_differing(catalogue, number, document, held))
    documents, passages = catalogue.counts()
    strays = [f"passage {number} in Chroma alone" for number in sorted(held)]
    return Verification(documents, passages, [*differing, *strays], changed, vanished)


def _differing(
    catalogue: Catalogue, document_id: int, document: Document, held: dict[int, str]
) -> list[str]:
    found = []
    for number, start, end, text in catalogue.slices(document_id):
        if not text == held.pop(number, None) == document.text[start:end]:
            found.append(f"{document.source} [{start}:{end}]")
    return found


def _file_state(document: Document) -> str:
    try:
        raw = read_bytes(Path(document.source))
    except DocumentMissing:
        return "vanished"
    except DocumentUnreadable:
        return "changed"
    return "same" if hashlib.sha256(raw).hexdigest() == document.digest else "changed"
