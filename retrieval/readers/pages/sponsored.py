"""The blocks of an essay that are a sponsor's: they say so, or stand in a box marked so."""

import re
from collections.abc import Sequence
from typing import Final

from retrieval.readers.html_text import Element, Piece

_TEXT: Final = r"(?:post|issue|article|newsletter|edition|essay|e-?mail|episode|podcast|show|piece)"
_SAYS: Final = re.compile(
    rf"(?:this|today['’]s|our) {_TEXT} (?:is|was|comes) (?:also |proudly |kindly )?(?:sponsored by"
    r"|brought to you by|supported by|presented by|made possible by)\b"
    r"|(?:sponsored|brought to you|presented) by\b|together with [A-Z]\w+$"
    r"|(?:many |big |special )?(?:thanks|thank you) to [^.!?]{1,80} for (?:sponsoring|supporting)"
    rf" (?:this|today['’]s|our|the) {_TEXT}"
    r"|(?:a|and now a) (?:word|message) from (?:our|this week['’]s|today['’]s) sponsors?\b"
    r"|(?:today['’]s|this week['’]s|our) sponsors?(?: (?:is|are)\b|:|$)"
    r"|sponsors?:?$|advertisement$",
    re.IGNORECASE,
)
_BOX: Final = re.compile(
    r"(?:^|[\s_-])(?:sponsor|sponsors|sponsored|sponsorship|advertorial|advertisement)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NEAR: Final = 4
# A box in a page, not the page.
_HOLDERS: Final = frozenset(("article", "main", "body", "html"))


def without_sponsors(pieces: Sequence[Piece]) -> tuple[list[Piece], int]:
    """The blocks that are no sponsor's, and how many runs of blocks are."""
    boxes: dict[Element, Element | None] = {}
    kept: list[Piece] = []
    runs, before = 0, False
    section: str | None = None
    for piece in pieces:
        box = _box_of(piece, boxes)
        if piece.level is not None:
            section = piece.text if _SAYS.match(piece.text) else None
        is_sponsors = box is not None or section is not None or bool(_SAYS.match(piece.text))
        runs += is_sponsors and not before
        before = is_sponsors
        if not is_sponsors:
            kept.append(piece)
    return kept, runs


def _box_of(piece: Piece, boxes: dict[Element, Element | None]) -> Element | None:
    """The box marked as a sponsor's that a block stands in."""
    element: Element | None = piece.element
    if piece.element not in boxes:
        boxes[piece.element] = None
        for _ in range(_NEAR):
            if element is None or element.tag in _HOLDERS:
                break
            if _BOX.search(f"{element.get('class', '')} {element.get('id', '')}"):
                boxes[piece.element] = element
            element = element.getparent()
    return boxes[piece.element]
