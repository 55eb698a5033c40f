"""Whoever holds the turn has the library for itself."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, TypeVar

Turn = Callable[[], AbstractContextManager[None]]
# A row of a table, its id first. Any: the other columns' types are the caller's.
R = TypeVar("R", bound=tuple[Any, ...])


def paged(read: Callable[[int], Sequence[R]], turn: Turn) -> Iterator[R]:
    """The rows of a table, some in each turn: `read` gives the next ones after an id, in order."""
    last = 0
    while True:
        with turn():
            page = read(last)
        if not page:
            return
        yield from page
        last = page[-1][0]
