"""Members' messages as documents: found by the question that they answer, quoted as theirs.

The question leads to every sentence of the message, in words and in meaning, and is never quoted
with it. So a question is matched with one that was answered before, as for lists of frequent
questions (Sakata et al., 2019, "FAQ Retrieval using Query-Question Similarity and BERT-Based
Query-Answer Relevance").
"""

import re
from dataclasses import astuple, replace
from hashlib import sha256
from typing import Final

from retrieval.errors import NothingToKeep
from retrieval.exchanging import Cut, Exchanger
from retrieval.indexes import OwnIndexes
from retrieval.kept import FORM, KeptMessage, source_of
from retrieval.models import Document, Kind, Locator, Voice, Work
from retrieval.readers.base import lines_of
from retrieval.readers.discord_text import readable
from retrieval.readers.quotations import split_blockquotes

_LONGEST_QUESTION: Final = 300
_WORD, _ADDRESS = re.compile(r"[^\W\d_]"), re.compile(r"\w+://\S+")


class Keeper:
    """Takes members' messages into the library, and out of it."""

    def __init__(self, indexes: OwnIndexes, exchanger: Exchanger) -> None:
        self._indexes = indexes
        self._exchanger = exchanger

    def keep(self, kept: KeptMessage) -> None:
        """Keep a message instead of what is kept of it. Raises `NothingToKeep`."""
        cut = self._exchanger.cut(document_of(kept))
        if not cut.passages:
            raise NothingToKeep
        led = Cut(cut.document, cut.passages, [_asked(kept)] * len(cut.passages))
        prepared = self._exchanger.prepared([led], {}, self._indexes.embedder.embed)
        self._exchanger.exchange(prepared)
        self._indexes.store.settle()

    def withdraw(self, number: int) -> bool:
        """Forget a message; whether it was held."""
        gone = self._exchanger.remove(source_of(number))
        self._indexes.store.settle()
        return bool(gone)


def document_of(kept: KeptMessage) -> Document:
    """The message as a document in the voice of a member, who is nobody that the library names.

    What it quotes from others is none of its segments: they have agreed to nothing.
    """
    text = readable(kept.text, {})
    day = kept.at.date().isoformat()
    at = Locator(url=kept.link, published=day)
    voice = Voice(Kind.MESSAGE, member=kept.author)
    pieces = split_blockquotes(text, lines_of(text), voice)
    own = (
        piece
        for piece in pieces
        if piece.voice == voice and _WORD.search(_ADDRESS.sub("", text[piece.start : piece.end]))
    )
    segments = tuple(replace(piece, at=at) for piece in own)
    mark = sha256("\0".join(map(str, astuple(kept))).encode("utf-8", "replace")).hexdigest()
    return Document(
        source=kept.source,
        form=FORM,
        text=text,
        segments=segments,
        work=Work(
            title=f"#{kept.channel}" if kept.channel else None,
            publisher=kept.server,
            published=day,
            url=kept.link,
            audience=kept.audience,
            description="a member’s message",
        ),
        digest=mark,
        fingerprint=mark,
    )


def _asked(kept: KeptMessage) -> str:
    return " ".join(kept.asked.split())[:_LONGEST_QUESTION]
