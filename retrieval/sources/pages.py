"""What a link to a single document offers: a page, a transcript, a PDF, a book."""

from retrieval.models import Work
from retrieval.readers.base import Entry, Raw
from retrieval.sources.addresses import canonical, document_name, guard_of, shown_address
from retrieval.sources.base import Fetched, Item, Source, with_defaults


def page_item(source: Source, got: Fetched) -> Item:
    """The document that a link led to, known by the address where it was in the end."""
    guard = guard_of(source, got.address)
    private = guard.private
    name = document_name(source, source.location if private else got.address, private=private)
    entry = Entry(work=Work(url=None if private else canonical(got.address)))
    shown = shown_address(got.address, private=private)
    raw = Raw(shown, guard.blotted_bytes(in_utf8(got)), got.media_type, guard=guard)
    return Item(name, with_defaults(entry, source.defaults), lambda: raw)


def in_utf8(got: Fetched) -> bytes:
    """What came, in UTF-8 where it is text of which the server names another charset."""
    textual = (got.media_type or "").startswith("text/")
    if not textual or (got.charset or "utf-8").lower() in {"utf-8", "utf8", "us-ascii", "ascii"}:
        return got.data
    try:
        return got.data.decode(got.charset or "utf-8").encode("utf-8")
    except (LookupError, UnicodeError, ValueError):
        return got.data
