"""What profiles are read from, handed down together."""

from dataclasses import dataclass

from retrieval.catalogue import Catalogue
from retrieval.digests.known import KnownTopics
from retrieval.holdings import Holdings
from retrieval.keywords import Keywords
from retrieval.people import People
from retrieval.profiles.phrases import Phrases


@dataclass(frozen=True, slots=True)
class Shelf:
    """A library's passages and words, what is held of whom, its people and its phrases.

    `said` are the phrases of all passages.
    """

    catalogue: Catalogue
    keywords: Keywords
    holdings: Holdings
    people: People
    said: Phrases
    topics: KnownTopics
