"""What is only in memory of members, wherever that is: shown and forgotten with all else."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

# What is told of a thing that is remembered, by its names; Any: their own types.
Row = dict[str, Any]


class Store(Protocol):
    """Something that remembers what members wrote, or how they are spoken to."""

    def rows_of(self, member: int) -> list[Row]:
        """Return all that is remembered of a member."""
        ...

    def forget_member(self, member: int) -> None:
        """Forget it."""
        ...


class Remembered:
    """All stores there are, by the names under which members are told of them."""

    def __init__(self) -> None:
        self._stores: dict[str, Store] = {}

    def add(self, name: str, store: Store) -> None:
        """Show and forget what a store remembers, too."""
        self._stores[name] = store

    def of(self, member: int) -> Mapping[str, Sequence[Row]]:
        """Return what is remembered of a member in each store."""
        return {name: store.rows_of(member) for name, store in self._stores.items()}

    def forget(self, member: int) -> None:
        """Forget a member in all of them."""
        for store in self._stores.values():
            store.forget_member(member)
