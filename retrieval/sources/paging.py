"""A feed's pages, one after the other (RFC 5005), and where the next sync goes on with them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from retrieval.errors import DocumentError, LeftForLater
from retrieval.sources.addresses import shown_location
from retrieval.sources.base import Fetched, Listing
from retrieval.sources.entries import Teller
from retrieval.sources.feeds import Feed, feed_from
from retrieval.sources.parts import GOES_ON

# Ten years of a weekly show on pages of ten.
_MOST_PAGES: Final = 60
_MOST_ENTRIES: Final = 10_000


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a feed, the newest first, unless they are too many; `got` is the first of them.

    What cannot be had, or is left, is told in `listing`. `before` is the state of the last one.
    """

    first: Feed
    got: Fetched
    teller: Teller
    listing: Listing
    before: Mapping[str, str]

    def __iter__(self) -> Iterator[Feed]:
        """The first page, and those behind it; they are fetched when they are asked for."""
        feed, seen, entries = self.first, {self.got.address}, 0
        yield feed
        address = self.before.get(GOES_ON) or feed.further
        while address and address not in seen and len(seen) < _MOST_PAGES:
            seen.add(address)
            entries += len(feed.entries)
            page = self._page(address) if entries <= _MOST_ENTRIES else None
            if page is None:
                return
            yield page
            feed, address = page, page.further

    def _page(self, address: str) -> Feed | None:
        name, shown = self.teller.source.name, shown_location(self.teller.source)
        try:
            got = self.teller.fetch(address, private=self.teller.guard.private)
            return feed_from(got.data, got.address, shown, got.media_type)
        except LeftForLater:
            self.listing.state[GOES_ON] = address
            self.listing.later.append(f"{name}: the feed's earlier entries")
        except DocumentError as error:
            self.listing.refuse(name, error)
        return None
