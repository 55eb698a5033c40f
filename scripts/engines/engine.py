"""What is asked of a keyword engine."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from retrieval.postings import Row
from retrieval.terms import QueryTerm


class Engine(Protocol):
    """A keyword index over rows, kept in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        """Open what is in `folder`, if anything is."""
        ...

    def build(self, rows: Iterable[Row]) -> None:
        """Index `rows`, and keep the index in the folder."""
        ...

    def search(self, question: Sequence[QueryTerm], count: int) -> list[int]:
        """The ids of the `count` best rows."""
        ...

    def change(self, added: Sequence[Row], removed: Sequence[int]) -> None:
        """Take rows in and out; the next search is over what is left."""
        ...
