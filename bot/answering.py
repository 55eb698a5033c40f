"""The part of a library that a conversation needs; a test brings its own."""

from datetime import date
from typing import Protocol

from bot.pursuing import Pursued
from retrieval import NO_FILTERS, Digest, Episode, Filters, Length, Person, SourceSummary


class Answering(Pursued, Protocol):
    """What is asked for answers, digests and pages."""

    def digest(
        self, topic: str, filters: Filters = NO_FILTERS, length: Length = Length.MEDIUM
    ) -> Digest:
        """Return what is said on a topic, or the nearest topics."""
        ...

    def person(self, name: str) -> Person:
        """Return what is held of whoever goes by this name."""
        ...

    def episode(self, title: str) -> Episode:
        """Return the work of this title at a glance."""
        ...

    def starters(self, week: date, count: int) -> list[str]:
        """Return questions that would be answered, others in the week of another day."""
        ...

    def sources(self) -> list[SourceSummary]:
        """Return what was taken in."""
        ...

    def topics(self, typed: str, count: int) -> list[str]:
        """Return topics that somebody is about to type."""
        ...
