"""A topic to its digest: what is on it, the few statements that cover it, and who speaks of it."""

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from retrieval.digests.headings import Titler
from retrieval.digests.hearing import dates_of, heard
from retrieval.digests.known import KnownTopics
from retrieval.digests.related import Finder, Findings
from retrieval.digests.sections import sections_of
from retrieval.digests.statements import LEAST_ON_IT, Statement, statements_of
from retrieval.digests.subjects import Subject, SubjectReader
from retrieval.digests.telling import told_by
from retrieval.elsewhere import Elsewhere
from retrieval.filters import Filters
from retrieval.indexes import Indexes
from retrieval.overviews import Digest, Length, Section
from retrieval.ranking import Ranker
from retrieval.results import Quote
from retrieval.rows import Stored
from retrieval.scope import Scope

# How many takeaways are looked for, and how many more quotes for each heading.
_SIZES = {Length.SHORT: (3, 2), Length.MEDIUM: (4, 3), Length.LONG: (6, 5)}


class Digester:
    """Makes digests of a library."""

    def __init__(
        self,
        indexes: Indexes,
        ranker: Ranker,
        scope: Scope,
        topics: KnownTopics,
        today: Callable[[], date],
    ) -> None:
        """`today` tells what "last month" is counted from."""
        self._indexes = indexes
        self._reader = SubjectReader(indexes, ranker, scope, today)
        self._finder = Finder(indexes)
        self._elsewhere = Elsewhere(indexes)
        self._topics = topics
        self._dates: Mapping[int, str] | None = None

    def refresh(self) -> None:
        """Take in that documents came or went."""
        self._dates = None

    def digest(self, topic: str, filters: Filters, length: Length) -> Digest:
        """The digest of a topic, as `Library.digest` has it."""
        began = time.perf_counter()
        read = self._reader.read(topic, filters)
        subject = replace(read, words=self._topics.mended(read.words))
        found = self._finder.find(subject)
        pool = self._pool(found)
        made = self._held(subject, found, pool, length) if pool else self._silence(read)
        elapsed = round((time.perf_counter() - began) * 1000, 3)
        return replace(made, topic=topic, elapsed_ms=elapsed)

    def _pool(self, found: Findings) -> list[Statement]:
        """What may be quoted; of who or what is only ever introduced, the introduction."""
        told, least = told_by(found, self._indexes), _least(found)
        pool = statements_of(found.best, told, least=least)
        return pool or statements_of(found.best, told, least=least, filler=True)

    def _held(
        self, subject: Subject, found: Findings, pool: Sequence[Statement], length: Length
    ) -> Digest:
        titler = Titler(self._topics.counts, self._indexes.embedder, pool, subject.words)
        takeaways, deeper = sections_of(pool, titler, *_SIZES[length])
        # What stands near to the topic may be quoted too, and whoever is quoted is heard.
        found = replace(found, ids=found.ids | _quoted(pool, (*takeaways, *deeper)))
        held = {statement.quote: statement.stored for statement in pool}
        takeaways, deeper = (
            tuple(self._told(section, held, subject) for section in sections)
            for sections in (takeaways, deeper)
        )
        spoken = heard(self._indexes.catalogue, found.ids, self._dated)
        return Digest(
            topic="",
            sections=takeaways,
            deep_dives=deeper,
            voices=spoken.voices,
            timeline=spoken.timeline,
            nearest=(),
            elapsed_ms=0.0,
            first=self._said_in(spoken.first, found, subject),
            latest=self._said_in(spoken.last, found, subject),
        )

    def _told(self, section: Section, held: Mapping[Quote, Stored], subject: Subject) -> Section:
        """The section, each of its quotes with where else it stands."""
        most_telling, permitted = self._elsewhere.most_telling, subject.permitted
        quotes = tuple(most_telling(quote, held[quote], permitted) for quote in section.quotes)
        return replace(section, quotes=quotes)

    def _silence(self, subject: Subject) -> Digest:
        nearest = () if subject.problems else self._topics.nearest(subject.words)
        return Digest("", (), (), (), (), nearest, 0.0, problems=subject.problems)

    def _said_in(self, document: int | None, found: Findings, subject: Subject) -> Quote | None:
        """The most relevant quote of a document, None of none."""
        if document is None:
            return None
        said = statements_of(self._finder.among(found, document), least=_least(found))
        return self._elsewhere.named(said[0].quote, subject.permitted) if said else None

    @property
    def _dated(self) -> Mapping[int, str]:
        """When each document was published, as far as it is known."""
        if self._dates is None:
            self._dates = dates_of(self._indexes.catalogue)
        return self._dates


def _least(found: Findings) -> float:
    """How near to the subject a quote has to be: anything will do where all is asked for."""
    return LEAST_ON_IT if found.wording else -math.inf


def _quoted(pool: Sequence[Statement], sections: Sequence[Section]) -> frozenset[int]:
    """The passages that are quoted in these sections."""
    quotes = {quote for section in sections for quote in section.quotes}
    return frozenset(s.stored.id for s in pool if s.quote in quotes)
