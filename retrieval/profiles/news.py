"""What is new in a library, and what says most about it."""

from datetime import datetime
from typing import Final

from retrieval.catalogue import Catalogue
from retrieval.holdings import Held, Holdings
from retrieval.kept import is_kept
from retrieval.overviews import NewWork
from retrieval.profiles.spread import spread
from retrieval.profiles.telling import Group, telling_quotes
from retrieval.results import Quote

# Whoever has more new works than that reads no quote of each.
_MOST_QUOTED: Final = 25
_PASSAGES_READ: Final = 40


def new_works(catalogue: Catalogue, holdings: Holdings, moment: datetime) -> tuple[NewWork, ...]:
    """The works that came in after `moment`, the latest first, the first 25 with a quote."""
    # Who answers a member's question brings no work.
    added_since = holdings.added_after(moment)
    found = [(held, added) for held, added in added_since if not is_kept(held.source)]
    return tuple(
        NewWork(
            title=held.name,
            publisher=held.work.publisher,
            url=held.work.url,
            added=added,
            quote=_quote(catalogue, held) if number < _MOST_QUOTED else None,
        )
        for number, (held, added) in enumerate(found)
    )


def _quote(catalogue: Catalogue, held: Held) -> Quote | None:
    ids = spread(catalogue.passage_ids(held.id), _PASSAGES_READ)
    return next(iter(telling_quotes([Group(catalogue.passages(ids))], 1)), None)
