"""A few of many, from everywhere in them."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def spread(given: Sequence[T], count: int) -> list[T]:
    """At most `count` of `given`, at even distances, in order."""
    if len(given) <= count:
        return list(given)
    return [given[n * len(given) // count] for n in range(count)]
