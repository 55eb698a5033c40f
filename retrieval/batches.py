"""A long list in parts."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")


def batches(items: Sequence[T], size: int) -> Iterator[list[T]]:
    """`items` in order, at most `size` at a time."""
    for start in range(0, len(items), size):
        yield list(items[start : start + size])
