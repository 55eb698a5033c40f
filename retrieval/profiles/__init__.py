"""Persons, works and what is new at a glance, in the sources' own words."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from retrieval.digests.known import KnownTopics
from retrieval.elsewhere import Elsewhere
from retrieval.holdings import Holdings
from retrieval.indexes import Indexes
from retrieval.overviews import Episode, NewWork, Person
from retrieval.profiles.episodes import episode_called
from retrieval.profiles.news import new_works
from retrieval.profiles.persons import person_called
from retrieval.profiles.phrases import Phrases
from retrieval.profiles.shelf import Shelf
from retrieval.profiles.titles import Titles
from retrieval.results import Quote
from retrieval.scope import Scope


class Profiler:
    """Looks up persons and works in a library."""

    def __init__(self, indexes: Indexes, scope: Scope, topics: KnownTopics) -> None:
        self._indexes = indexes
        self._scope = scope
        self._holdings = Holdings(indexes.catalogue)
        self._elsewhere = Elsewhere(indexes)
        self._topics = topics
        self._known_shelf: Shelf | None = None
        self._known_titles: Titles | None = None

    def refresh(self) -> None:
        """Look again what there is: documents came or went."""
        self._known_shelf = self._known_titles = None

    def person(self, name: str) -> Person:
        """Whoever goes by this name, or one much like it."""
        found = person_called(name, self._shelf)
        return replace(found, quotes=self._named(found.quotes))

    def episode(self, title: str) -> Episode:
        """The work of this title, or one much like it."""
        found = episode_called(title, self._titles, self._shelf)
        takeaways, highlights = self._named(found.takeaways), self._named(found.highlights)
        return replace(found, takeaways=takeaways, highlights=highlights)

    def _named(self, quotes: Iterable[Quote]) -> tuple[Quote, ...]:
        """The quotes with where else they stand."""
        return tuple(map(self._elsewhere.named, quotes))

    def titles(self, typed: str, count: int) -> list[str]:
        """At most `count` works whose titles somebody may be about to type."""
        return self._titles.beginning(typed, count)

    def added_since(self, moment: datetime) -> tuple[NewWork, ...]:
        """What came in after `moment`, the latest first."""
        return new_works(self._indexes.catalogue, self._holdings, moment)

    @property
    def _shelf(self) -> Shelf:
        if self._known_shelf is None:
            counts = self._topics.counts
            self._known_shelf = Shelf(
                catalogue=self._indexes.catalogue,
                keywords=self._indexes.keywords,
                holdings=self._holdings,
                people=self._scope.voices,
                said=Phrases(counts.held, counts.written, counts.total),
                topics=self._topics,
            )
        return self._known_shelf

    @property
    def _titles(self) -> Titles:
        if self._known_titles is None:
            self._known_titles = Titles(self._indexes.catalogue.works())
        return self._known_titles
