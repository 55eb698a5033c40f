"""Whether stored passages still are what their documents say, and those what their files say."""

import hashlib
from collections.abc import Container
from enum import Enum, auto
from pathlib import Path
from typing import Final

from retrieval.catalogue import Catalogue
from retrieval.errors import DocumentMissing, DocumentUnreadable
from retrieval.indexes import OwnIndexes
from retrieval.models import Document
from retrieval.orphans import orphans_in
from retrieval.readers import read_bytes
from retrieval.reports import Verification
from retrieval.sources.registry import Registry

# Between an archive's path and what stands in it.
_INSIDE: Final = "!/"


class _State(Enum):
    SAME = auto()
    CHANGED = auto()
    VANISHED = auto()
    ELSEWHERE = auto()


def verify(indexes: OwnIndexes, registry: Registry) -> Verification:
    """Compare Chroma's texts with the stored documents, and those with the files they came from.

    A document that has vanished is counted apart: its stored text still stands, and its passages
    are compared with it. So are those of documents from archives, links and feeds, for which
    nothing is fetched. What belongs to nothing is told too.
    """
    catalogue = indexes.catalogue
    held = dict(indexes.store.texts())
    gone = registry.vanished()
    found: dict[_State, list[str]] = {state: [] for state in _State}
    differing: list[str] = []
    for number, document in catalogue.documents():
        found[_state(document, gone)].append(document.source)
        differing.extend(_differing(catalogue, number, document, held))
    differing.extend(f"passage {number} in Chroma alone" for number in sorted(held))
    differing.extend(f"passage {n} in the keyword index alone" for n in indexes.keywords.strays())
    differing.extend(orphans_in(catalogue))
    documents, passages = catalogue.counts()
    return Verification(
        documents=documents,
        passages=passages,
        differing_passages=differing,
        changed_sources=found[_State.CHANGED],
        vanished_sources=found[_State.VANISHED],
        stored_alone=found[_State.ELSEWHERE],
    )


def _differing(
    catalogue: Catalogue, document_id: int, document: Document, held: dict[int, str]
) -> list[str]:
    found = []
    for number, start, end, text in catalogue.slices(document_id):
        if not text == held.pop(number, None) == document.text[start:end]:
            found.append(f"{document.source} [{start}:{end}]")
    return found


def _state(document: Document, gone: Container[str]) -> _State:
    """How a document compares with what it came from, as far as that is on this machine."""
    if document.source in gone:
        return _State.VANISHED
    path = Path(document.source.partition(_INSIDE)[0] if document.origin else document.source)
    if not path.is_absolute():
        return _State.ELSEWHERE
    if str(path) != document.source:
        return _State.ELSEWHERE if path.exists() else _State.VANISHED
    try:
        raw = read_bytes(path)
    except DocumentMissing:
        return _State.VANISHED
    except DocumentUnreadable:
        return _State.CHANGED
    same = hashlib.sha256(raw).hexdigest() == document.digest
    return _State.SAME if same else _State.CHANGED
