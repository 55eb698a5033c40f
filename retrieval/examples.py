"""What could one ask? Questions that this library is known to answer."""

from retrieval.answering import Answerer
from retrieval.catalogue import Catalogue


def example_questions(catalogue: Catalogue, answerer: Answerer, count: int) -> list[str]:
    """Up to `count` questions."""
    return []
