"""What a source is, and what it offers: the values between listing, reading and syncing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Protocol

from retrieval.errors import LinkBusy, PullquoteError
from retrieval.models import Work
from retrieval.readers.base import Entry, Raw
from retrieval.reports import Failure


@dataclass(frozen=True, slots=True)
class Source:
    """Something that documents come from, as somebody added it.

    `name` is unique in a library and may be shown. `location` is a path, a glob, or a link, and may
    hold a secret: it is never logged and never shown, `shown_location` (addresses.py) is.
    `defaults` are taken where neither the document nor what offers it tells. `owner` is who manages
    it: "" the operator, else whoever added it. `every` is in seconds, None where it is only synced
    when asked.
    """

    name: str
    location: str
    defaults: Entry = field(default_factory=Entry)
    owner: str = ""
    every: float | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One document that a source offers.

    `source` is what the document will be known by (`Document.source`), `entry` what is known of it,
    the source's defaults among it. `load` fetches its bytes, and raises a `DocumentError` where
    they cannot be had. Where `mark` is not None and was the same at the last sync, `load` need not
    be called: nothing has changed.
    """

    source: str
    entry: Entry
    load: Callable[[], Raw]
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """All that a source offers now.

    `items` are in a fixed order, each document once; reading on may fetch. `failed` fills while
    they are read. `state` is what the next listing wants to know of this one (ETag,
    Last-Modified), to be kept once every item has been taken in; what is `LASTING` (parts.py), in
    any case. Where `unchanged`, the source says that nothing is different from the listing that
    `state` is of, and there are no items. Where only a part of it says so, `same` has that part's
    documents, by `Document.source`; it fills like `failed`, and so do `later`, what is left for
    the next listing, and `busy`, from when servers that asked to be left alone may be asked again.
    A `partial` listing is not of all that the source has.
    """

    items: Iterable[Item]
    failed: list[Failure] = field(default_factory=list)
    state: dict[str, str] = field(default_factory=dict)
    unchanged: bool = False
    partial: bool = False
    same: list[str] = field(default_factory=list)
    later: list[str] = field(default_factory=list)
    busy: list[datetime] = field(default_factory=list)

    def refuse(self, name: str, error: PullquoteError) -> None:
        """Note a part that cannot be had, and until when its server wants to be left alone."""
        self.failed.append(Failure.of(name, error.complaint))
        if isinstance(error, LinkBusy):
            self.busy.append(error.until)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came from a link. `address` is where it was in the end, after all redirects.

    `media_type` and `charset` are what its server says, None where it does not. `state` holds what
    a later fetch may ask with whether anything is new. Where `unchanged`, nothing is, and there is
    no data.
    """

    address: str
    data: bytes
    media_type: str | None
    charset: str | None
    state: dict[str, str]
    unchanged: bool = False


class Fetch(Protocol):
    """Gets what is at an address: `fetching.Fetcher`, or a test's own."""

    def __call__(
        self,
        address: str,
        *,
        known: Mapping[str, str] | None = None,
        private: bool = False,
        trusted: bool = False,
    ) -> Fetched:
        """As `Fetcher.__call__`."""


# Lists a source, given the state of its last whole sync: `listing.listing_of` or a test's own.
Lister = Callable[[Source, Mapping[str, str]], Listing]


def filled(entry: Entry, further: Entry) -> Entry:
    """`entry`, with what it leaves open as `further` has it, which is as sure."""
    known = {f.name: getattr(entry, f.name) or getattr(further, f.name) for f in fields(Entry)}
    work = entry.work.filled(further.work)
    return replace(Entry(**known), work=work, otherwise=entry.otherwise.filled(further.otherwise))


def with_defaults(entry: Entry, defaults: Entry) -> Entry:
    """As `filled`, but of the work a document's own word goes before what `defaults` say."""
    otherwise = defaults.work.filled(defaults.otherwise)
    return filled(entry, replace(defaults, work=Work(), otherwise=otherwise))
