"""EPUB: a book's chapters in the order in which they are read, and what it says of itself."""

from collections.abc import Iterator
from dataclasses import replace

from retrieval.errors import DocumentDamaged, DocumentEmpty, DocumentError, DocumentTooLarge
from retrieval.models import Kind, Role, Segment, Voice
from retrieval.readers.base import Entry, Raw, Reading
from retrieval.readers.epub_furniture import is_front_matter
from retrieval.readers.epub_package import Package, Page, opened
from retrieval.readers.html_text import Block, blocks_of
from retrieval.readers.html_tree import tree_of
from retrieval.readers.prose import segments_of_prose
from retrieval.readers.quotations import blockquote_voice, split_quotations

_BETWEEN = "\n\n"
_MOST_CHARACTERS = 20_000_000


class EpubReader:
    """Its author speaks in all of it but what is quoted; each stretch knows its chapter."""

    form = "epub"

    def recognises(self, raw: Raw) -> bool:
        """A zip with a book's container inside."""
        return raw.data.startswith(b"PK\x03\x04") and b"META-INF/container.xml" in raw.data

    def read(self, raw: Raw, entry: Entry) -> Reading:
        """One segment a paragraph; block quotes and quoted statements keep their own voice.

        The canonical text is the paragraphs of all chapters, an empty line between them, without
        their headings.
        """
        with opened(raw) as package:
            blocks = list(_within(raw.name, _blocks(raw.name, package)))
            work, author = package.work, package.author
        if not blocks:
            raise DocumentEmpty("{name}: there is no text in its chapters.", name=raw.name)
        speaker = entry.speaker or author
        role = Role.AUTHOR if author and speaker == author else None
        voice = Voice(entry.kind or Kind.BOOK, speaker, remark=entry.remark, role=role)
        text = _BETWEEN.join(block.text for block in blocks)
        segments, left_out = segments_of_prose(text, _segments(text, blocks, voice))
        return Reading(segments, work, text=text, left_out=left_out)


def _blocks(name: str, package: Package) -> Iterator[Block]:
    """The blocks of all chapters; a chapter that goes on in another file keeps its heading."""
    heading: str | None = None
    for chapter in package.chapters():
        for block in _blocks_in(name, chapter):
            heading = block.heading or heading
            yield block._replace(heading=heading)


def _blocks_in(name: str, chapter: Page) -> list[Block]:
    try:
        tree = tree_of(chapter) if isinstance(chapter, bytes) else chapter
        return [] if is_front_matter(tree) else blocks_of(tree)
    except DocumentEmpty:
        # A cover, a plate, a page that was left blank.
        return []
    except DocumentError as error:
        raise DocumentDamaged(
            "{name}: a chapter in it is no page of text; fetch or save it again.", name=name
        ) from error


def _within(name: str, blocks: Iterator[Block]) -> Iterator[Block]:
    """The blocks, up to as many characters as anybody would read."""
    left = _MOST_CHARACTERS
    for block in blocks:
        left -= len(block.text)
        if left < 0:
            raise DocumentTooLarge(
                "{name}: it holds more than {count} characters; split it.",
                name=name,
                count=_MOST_CHARACTERS,
            )
        yield block


def _segments(text: str, blocks: list[Block], voice: Voice) -> Iterator[Segment]:
    start, before = 0, ""
    for block in blocks:
        end = start + len(block.text)
        if block.is_quote:
            yield Segment(start, end, blockquote_voice(before, voice), block.heading)
        else:
            for piece in split_quotations(text, start, end, voice):
                yield replace(piece, heading=block.heading)
            before = block.text
        start = end + len(_BETWEEN)
