"""How much a sync does at once: as fast as may be, or beside somebody who asks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from retrieval.embedding import Embedder, embed_gently
from retrieval.models import Document
from retrieval.readers import document_from
from retrieval.readers.apart import read_gently
from retrieval.readers.base import Entry, Raw
from retrieval.rows import Vectors


@dataclass(frozen=True, slots=True)
class Pace:
    """The size of a sync's steps.

    About `passages` are embedded and exchanged at once, Chroma is told of `rows` at once, and after
    each of these steps comes a rest of `pause` seconds, in which others may have the library.
    `embed` and `read` are as `Embedder.embed` and `document_from`.
    """

    passages: int
    rows: int
    pause: float
    embed: Callable[[Embedder, Sequence[str]], Vectors]
    read: Callable[[str, Raw, Entry], Document]


# A group is what a kill costs at most, and enough for all threads to be busy.
SWIFT: Final = Pace(64, 500, 0.0, lambda embedder, texts: embedder.embed(texts), document_from)
# Chroma lets no other thread run while it writes: 20 ms for a row, 90 ms for ten. An exchange is
# one transaction of one document, however small the group.
GENTLE: Final = Pace(1, 2, 0.03, embed_gently, read_gently)
