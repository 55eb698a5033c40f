"""What a link offers: a feed's entries, a zip's members, or the one document that is there."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Final

from retrieval.readers import READING_VERSION
from retrieval.reports import Failure
from retrieval.sources.addresses import document_name, guard_of, is_private, shown_location
from retrieval.sources.archives import items_in
from retrieval.sources.base import Fetch, Fetched, Item, Listing, Source
from retrieval.sources.budgets import Budget, Considerate
from retrieval.sources.entries import Teller
from retrieval.sources.feeds import Feed, feed_from, is_feed
from retrieval.sources.mishaps import unforeseen
from retrieval.sources.pages import page_item
from retrieval.sources.paging import Pages
from retrieval.sources.parts import ASKED, GOES_ON
from retrieval.sources.places import once

_ZIP: Final = b"PK\x03\x04"
_BOOK: Final = b"mimetypeapplication/epub+zip"
_ZIP_TYPES: Final = ("application/zip", "application/x-zip-compressed", "application/x-zip")
_TITLE: Final = 80


def link_listing(source: Source, state: Mapping[str, str], fetch: Fetch) -> Listing:
    """What a link offers, told by the type and the content of what is there.

    Raises a `DocumentError` where nothing can be had.
    """
    asked = _asked(source)
    known = state if state.get(ASKED) == asked else {}
    trusted, private = source.owner == "", is_private(source)
    got = fetch(source.location, known=known, private=private, trusted=trusted)
    if got.unchanged:
        return Listing((), state=dict(state), unchanged=True)
    if is_feed(got.data, got.media_type):
        return _feed_listing(source, got, known, asked, fetch)
    failed: list[Failure] = []
    items = _members(source, got, failed) if _is_zip(got) else [page_item(source, got)]
    return Listing(items, failed, {**got.state, ASKED: asked})


def _members(source: Source, got: Fetched, failed: list[Failure]) -> list[Item]:
    guard = guard_of(source, got.address)
    location = source.location if guard.private else got.address
    name = document_name(source, location, private=guard.private)
    return list(items_in(io.BytesIO(got.data), name, source.defaults, failed, guard))


def _asked(source: Source) -> str:
    parts = (READING_VERSION, source.name, source.location, repr(source.defaults))
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _is_zip(got: Fetched) -> bool:
    """A zip, and no book or office document, which are zips too."""
    if not got.data.startswith(_ZIP) or _BOOK in got.data[:100]:
        return False
    return got.media_type in _ZIP_TYPES or got.address.lower().endswith(".zip")


def _feed_listing(
    source: Source, got: Fetched, known: Mapping[str, str], asked: str, fetch: Fetch
) -> Listing:
    """A feed shows its newest entries: what is not in it any more has not vanished."""
    first = feed_from(got.data, got.address, shown_location(source), got.media_type)
    # Strangers' feeds may lead to anything; the operator knows what they have added.
    considerate = Considerate(fetch, Budget() if source.owner else None)
    teller = Teller(source, considerate, guard_of(source, got.address))
    # What a sync that goes on leaves out may not seem unchanged to the next one.
    state = {ASKED: asked} if GOES_ON in known else {**got.state, ASKED: asked}
    listing = Listing((), state=state, partial=True)
    pages = Pages(first, got, teller, listing, known)
    items = (item for page in pages for item in _items(page, teller, listing.failed))
    return replace(listing, items=once(items))


def _items(page: Feed, teller: Teller, failed: list[Failure]) -> Iterator[Item]:
    """The documents of a page of the feed; an entry that is not understood harms no other."""
    for entry in page.entries:
        try:
            found = list(teller.items(page, entry))
        except Exception as error:  # noqa: BLE001 - an entry may hold whatever somebody wrote there
            title = teller.guard.blotted(entry.title)[:_TITLE]
            failed.append(unforeseen(f"{teller.source.name}: {title}", error))
        else:
            yield from found
