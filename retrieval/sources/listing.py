"""What a source offers now: a place on disk, a link, or whatever a sources.toml lists."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from retrieval.errors import DocumentError, SidecarError
from retrieval.readers import SIDECAR_NAME, read_sidecar
from retrieval.readers.sidecar import Listed
from retrieval.sources.addresses import is_link, is_private, name_for, shown_location
from retrieval.sources.base import Fetch, Item, Listing, Source, filled
from retrieval.sources.mishaps import unforeseen
from retrieval.sources.parts import Part, keep, lasting, part_of
from retrieval.sources.places import once, place_listing


def listing_of(source: Source, state: Mapping[str, str], fetch: Fetch | None = None) -> Listing:
    """All that a source offers now; a `Lister`. Links are fetched by `fetch`, or safely.

    To a folder, and to a sources.toml, belongs what the sources.toml lists. Raises a
    `DocumentError` or a `SidecarError` where nothing can be told of the source as a whole.
    """
    own = _single(source, state, fetch)
    others = sources_in(source)
    return _Together(own, state, fetch).listing(others) if others else own


def sources_in(source: Source) -> list[Source]:
    """The sources that a sources.toml, or the one in a folder, lists, in its order.

    Each goes by its own name, else by one made of its location. Raises `SidecarError`.
    """
    folder = _folder(source)
    if folder is None:
        return []
    sidecar = read_sidecar(folder)
    defaults = filled(sidecar.defaults, source.defaults)
    rows = [replace(row, entry=filled(row.entry, defaults)) for row in sidecar.listed]
    return [_source(row, folder, source) for row in rows]


def interval_of(source: Source) -> float | None:
    """How often a source is to be looked at, in seconds; None where only when somebody asks.

    As was chosen for it; else as the most impatient of what its sources.toml speaks of asks for.
    """
    folder = _folder(source)
    if source.every or folder is None:
        return source.every
    try:
        sidecar = read_sidecar(folder)
    except SidecarError:
        return None
    asked = [sidecar.every, *(row.every for row in sidecar.listed)]
    return min(filter(None, asked), default=None)


def _folder(source: Source) -> Path | None:
    """The folder of the sources.toml that a source is, or that lies in it."""
    if is_link(source.location):
        return None
    path = Path(os.path.abspath(source.location))  # noqa: PTH100 - resolve() would follow links to another name
    folder = path.parent if path.name == SIDECAR_NAME else path
    return folder if folder.is_dir() else None


def _source(row: Listed, folder: Path, listing: Source) -> Source:
    location = row.location if is_link(row.location) else str(folder / row.location)
    source = Source("", location, row.entry, listing.owner, row.every or listing.every)
    return replace(source, name=row.name or name_for(location, private=is_private(source)))


def _single(source: Source, state: Mapping[str, str], fetch: Fetch | None) -> Listing:
    if not is_link(source.location):
        return place_listing(source, state)
    # They bring libraries along that would keep every command waiting.
    from retrieval.sources.fetching import Fetcher  # noqa: PLC0415
    from retrieval.sources.links import link_listing  # noqa: PLC0415

    return link_listing(source, state, fetch or Fetcher())


class _Together:
    """The listings of a source and of those that its sources.toml lists, as one.

    A link among them may fail for a day, and what came from it has not vanished. Each is asked
    whether anything is new, and says so of itself alone.
    """

    def __init__(self, own: Listing, state: Mapping[str, str], fetch: Fetch | None) -> None:
        self._own = own
        self._before = state
        self._fetch = fetch

    def listing(self, others: Sequence[Source]) -> Listing:
        items = once(chain(self._own.items, *map(self._items, others)))
        return replace(self._own, items=items, partial=any(is_link(o.location) for o in others))

    def _items(self, other: Source) -> Iterator[Item]:
        before = part_of(self._before, other)
        try:
            yield from self._part(other, before)
        except (DocumentError, SidecarError) as error:
            # What it was of is taken in all the same.
            keep(self._own.state, other, before)
            self._own.refuse(shown_location(other), error)
        except Exception as error:  # noqa: BLE001 - whatever it runs into, the others go on
            keep(self._own.state, other, before)
            self._own.failed.append(unforeseen(shown_location(other), error))

    def _part(self, other: Source, before: Part) -> Iterator[Item]:
        listing = _single(other, before.state, self._fetch)
        if listing.unchanged:
            self._own.same.extend(before.documents)
            keep(self._own.state, other, before)
            return
        offered: list[str] = []
        try:
            for item in listing.items:
                offered.append(item.source)
                yield item
        finally:
            self._own.failed.extend(listing.failed)
            self._own.later.extend(listing.later)
            self._own.busy.extend(listing.busy)
        if listing.failed or listing.later:
            keep(self._own.state, other, Part(lasting(listing.state)))
        else:
            keep(self._own.state, other, Part(listing.state, frozenset(offered)))
