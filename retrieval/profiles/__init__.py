"""Persons, works and what is new at a glance, in the sources' own words."""

from datetime import datetime

from retrieval.holdings import Holdings
from retrieval.indexes import Indexes
from retrieval.overviews import NewWork
from retrieval.profiles.news import new_works


class Profiler:
    """Looks up persons and works in a library."""

    def __init__(self, indexes: Indexes) -> None:
        self._catalogue = indexes.catalogue
        self._holdings = Holdings(indexes.catalogue)

    def added_since(self, moment: datetime) -> tuple[NewWork, ...]:
        """What came in after `moment`, the latest first."""
        return new_works(self._catalogue, self._holdings, moment)
