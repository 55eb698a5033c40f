"""What a source offers now: a place on disk, a link, or whatever a sources.toml lists."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from retrieval.errors import DocumentError, SidecarError
from retrieval.readers import SIDECAR_NAME, read_sidecar
from retrieval.readers.sidecar import Listed
from retrieval.reports import Failure
from retrieval.sources.addresses import is_link, name_for, shown_location
from retrieval.sources.base import Fetch, Item, Listing, Source, filled
from retrieval.sources.places import once, place_listing


def listing_of(source: Source, state: Mapping[str, str], fetch: Fetch | None = None) -> Listing:
    """All that a source offers now; a `Lister`. Links are fetched by `fetch`, or safely.

    To a folder, and to a sources.toml, belongs what the sources.toml lists. Raises a
    `DocumentError` or a `SidecarError` where nothing can be told of the source as a whole.
    """
    own = _single(source, state, fetch)
    others = sources_in(source)
    return _together(own, others, fetch) if others else own


def sources_in(source: Source) -> list[Source]:
    """The sources that a sources.toml, or the one in a folder, lists, in its order.

    Each goes by its own name, else by one made of its location. Raises `SidecarError`.
    """
    if is_link(source.location):
        return []
    path = Path(os.path.abspath(source.location))  # noqa: PTH100 - resolve() would follow links to another name
    folder = path.parent if path.name == SIDECAR_NAME else path
    if not folder.is_dir():
        return []
    sidecar = read_sidecar(folder)
    defaults = filled(sidecar.defaults, source.defaults)
    rows = [replace(row, entry=filled(row.entry, defaults)) for row in sidecar.listed]
    return [_source(row, folder, source) for row in rows]


def _source(row: Listed, folder: Path, listing: Source) -> Source:
    location = row.location if is_link(row.location) else str(folder / row.location)
    name = row.name or name_for(location)
    return Source(name, location, row.entry, listing.owner, row.every or listing.every)


def _single(source: Source, state: Mapping[str, str], fetch: Fetch | None) -> Listing:
    if not is_link(source.location):
        return place_listing(source)
    # They bring libraries along that would keep every command waiting.
    from retrieval.sources.fetching import Fetcher  # noqa: PLC0415
    from retrieval.sources.links import link_listing  # noqa: PLC0415

    return link_listing(source, state, fetch or Fetcher())


def _together(own: Listing, others: Sequence[Source], fetch: Fetch | None) -> Listing:
    """The listings of several sources as one.

    A link among them may fail for a day, and what came from it has not vanished. None is told of an
    earlier state: that one is unchanged says nothing of the rest.
    """
    items = once(_chained(own, others, fetch))
    return Listing(items, own.failed, partial=any(is_link(each.location) for each in others))


def _chained(own: Listing, others: Sequence[Source], fetch: Fetch | None) -> Iterator[Item]:
    yield from own.items
    for other in others:
        try:
            listing = _single(other, {}, fetch)
            yield from listing.items
        except (DocumentError, SidecarError) as error:
            own.failed.append(Failure(shown_location(other), str(error)))
        else:
            own.failed.extend(listing.failed)
