"""What belongs to nothing in a library's file, or lacks what belongs to it."""

from collections.abc import Iterator
from typing import Final

from retrieval.catalogue import Catalogue
from retrieval.rows import DIMENSIONS

# What each query finds is one thing too many, or one that is missing.
_CHECKS: Final = {
    "passage {} without a document": (
        "SELECT id FROM passages WHERE document_id NOT IN (SELECT id FROM documents)"
    ),
    "sentences of passage {}, which is not there": (
        "SELECT DISTINCT passage_id FROM sentences"
        " WHERE passage_id NOT IN (SELECT id FROM passages)"
    ),
    "keywords of passage {}, which is not there": (
        "SELECT passage_id FROM passage_terms WHERE passage_id NOT IN (SELECT id FROM passages)"
    ),
    "phrases of passage {}, which is not there": (
        "SELECT passage_id FROM passage_phrases WHERE passage_id NOT IN (SELECT id FROM passages)"
    ),
    "passage {} without sentences": (
        "SELECT id FROM passages WHERE id NOT IN (SELECT passage_id FROM sentences)"
    ),
    "passage {} without keywords": (
        "SELECT id FROM passages WHERE id NOT IN (SELECT passage_id FROM passage_terms)"
    ),
    "passage {} with a vector of another length": (
        "SELECT id FROM passages WHERE length(vector) <> 4 * :dimensions"
    ),
    "passage {} with a sentence's vector of another length": (
        "SELECT DISTINCT passage_id FROM sentences WHERE length(vector) <> 2 * :dimensions"
    ),
    "document {} of a source that is not there": (
        "SELECT source FROM documents"
        " WHERE origin IS NOT NULL AND origin NOT IN (SELECT name FROM sources)"
    ),
}


def orphans_in(catalogue: Catalogue) -> Iterator[str]:
    """What is one too many or missing, each in words."""
    dimensions = int(catalogue.meta(DIMENSIONS) or 0)
    for words, query in _CHECKS.items():
        given = {"dimensions": dimensions} if ":dimensions" in query else {}
        yield from (words.format(row[0]) for row in catalogue.connection.execute(query, given))
