"""The canonical text of a page, written paragraph by paragraph, with whose words each one is."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from retrieval.models import NOWHERE, Locator, Segment, Voice
from retrieval.readers.base import trimmed
from retrieval.readers.html_text import Element, Piece
from retrieval.readers.pages.quoted import name_quoted_in
from retrieval.readers.quotations import blockquote_voice, split_quotations

_MARK: Final = re.compile(r">+[ \t]*")
_LETTERS: Final = re.compile(r"[^\W_]+")
# Fewer letters than this stand in many texts.
_TELLING: Final = 20
_LONGEST_SOURCE: Final = 200_000


@dataclass(slots=True)
class Source:
    """A text that others may quote from: its words without what is between them, and its author."""

    author: str | None
    words: str

    @classmethod
    def of(cls, author: str | None, pieces: Iterable[Piece]) -> "Source":
        """The source that these pieces are."""
        return cls(author, letters_of(" ".join(p.text for p in pieces))[:_LONGEST_SOURCE])

    def holds(self, words: str) -> bool:
        """Whether these letters stand in it, and are enough to be from nowhere else."""
        return len(words) >= _TELLING and words in self.words


def letters_of(text: str) -> str:
    """The letters and digits of a text alone, in small ones."""
    return "".join(_LETTERS.findall(text.casefold()))


@dataclass(slots=True)
class Sheet:
    """Paragraphs joined by blank lines; segments count in `text`."""

    segments: list[Segment] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0

    @property
    def text(self) -> str:
        """All that was written."""
        return "\n\n".join(self._parts)

    def line(self, text: str) -> int:
        """Writes a paragraph that nobody is quoted with, and says where it begins."""
        start = self._length
        self._parts.append(text)
        self._length += len(text) + 2
        return start

    def write(
        self,
        pieces: Iterable[Piece],
        voice: Voice,
        at: Locator = NOWHERE,
        sources: tuple[Source, ...] = (),
    ) -> None:
        """Writes what one voice says; block quotes and quoted statements keep their own voice.

        A quote that nobody is named for is put down to the author of whichever of `sources` has the
        same words.
        """
        before = ""
        named: dict[Element, str | None] = {}
        for piece in pieces:
            start = self.line(piece.text)
            if piece.level is not None:
                continue
            for quote in piece.quotes[-1:]:
                if quote not in named:
                    named[quote] = name_quoted_in(quote)
            parts = list(_segments(piece, voice, before, sources, named))
            if not piece.quotes:
                before = piece.text
            self.segments += [
                replace(s, start=start + s.start, end=start + s.end, heading=piece.heading, at=at)
                for s in parts
            ]


def _segments(
    piece: Piece,
    voice: Voice,
    before: str,
    sources: tuple[Source, ...],
    named: Mapping[Element, str | None],
) -> Iterable[Segment]:
    if piece.quotes:
        start, end = trimmed(piece.text, 0, len(piece.text))
        yield Segment(
            start, end, _cited(piece.text, voice, before, sources, named[piece.quotes[-1]])
        )
    elif piece.text.startswith(">"):
        for match in re.finditer(r"[^\n]+", piece.text):
            yield from _marked(piece.text, match, voice, before, sources)
    else:
        yield from split_quotations(piece.text, 0, len(piece.text), voice)


def _marked(
    text: str, line: re.Match[str], voice: Voice, before: str, sources: tuple[Source, ...]
) -> Iterable[Segment]:
    """A line of a paragraph that begins as a quote by "> ", as it is done in plain text."""
    mark = _MARK.match(line[0])
    start, end = trimmed(text, line.start() + (mark.end() if mark else 0), line.end())
    if start < end:
        quoted = _cited(text[start:end], voice, before, sources, None) if mark else voice
        yield Segment(start, end, quoted)


def _cited(
    text: str, voice: Voice, before: str, sources: tuple[Source, ...], named: str | None
) -> Voice:
    told = blockquote_voice(before, voice)
    if named is None and told.quoted_speaker is None:
        letters = letters_of(text)
        named = next((s.author for s in sources if s.author and s.holds(letters)), None)
    return replace(told, quoted_speaker=named, quoted_in=None) if named else told
